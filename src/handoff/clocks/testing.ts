import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { openTestWorkspace } from '../../workspace/testing.ts';
import type { AgreementDocument, SalesPromise } from '../agreement/agreement.ts';
import { draftAgreement, editAgreement, proposeAgreement, signAgreement } from '../agreement/agreements.ts';
import type { Trigger } from '../lead.ts';
import { startClocks, type Clock } from './clocks.ts';

export const HOUR = 60;
export const DAY = 8 * HOUR;

/** "First response within an hour", and what else is wanted of it. */
export function firstResponse(more: Partial<SalesPromise> = {}): SalesPromise {
  return {
    id: 'first-response',
    side: 'sales',
    metric: 'first_response',
    target: 0.9,
    withinMinutes: HOUR,
    graceMinutes: 0,
    steps: [],
    ...more,
  };
}

/** Both sides have signed this. Answers the id of the version in force. */
export async function agree(db: Db, promises: AgreementDocument['promises']): Promise<string> {
  await openTestWorkspace(db);
  const { id } = await draftAgreement(db, system, {});
  const document: AgreementDocument = { text: '', words: [], promises };
  await editAgreement(db, system, id, { document: withMarketing(document) });
  await proposeAgreement(db, system, id);
  await signAgreement(db, system, id, 'marketing');
  await signAgreement(db, system, id, 'sales');
  return id;
}

/** A hand-off without the ways that lead to it, its clocks started. */
export async function handedOff(
  db: Db,
  { repId = null, trigger = 'hot', ...lead }: Lead = {},
): Promise<string> {
  const contactId = newId();
  const at = now();
  const { source = 'search', companyName = null, jobTitle = null, ...names } = lead;
  await db
    .insertInto('audience.contacts')
    .values({
      id: contactId,
      given_name: 'Anna',
      family_name: 'Weber',
      email: `${contactId}@example.com`,
      company_name: companyName,
      job_title: jobTitle,
      ...names,
      stage: 'mql',
      source: 'search',
      created_at: at,
      updated_at: at,
    })
    .execute();
  const id = newId();
  await db
    .insertInto('handoff.handoffs')
    .values({
      id,
      contact_id: contactId,
      trigger,
      rule: trigger,
      why: JSON.stringify({ reasons: [], read: [], said: [] }),
      source,
      opened_at: at,
      state: 'ready',
      rep_id: repId,
    })
    .execute();
  await startClocks(db, [{ id }]);
  return id;
}

export type Lead = {
  repId?: string | null;
  trigger?: Trigger;
  source?: string | null;
  companyName?: string | null;
  jobTitle?: string | null;
  country?: string | null;
};

export async function clockOf(db: Db, handoffId: string, promise = 'first-response'): Promise<Clock> {
  return db
    .selectFrom('handoff.clocks')
    .selectAll()
    .where('handoff_id', '=', handoffId)
    .where('promise', '=', promise)
    .executeTakeFirstOrThrow();
}

/** An agreement binds both sides. */
function withMarketing(document: AgreementDocument): AgreementDocument {
  const { promises } = document;
  const extra: AgreementDocument['promises'] = [];
  if (!promises.some(({ side }) => side === 'marketing'))
    extra.push({ id: 'hot-leads', side: 'marketing', metric: 'hot_leads', target: 10, steps: [] });
  if (!promises.some(({ side }) => side === 'sales')) extra.push(firstResponse());
  return { ...document, promises: [...promises, ...extra] };
}
