import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { touchWords } from '../touchpoints/touchpoints.ts';
import { modelInForce } from './known-models.ts';
import { pastsOf } from './past.ts';
import { engagementOf, gradeOf, type Grade } from './score.ts';
import type { Temperature } from './temperature.ts';
import { changesOf, storedOf } from './why.ts';

export type ScoreNow = { fit: number; grade: Grade; engagement: number; temperature: Temperature };

/** How these contacts score at this moment; whoever has no score yet is cold. */
export async function scoreOf(db: Db, contactIds: string[]): Promise<Map<string, ScoreNow>> {
  const { id, document, freshFit } = await modelInForce(db);
  const stored = new Map((await storedOf(db, id, contactIds)).map((row) => [row.contactId, row]));
  const at = now();
  return new Map(
    contactIds.map((contactId) => {
      const row = stored.get(contactId);
      const fit = row?.fit ?? freshFit;
      const engagement = row ? engagementOf(row, document.groups, at) : 0;
      const grade = gradeOf(fit, document.fit.grades);
      return [contactId, { fit, grade, engagement, temperature: row?.temperature ?? 'cold' }];
    }),
  );
}

/** So much of what somebody did is looked through for reasons. */
const MOST_TOUCHES = 1_000;

/** Why now, in sentences, of each: what raised the score in the last 30 days, newest first. Three statements for all. */
export async function reasonsOf(db: Db, contactIds: readonly string[]): Promise<Map<string, string[]>> {
  const model = await modelInForce(db);
  const pasts = await pastsOf(db, model, contactIds, MOST_TOUCHES);
  const [say, at] = [await touchWords(db), now()];
  return new Map(
    contactIds.map((contactId, place) => {
      const past = pasts[place];
      const raised = past ? changesOf(model, past, at, say).raised : [];
      return [contactId, raised.toSorted(newestFirst).map(inWords)];
    }),
  );
}

type Reason = { words: string; at: Date | null };

function newestFirst(one: Reason, other: Reason): number {
  return (other.at?.getTime() ?? 0) - (one.at?.getTime() ?? 0);
}

function inWords({ words, at }: Reason): string {
  return at ? `${words} (${dayOf(at)})` : words;
}

function dayOf(at: Date): string {
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}
