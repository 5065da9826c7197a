import { sql } from 'kysely';
import { z } from 'zod';
import { chosenFrom, contactsInWords } from '../../audience/audience.ts';
import type { ChosenContacts } from '../../audience/contract.ts';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { estimateCount } from '../../platform/lists.ts';
import type { Outcome as Ending, OperationRun } from '../../platform/operation-runs.ts';
import { startOperation } from '../../platform/operations.ts';
import { scoreOf } from '../../scoring/scoring.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { openHandoffs } from '../opening.ts';
import type { NewHandOver } from './contract.ts';
import type { Outcome } from './outcome.ts';
import './tables.ts';

const CONTACTS_PER_BATCH = 500;

export type HandOverJob = NewHandOver & { operationId: string };

/** Hands all of these to sales, in the background: the rounds give them to reps as any other lead, by the same rules. */
export async function handOverMany(db: Db, who: Actor, input: NewHandOver): Promise<{ id: string }> {
  const contacts = db.selectFrom('audience.contacts as c').where(await within(db, who, input));
  const size = await estimateCount(db, contacts);
  const id = await startOperation(db, who, {
    kind: 'handoffs.hand-over',
    title: `Hand-over of ${contactsInWords(size)}`,
    job: 'handoff.handOverMany',
    payload: input,
    total: size.count,
    unit: 'contacts',
  });
  return { id };
}

/** What became of each is a row of the batch's transaction: a killed run goes on behind it, and counts nobody twice. */
export async function runHandOver(job: HandOverJob, run: OperationRun): Promise<Ending> {
  let { done } = run;
  let { after } = cursorShape.parse(run.cursor ?? { after: null });
  let more = true;
  while (more && !(await run.isCancelled())) {
    const from = { after, done };
    const batch = await transaction(run.db, async (trx) => {
      const looked = await handBatch(trx, run, job, from.after);
      const last = looked.at(-1) ?? from.after;
      await run.advance(trx, { done: from.done + looked.length, cursor: { after: last } });
      return { size: looked.length, last };
    });
    done += batch.size;
    after = batch.last;
    more = batch.size === CONTACTS_PER_BATCH;
  }
  const result = await countsOf(run.db, run.operationId);
  return { result, resultPath: `/handoff/handed/${run.operationId}` };
}

const cursorShape = z.object({ after: z.uuid().nullable() });

/** How many there are of each outcome. */
export async function countsOf(db: Db, operationId: string): Promise<Record<Outcome, number>> {
  const rows = await db
    .selectFrom('handoff.hand_overs')
    .where('operation_id', '=', operationId)
    .groupBy('outcome')
    .select(({ fn }) => ['outcome', fn.countAll<number>().as('count')])
    .execute();
  const counts = { handed: 0, open: 0, worked: 0, unreachable: 0, rejected: 0 };
  for (const { outcome, count } of rows) counts[outcome] = count;
  return counts;
}

async function within(db: Db, who: Actor, { ids, list }: ChosenContacts) {
  return sql<boolean>`${await chosenFrom(db, who, { ids, list })} and ${ownedBy(who, 'handoffs.open', 'c.owner_id')}`;
}

/** Answers whom it looked at. */
async function handBatch(
  db: Db,
  { who, operationId }: OperationRun,
  { note, ...chosen }: HandOverJob,
  after: string | null,
): Promise<string[]> {
  const looked = await lookAt(db, await within(db, who, chosen), after);
  const handed = await handAll(
    db,
    who,
    looked.filter(({ outcome }) => outcome === 'handed').map(({ id }) => id),
    note,
  );
  const rows = looked.map(({ id, outcome, handoff_id: known }) => ({
    operation_id: operationId,
    contact_id: id,
    // Who became hot in this very moment is with sales already.
    outcome: outcome === 'handed' && !handed.has(id) ? 'open' : outcome,
    handoff_id: handed.get(id) ?? known,
  }));
  if (rows.length > 0) await db.insertInto('handoff.hand_overs').values(rows).execute();
  return looked.map(({ id }) => id);
}

type Looked = { id: string; outcome: Outcome; handoff_id: string | null };

/**
 * The next contacts, held, and what is to become of each. Whom sales rejected is refused whatever the rule was: nobody
 * looks at each of thousands; who is sure of one, hands over that one.
 */
async function lookAt(
  db: Db,
  chosen: Awaited<ReturnType<typeof within>>,
  after: string | null,
): Promise<Looked[]> {
  const { rows } = await sql<Looked>`
    with held as (
      select c.id, c.stage, coalesce(c.email, c.phone, c.phone_original) is not null as reachable
      from audience.contacts as c
      where ${chosen} and ${after === null ? sql`true` : sql`c.id > ${after}::uuid`}
      order by c.id limit ${CONTACTS_PER_BATCH} for no key update of c
    )
    select held.id, coalesce(busy.id, barred.handoff_id) as handoff_id, case
      when busy.state in ('ready', 'contacting') then 'open'
      when busy.id is not null or held.stage = 'opportunity' then 'worked'
      when not held.reachable then 'unreachable'
      when barred.handoff_id is not null then 'rejected'
      else 'handed' end as outcome
    from held
    left join lateral (select h.id, h.state from handoff.handoffs as h
      where h.contact_id = held.id and h.state in ('ready', 'contacting', 'accepted')
      order by h.state = 'accepted', h.opened_at desc limit 1) as busy on true
    left join lateral (select b.handoff_id from handoff.barred as b where b.contact_id = held.id
      order by b.barred_at desc limit 1) as barred on true
    order by held.id`.execute(db);
  return rows;
}

/** Answers contact → the hand-off that was opened. */
async function handAll(
  db: Db,
  who: Actor,
  ids: string[],
  note: string | undefined,
): Promise<Map<string, string>> {
  const scores = await scoreOf(db, ids);
  const at = now().toISOString();
  const candidates = ids.map((contactId) => ({
    contactId,
    trigger: 'manual' as const,
    rule: 'manual',
    fit: scores.get(contactId)?.fit ?? null,
    engagement: scores.get(contactId)?.engagement ?? null,
    at,
  }));
  const opened = await openHandoffs(db, who, candidates, new Map(ids.map((id) => [id, { note }])));
  return new Map(opened.map(({ id, contactId }) => [contactId, id]));
}
