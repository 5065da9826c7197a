import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import '../events.ts';
import { sidesOf, type AgreementDocument, type Side } from './agreement.ts';
import type { AgreementChange, NewAgreement, WholeAgreement } from './contract.ts';
import { findAgreement, type AgreementRow } from './reading.ts';
import { usualTerms } from './usual-terms.ts';

/** A new version: a copy of another, or the usual terms. */
export async function draftAgreement(db: Db, who: Actor, { basedOn }: NewAgreement): Promise<WholeAgreement> {
  return transaction(db, async (trx) => {
    // Numbers are given out one after the other.
    await sql`select pg_advisory_xact_lock(hashtext('handoff.agreements'))`.execute(trx);
    const base = basedOn === undefined ? null : await lockAgreement(trx, basedOn);
    const id = newId();
    const at = now();
    const { rows } = await sql<{ number: number }>`
      insert into handoff.agreements (id, number, state, document, based_on, created_by, created_at, updated_at)
      select ${id}::uuid, coalesce(max(number), 0) + 1, 'draft', ${JSON.stringify(base?.document ?? usualTerms())}::jsonb,
        ${base?.id ?? null}::uuid, ${personOf(who)}::uuid, ${at}::timestamptz, ${at}::timestamptz
      from handoff.agreements returning number`.execute(trx);
    await tell(trx, who, 'agreement.drafted', { id, number: rows[0]?.number ?? 1 });
    return findAgreement(trx, who, id);
  });
}

/** Of a draft only: what was proposed is what the other side reads, what was signed never changes. */
export async function editAgreement(
  db: Db,
  who: Actor,
  id: string,
  change: AgreementChange,
): Promise<WholeAgreement> {
  return transaction(db, async (trx) => {
    const before = await lockAgreement(trx, id);
    mustBe(before, 'draft', 'Only a draft can be changed. Start a new version from this one.');
    if (change.updatedAt !== undefined && Date.parse(change.updatedAt) !== before.updated_at.getTime())
      throw new Conflict('Somebody changed this draft while you were writing. Your change was not saved.');
    if (change.document) await mustKeepMeanings(trx, change.document);
    await trx
      .updateTable('handoff.agreements')
      .set({ updated_at: now() })
      .$if(change.document !== undefined, (query) => query.set({ document: JSON.stringify(change.document) }))
      .$if(change.note !== undefined, (query) => query.set({ note: change.note ?? null }))
      .where('id', '=', id)
      .execute();
    const changes = changesBetween({ note: before.note }, { note: change.note ?? before.note });
    await emit(trx, who, [
      {
        name: 'agreement.edited',
        subject: { kind: 'agreement', id },
        payload: { number: before.number },
        changes,
      },
    ]);
    return findAgreement(trx, who, id);
  });
}

export async function discardAgreement(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const draft = await lockAgreement(trx, id);
    mustBe(draft, 'draft', 'Only a draft can be deleted: what was proposed or signed stays in the history.');
    await sql`update handoff.agreements set based_on = null where based_on = ${id}::uuid`.execute(trx);
    await trx.deleteFrom('handoff.agreements').where('id', '=', id).execute();
    await tell(trx, who, 'agreement.discarded', draft);
  });
}

