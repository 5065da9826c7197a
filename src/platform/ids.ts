import { v7 } from 'uuid';

/** A uuid v7: made in the application, ordered by time, so inserts stay at the right edge of an index. */
export function newId(): string {
  return v7();
}
