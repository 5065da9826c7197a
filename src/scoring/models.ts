import { now } from '../platform/clock.ts';
import type { Actor } from '../platform/actor.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict, Forbidden, NotFound } from '../platform/errors.ts';
import { emit, type NewEvent } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import { startApplying } from './apply.ts';
import type { ModelChange, WholeModel } from './contract.ts';
import './events.ts';
import { modelInForce } from './known-models.ts';
import { type ModelState, type Side } from './model.ts';
import { findModel, sidesOf } from './reading.ts';
import { mustBeUsable } from './sentences.ts';
import './tables.ts';

/** A draft that begins as the version it is based on: the one in force, unless said otherwise. */
export async function draftModel(db: Db, who: Actor, basedOn?: string): Promise<WholeModel> {
  return transaction(db, async (trx) => {
    const base = await lockModel(trx, basedOn ?? (await modelInForce(trx)).id);
    const { number: last } = await trx
      .selectFrom('scoring.models')
      .select('number')
      .orderBy('number', 'desc')
      .limit(1)
      // Two drafts at once wait for each other, or they would have one number.
      .forUpdate()
      .executeTakeFirstOrThrow();
    const [id, at] = [newId(), now()];
    await trx
      .insertInto('scoring.models')
      .values({
        id,
        number: last + 1,
        state: 'draft',
        document: JSON.stringify(base.document),
        based_on: base.id,
        created_by: personOf(who),
        created_at: at,
        updated_at: at,
      })
      .execute();
    await emit(trx, who, [event('score-model.drafted', id, last + 1)]);
    return findModel(trx, who, id);
  });
}

/** What is proposed or signed never changes: only drafts can be edited. */
export async function editModel(db: Db, who: Actor, id: string, change: ModelChange): Promise<WholeModel> {
  return transaction(db, async (trx) => {
    const model = await lockModel(trx, id);
    mustBe(model, ['draft'], 'can be changed. Draft a new version based on it');
    if (change.updatedAt && Date.parse(change.updatedAt) !== model.updated_at.getTime())
      throw new Conflict(
        'Somebody else has changed this draft meanwhile. Read it again, then make your change.',
        {
          updatedAt: model.updated_at.toISOString(),
        },
      );
    if (change.document) await mustBeUsable(trx, change.document);
    await trx
      .updateTable('scoring.models')
      .set({
        updated_at: now(),
        ...(change.document ? { document: JSON.stringify(change.document) } : {}),
        ...(change.note === undefined ? {} : { note: change.note }),
      })
      .where('id', '=', id)
      .execute();
    return findModel(trx, who, id);
  });
}

export async function discardModel(db: Db, _who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    mustBe(await lockModel(trx, id), ['draft'], 'can be discarded');
    await trx.updateTable('scoring.models').set({ based_on: null }).where('based_on', '=', id).execute();
    await trx.deleteFrom('scoring.models').where('id', '=', id).execute();
  });
}

export async function proposeModel(db: Db, who: Actor, id: string): Promise<WholeModel> {
  return transaction(db, async (trx) => {
    const model = await lockModel(trx, id);
    mustBe(model, ['draft'], 'can be proposed');
    await mustBeUsable(trx, model.document);
    const by = { proposed_by: personOf(who), proposed_at: now() };
    await move(trx, id, { state: 'proposed', ...by });
    await emit(trx, who, [event('score-model.proposed', id, model.number)]);
    return findModel(trx, who, id);
  });
}

export async function withdrawModel(db: Db, who: Actor, id: string): Promise<WholeModel> {
  return transaction(db, async (trx) => {
    const model = await lockModel(trx, id);
    mustBe(model, ['proposed', 'signed', 'applying'], 'can be withdrawn');
    // One whose application was cancelled or has failed does not stand in the way for ever.
    if (await isBeingApplied(trx, model.operation_id))
      throw new Conflict(`Version ${model.number} is being applied. Cancel that first.`);
    await move(trx, id, { state: 'withdrawn' });
    await emit(trx, who, [event('score-model.withdrawn', id, model.number)]);
    return findModel(trx, who, id);
  });
}