/** Puts it before both sides. One at a time: two could not both come into force. */
export async function proposeAgreement(db: Db, who: Actor, id: string): Promise<WholeAgreement> {
  return transaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('handoff.agreements'))`.execute(trx);
    const draft = await lockAgreement(trx, id);
    mustBe(draft, 'draft', 'Only a draft can be proposed.');
    mustPromise(draft.document);
    const other = await trx
      .selectFrom('handoff.agreements')
      .select('number')
      .where('state', '=', 'proposed')
      .executeTakeFirst();
    if (other)
      throw new Conflict(`Version ${other.number} is proposed already. Sign it or withdraw it first.`, other);
    const at = now();
    await trx
      .updateTable('handoff.agreements')
      .set({ state: 'proposed', proposed_by: personOf(who), proposed_at: at, updated_at: at })
      .where('id', '=', id)
      .execute();
    await tell(trx, who, 'agreement.proposed', draft);
    return findAgreement(trx, who, id);
  });
}

/** Whoever wants to go on with it starts a new version from it. */
export async function withdrawAgreement(db: Db, who: Actor, id: string): Promise<WholeAgreement> {
  return transaction(db, async (trx) => {
    const proposal = await lockAgreement(trx, id);
    mustBe(proposal, 'proposed', 'Only a proposal can be withdrawn.');
    await trx
      .updateTable('handoff.agreements')
      .set({ state: 'withdrawn', updated_at: now() })
      .where('id', '=', id)
      .execute();
    await tell(trx, who, 'agreement.withdrawn', proposal);
    return findAgreement(trx, who, id);
  });
}

/** The second signature puts it into force and retires the one before. Who may sign for both, signs twice. */
export async function signAgreement(db: Db, who: Actor, id: string, side: Side): Promise<WholeAgreement> {
  if (who.kind === 'key') throw new Forbidden('An agreement is signed by people, not by a key.');
  if (!sidesOf(who.role).includes(side))
    throw new Forbidden(`Only the managers of ${side} sign for ${side}.`);
  return transaction(db, async (trx) => {
    const proposal = await lockAgreement(trx, id);
    mustBe(proposal, 'proposed', 'Only what is proposed can be signed.');
    if (proposal[`${side}_signed_at`]) throw new Conflict(`It is signed for ${side} already.`);
    await trx
      .updateTable('handoff.agreements')
      .set({ [`${side}_signed_by`]: personOf(who), [`${side}_signed_at`]: now() })
      .where('id', '=', id)
      .execute();
    const { number } = proposal;
    await emit(trx, who, [
      { name: 'agreement.signed', subject: { kind: 'agreement', id }, payload: { number, side } },
    ]);
    const other: Side = side === 'sales' ? 'marketing' : 'sales';
    if (proposal[`${other}_signed_at`]) await putIntoForce(trx, who, proposal);
    return findAgreement(trx, who, id);
  });
}

async function putIntoForce(db: Db, who: Actor, agreement: AgreementRow): Promise<void> {
  const at = now();
  await db
    .updateTable('handoff.agreements')
    .set({ state: 'retired', retired_at: at })
    .where('state', '=', 'in_force')
    .execute();
  await db
    .updateTable('handoff.agreements')
    .set({ state: 'in_force', in_force_at: at })
    .where('id', '=', agreement.id)
    .execute();
  await tell(db, who, 'agreement.in-force', agreement);
}

async function lockAgreement(db: Db, id: string): Promise<AgreementRow> {
  const row = await db
    .selectFrom('handoff.agreements')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new NotFound('There is no such version of the agreement.');
  return row;
}

function mustBe(row: AgreementRow, state: AgreementRow['state'], otherwise: string): void {
  if (row.state !== state) throw new Conflict(otherwise, { state: row.state });
}

function mustPromise({ promises }: AgreementDocument): void {
  for (const side of ['marketing', 'sales'] as const)
    if (!promises.some((promise) => promise.side === side))
      throw new Invalid(`It needs a promise of ${side}: an agreement binds both sides.`);
}

/** A promise is counted by its id from version to version, so an id never changes what it measures. */
async function mustKeepMeanings(db: Db, { promises }: AgreementDocument): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select given.id from handoff.agreements a
    cross join jsonb_to_recordset(a.document -> 'promises') as kept(id text, metric text)
    join jsonb_to_recordset(${JSON.stringify(promises)}::jsonb) as given(id text, metric text)
      on given.id = kept.id and given.metric <> kept.metric
    where a.in_force_at is not null or a.state = 'proposed' limit 1`.execute(db);
  if (rows[0])
    throw new Invalid(`The id “${rows[0].id}” stood for another promise before. Give this one its own.`);
}

type Told = 'drafted' | 'discarded' | 'proposed' | 'withdrawn' | 'in-force';

async function tell(
  db: Db,
  who: Actor,
  name: `agreement.${Told}`,
  { id, number }: { id: string; number: number },
): Promise<void> {
  await emit(db, who, [{ name, subject: { kind: 'agreement', id }, payload: { number } }]);
}

function personOf(who: Actor): string | null {
  return who.kind === 'user' ? who.id : null;
}
