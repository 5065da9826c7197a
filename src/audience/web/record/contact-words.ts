import { queryClient } from '../../../web/query.ts';
import type { RecordWords } from '../../../web/room.ts';
import { propertiesQuery } from '../properties/properties.ts';
import { factName, factWords } from './fact-words.ts';

/** For the audit log: what stands on contacts, as their own page calls it. */
export async function contactWords(): Promise<RecordWords> {
  await queryClient.ensureQueryData(propertiesQuery('contact'));
  return { field: factName, value: (field, value, nameOf) => readable(factWords(field, value, nameOf)) };
}

/** Moments, lists of ids and the like the log reads better itself. */
function readable(words: string): string | undefined {
  return /^\d{4}-\d\d-\d\dT|^[{[]/.test(words) ? undefined : words;
}