/** When both sides have signed, everybody's score is found by it; until that is done, the version before is in force. */
export async function signModel(db: Db, who: Actor, id: string, side: Side): Promise<WholeModel> {
  if (who.kind !== 'user') throw new Forbidden('A version is signed by a person, not by a program.');
  if (!sidesOf(who).includes(side)) throw new Forbidden(WHO_SIGNS[side]);
  return transaction(db, async (trx) => {
    const model = await lockModel(trx, id);
    mustBe(model, ['proposed'], 'can be signed');
    const [mine, others] =
      side === 'marketing'
        ? [model.marketing_signed_at, model.sales_signed_at]
        : [model.sales_signed_at, model.marketing_signed_at];
    if (mine) throw new Conflict(`Version ${model.number} is already signed for ${side}.`);
    const at = now();
    const signed =
      side === 'marketing'
        ? { marketing_signed_by: who.id, marketing_signed_at: at }
        : { sales_signed_by: who.id, sales_signed_at: at };
    if (others) await mustBeAlone(trx);
    await move(trx, id, { ...signed, ...(others ? { state: 'signed' as const } : {}) });
    const subject = { kind: 'score-model', id };
    await emit(trx, who, [{ name: 'score-model.signed', subject, payload: { number: model.number, side } }]);
    if (others) await startApplying(trx, who, model);
    return findModel(trx, who, id);
  });
}

/** Begins again what was cancelled or has failed. */
export async function applyAgain(db: Db, who: Actor, id: string): Promise<WholeModel> {
  return transaction(db, async (trx) => {
    const model = await lockModel(trx, id);
    mustBe(model, ['signed', 'applying'], 'can be applied');
    if (await isBeingApplied(trx, model.operation_id))
      throw new Conflict(`Version ${model.number} is being applied already.`);
    await startApplying(trx, who, model);
    return findModel(trx, who, id);
  });
}

const WHO_SIGNS: Record<Side, string> = {
  marketing: 'For marketing a marketing manager signs, an admin or the owner.',
  sales: 'For sales a sales manager signs, an admin or the owner.',
};

async function lockModel(db: Db, id: string) {
  const model = await db
    .selectFrom('scoring.models')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!model) throw new NotFound('There is no such version of the score model.');
  return model;
}

type Locked = Awaited<ReturnType<typeof lockModel>>;

const stateWords: Record<ModelState, string> = {
  draft: 'a draft',
  proposed: 'proposed',
  signed: 'signed by both sides',
  applying: 'being applied',
  in_force: 'in force',
  retired: 'retired',
  withdrawn: 'withdrawn',
};

function mustBe({ state, number }: Locked, states: ModelState[], what: string): void {
  if (states.includes(state)) return;
  const only = states.map((each) => stateWords[each]).join(' or ');
  throw new Conflict(`Version ${number} is ${stateWords[state]}; only one that is ${only} ${what}.`, {
    state,
  });
}

async function mustBeAlone(db: Db): Promise<void> {
  const other = await db
    .selectFrom('scoring.models')
    .select(['number', 'state'])
    .where('state', 'in', ['signed', 'applying'])
    .executeTakeFirst();
  if (other)
    throw new Conflict(
      `Version ${other.number} is ${stateWords[other.state]} and not in force yet. Sign this one when it is, or withdraw the other.`,
    );
}

async function isBeingApplied(db: Db, operationId: string | null): Promise<boolean> {
  if (operationId === null) return false;
  const running = await db
    .selectFrom('platform.operations')
    .select('id')
    .where('id', '=', operationId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return running !== undefined;
}

type Moved = Partial<Omit<Locked, 'id' | 'document' | 'number'>>;

async function move(db: Db, id: string, set: Moved): Promise<void> {
  await db
    .updateTable('scoring.models')
    .set({ ...set, updated_at: now() })
    .where('id', '=', id)
    .execute();
}

function personOf(who: Actor): string | null {
  return who.kind === 'user' ? who.id : null;
}

type Said = 'score-model.drafted' | 'score-model.proposed' | 'score-model.withdrawn';

function event(name: Said, id: string, number: number): NewEvent {
  return { name, subject: { kind: 'score-model', id }, payload: { number } };
}
