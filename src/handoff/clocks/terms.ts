import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { usualWorkingTime, workingTimesOf, type WorkingTime } from '../../workspace/workspace.ts';
import { isOfSales, type AgreementDocument, type SalesPromise } from '../agreement/agreement.ts';

/** What was agreed, by agreement and promise: a clock keeps the terms its hand-off was opened under. */
type TermsOf = (agreementId: string, promise: string) => SalesPromise | undefined;

export async function termsOf(db: Db, agreementIds: string[]): Promise<TermsOf> {
  const agreed = await promisesOfSales(db, agreementIds);
  return (agreementId, promise) => agreed.get(agreementId)?.get(promise);
}

/** The promises of sales in these agreements. */
export async function promisesOfSales(
  db: Db,
  agreementIds: string[],
): Promise<Map<string, Map<string, SalesPromise>>> {
  const { rows } = await sql<{ id: string; document: AgreementDocument }>`
    select id, document from handoff.agreements where id = any(${[...new Set(agreementIds)]}::uuid[])`.execute(
    db,
  );
  return new Map(
    rows.map(({ id, document }) => [
      id,
      new Map(document.promises.filter(isOfSales).map((promise) => [promise.id, promise])),
    ]),
  );
}

/** When a rep works; whoever has no rep yet, is waited for in the usual hours of the workspace. */
export type TimeOf = (repId: string | null) => WorkingTime;

export async function timeOf(db: Db, repIds: (string | null)[]): Promise<TimeOf> {
  const reps = [...new Set(repIds.filter((id) => id !== null))];
  const times = await workingTimesOf(db, reps);
  // Also for somebody who is not there any more.
  const usual =
    reps.some((id) => !times.has(id)) || repIds.includes(null) ? await usualWorkingTime(db) : null;
  return (repId) => {
    const time = (repId === null ? undefined : times.get(repId)) ?? usual;
    if (!time) throw new Error('The working time of this rep was not asked for.');
    return time;
  };
}
