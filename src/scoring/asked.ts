import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { modelInForce } from './known-models.ts';
import { pastOf } from './past.ts';
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

/** Why now, in sentences: what raised the score in the last 30 days, newest first. */
export async function reasonsOf(db: Db, contactId: string): Promise<string[]> {
  const model = await modelInForce(db);
  const past = await pastOf(db, model, contactId);
  const { raised } = await changesOf(db, model, past, now());
  return raised
    .toSorted((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))
    .map(({ words, at }) => (at ? `${words} (${dayOf(at)})` : words));
}

function dayOf(at: Date): string {
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}
