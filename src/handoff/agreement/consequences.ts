import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { cutPage } from '../../platform/lists.ts';
import { reaches } from '../reading.ts';
import type { AgreedPromise } from './agreement.ts';
import type { Consequence, ConsequencesQuery } from './contract.ts';
import { nameOf } from './words.ts';

/** What follows from missed promises, newest first: open ones until a person settles them. */
export async function listConsequences(
  db: Db,
  who: Actor,
  query: ConsequencesQuery,
): Promise<{ items: Consequence[]; next: string | null }> {
  const { cursor, limit, settled, month } = query;
  const found = await read(
    db,
    who,
    sql`${cursor === undefined ? sql`true` : sql`q.id < ${cursor}::uuid`}
      and ${settled === undefined ? sql`true` : settled === 'yes' ? sql`q.settled_at is not null` : sql`q.settled_at is null`}
      and ${month === undefined ? sql`true` : sql`q.month = ${`${month}-01`}::date`}`,
    limit + 1,
  );
  const { rows, next } = cutPage(found, limit);
  return { items: rows, next };
}

export async function settleConsequence(
  db: Db,
  who: Actor,
  id: string,
  words: string | null,
): Promise<Consequence> {
  return transaction(db, async (trx) => {
    const [before] = await read(trx, who, sql`q.id = ${id}::uuid`, 1);
    if (!before) throw new NotFound('There is no such consequence.');
    const { rows } = await sql<{ id: string }>`
      update handoff.consequences set settled_at = ${now()}::timestamptz, settlement = ${words},
        settled_by = ${who.kind === 'user' ? who.id : null}::uuid
      where id = ${id}::uuid and settled_at is null returning id`.execute(trx);
    if (rows.length === 0)
      throw new Conflict(`${before.settled?.by?.name ?? 'Somebody'} has settled this already.`);
    await emit(trx, who, [
      { name: 'consequence.settled', subject: { kind: 'consequence', id }, payload: { words } },
    ]);
    return found(trx, who, id);
  });
}

export async function reopenConsequence(db: Db, who: Actor, id: string): Promise<Consequence> {
  return transaction(db, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      update handoff.consequences set settled_at = null, settled_by = null, settlement = null
      where id = ${id}::uuid and settled_at is not null returning id`.execute(trx);
    if (rows.length > 0)
      await emit(trx, who, [
        { name: 'consequence.reopened', subject: { kind: 'consequence', id }, payload: {} },
      ]);
    return found(trx, who, id);
  });
}

async function found(db: Db, who: Actor, id: string): Promise<Consequence> {
  const [one] = await read(db, who, sql`q.id = ${id}::uuid`, 1);
  if (!one) throw new NotFound('There is no such consequence.');
  return one;
}

type Row = {
  id: string;
  step: Consequence['step'];
  words: string | null;
  promise: string;
  agreement_id: string;
  number: number;
  agreed: AgreedPromise | null;
  month: string;
  handoff_id: string | null;
  contact_id: string | null;
  contact_name: string | null;
  reached: boolean;
  at: Date;
  settled_at: Date | null;
  settled_by: string | null;
  settler: string | null;
  settlement: string | null;
};

async function read(
  db: Db,
  who: Actor,
  where: ReturnType<typeof sql>,
  limit: number,
): Promise<Consequence[]> {
  const { rows } = await sql<Row>`
    select q.id, q.step, q.words, q.promise, q.agreement_id, a.number, to_char(q.month, 'YYYY-MM') as month, q.handoff_id,
      (select p from jsonb_array_elements(a.document -> 'promises') p where p ->> 'id' = q.promise limit 1) as agreed,
      c.id as contact_id, c.name as contact_name,
      ${reaches(who, 'handoffs.read')} as reached, q.at, q.settled_at, q.settled_by, u.name as settler, q.settlement
    from handoff.consequences q join handoff.agreements a on a.id = q.agreement_id
    left join handoff.handoffs h on h.id = q.handoff_id left join audience.contacts c on c.id = h.contact_id
    left join workspace.users u on u.id = q.settled_by
    where ${where} order by q.id desc limit ${limit}`.execute(db);
  return rows.map(toConsequence);
}

function toConsequence(row: Row): Consequence {
  const { id, step, month, at, agreed } = row;
  const by = row.settled_by === null ? null : { id: row.settled_by, name: row.settler ?? 'Somebody' };
  return {
    id,
    step,
    words:
      row.words ??
      (row.handoff_id === null ? 'Look at it in the weekly review' : 'A case for the weekly review'),
    promise: { id: row.promise, side: agreed?.side ?? 'sales', name: agreed ? nameOf(agreed) : row.promise },
    agreement: { id: row.agreement_id, number: row.number },
    month,
    handoffId: row.handoff_id,
    contact:
      row.contact_id === null || !row.reached ? null : { id: row.contact_id, name: row.contact_name ?? '' },
    at,
    settled: row.settled_at === null ? null : { by, at: row.settled_at, words: row.settlement },
  };
}
