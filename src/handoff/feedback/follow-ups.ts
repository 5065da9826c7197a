import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { invalidField, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import type { FollowUp, FollowUpChange, NewFollowUp } from './contract.ts';
import './events.ts';
import type { FollowUpState } from './field-note.ts';
import { lockTheme } from './held-theme.ts';
import { pair } from './notes.ts';
import './tables.ts';

const MOST_SHOWN = 100;

/** Something is made of what many said. */
export async function makeFollowUp(
  db: Db,
  who: Actor,
  themeId: string,
  input: NewFollowUp,
): Promise<FollowUp> {
  return transaction(db, async (trx) => {
    await lockTheme(trx, themeId);
    const { kind, title, words, ownerId = null, modelId = null } = input;
    await checkLinks(trx, { kind, ownerId, modelId });
    const id = newId();
    const by = who.kind === 'user' ? who.id : null;
    await trx
      .insertInto('handoff.follow_ups')
      .values({
        id,
        theme_id: themeId,
        kind,
        title,
        words: words || null,
        owner_id: ownerId,
        state: 'open',
        outcome: null,
        model_id: modelId,
        made_by: by,
        made_at: now(),
        state_at: now(),
        state_by: by,
      })
      .execute();
    await emit(trx, who, [
      {
        name: 'follow-up.made',
        subject: { kind: 'follow-up', id },
        payload: { title, kind, themeId, ownerId },
      },
    ]);
    return findFollowUp(trx, id);
  });
}

/** Who looks after it, how it stands, and what came of it. */
export async function editFollowUp(
  db: Db,
  who: Actor,
  id: string,
  change: FollowUpChange,
): Promise<FollowUp> {
  return transaction(db, async (trx) => {
    const before = await trx
      .selectFrom('handoff.follow_ups')
      .select(['theme_id', 'kind', 'title', 'words', 'state', 'outcome'])
      .select(['owner_id as ownerId', 'model_id as modelId'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!before) throw new NotFound('There is no such follow-up.');
    const after = changed(before, change);
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length === 0) return findFollowUp(trx, id);
    const { kind, theme_id: themeId } = before;
    await checkLinks(trx, { kind, ownerId: change.ownerId ?? null, modelId: change.modelId ?? null });
    const { title, words, state, outcome, ownerId, modelId } = after;
    const moved = state === before.state ? {} : { state_at: now(), state_by: who.id };
    await trx
      .updateTable('handoff.follow_ups')
      .set({ title, words, state, outcome, owner_id: ownerId, model_id: modelId, ...moved })
      .where('id', '=', id)
      .execute();
    await emit(trx, who, [
      {
        name: 'follow-up.updated',
        subject: { kind: 'follow-up', id },
        payload: { title, kind, themeId, state, ownerId },
        changes,
      },
    ]);
    return findFollowUp(trx, id);
  });
}

/** Of one theme, newest first. */
export async function followUpsOf(db: Db, themeId: string): Promise<FollowUp[]> {
  return selectFollowUps(db)
    .where('f.theme_id', '=', themeId)
    .orderBy('f.made_at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
}

/** Of all themes, the newest change first. */
export async function listFollowUps(
  db: Db,
  { state, model }: { state?: FollowUpState[] | undefined; model?: string | undefined } = {},
) {
  return selectFollowUps(db)
    .innerJoin('handoff.themes as t', 't.id', 'f.theme_id')
    .select(sql<{ id: string; name: string }>`json_build_object('id', t.id, 'name', t.name)`.as('theme'))
    .$if(state !== undefined, (query) => query.where('f.state', 'in', state ?? []))
    .$if(model !== undefined, (query) => query.where('f.model_id', '=', model ?? ''))
    .orderBy('f.state_at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
}

function selectFollowUps(db: Db) {
  return db
    .selectFrom('handoff.follow_ups as f')
    .leftJoin('workspace.users as u', 'u.id', 'f.owner_id')
    .leftJoin('scoring.models as m', 'm.id', 'f.model_id')
    .select(['f.id', 'f.theme_id as themeId', 'f.kind', 'f.title', 'f.words', 'f.state', 'f.outcome'])
    .select(['f.made_at as madeAt', 'f.state_at as stateAt'])
    .select([
      pair<FollowUp['owner']>('u.id', 'u.name').as('owner'),
      sql<FollowUp['model']>`case when m.id is not null
        then json_build_object('id', m.id, 'number', m.number, 'state', m.state) end`.as('model'),
    ]);
}

async function findFollowUp(db: Db, id: string): Promise<FollowUp> {
  return selectFollowUps(db).where('f.id', '=', id).executeTakeFirstOrThrow();
}

type Changeable = Required<{ [Field in keyof FollowUpChange]: Exclude<FollowUpChange[Field], undefined> }>;

function changed(before: Changeable, change: FollowUpChange): Changeable {
  return {
    title: change.title ?? before.title,
    words: change.words === undefined ? before.words : change.words || null,
    state: change.state ?? before.state,
    outcome: change.outcome === undefined ? before.outcome : change.outcome || null,
    ownerId: change.ownerId === undefined ? before.ownerId : change.ownerId,
    modelId: change.modelId === undefined ? before.modelId : change.modelId,
  };
}

type Links = Pick<FollowUp, 'kind'> & { ownerId: string | null; modelId: string | null };

async function checkLinks(db: Db, { kind, ownerId, modelId }: Links): Promise<void> {
  if (modelId !== null && kind !== 'score_rule')
    throw invalidField('modelId', 'Only a score rule leads to a model.');
  const { rows } = await sql<{ owner: boolean; model: boolean }>`select
    (${ownerId}::uuid is null or exists (select from workspace.users where id = ${ownerId} and deactivated_at is null)) as owner,
    (${modelId}::uuid is null or exists (select from scoring.models where id = ${modelId})) as model`.execute(
    db,
  );
  if (!rows[0]?.owner) throw invalidField('ownerId', 'Choose a colleague who works here.');
  if (!rows[0]?.model) throw invalidField('modelId', 'This model is not there any more.');
}
