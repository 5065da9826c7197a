import type { Session } from '../session.ts';
import { railSections } from './rail-items.ts';

/** Where '/' leads: the first page of the rail this user may see. */
export function homePath(session: Session | undefined): string {
  return railSections(session)[0]?.items[0]?.to ?? '/';
}
