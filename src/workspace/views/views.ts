import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { allows } from '../permissions.ts';
import type { NewView, View, ViewChange } from './contract.ts';

declare module '../../platform/events.ts' {
  interface EventMap {
    'view.created': { name: string; noun: string };
    'view.updated': { name: string; noun: string };
    'view.deleted': { name: string; noun: string };
  }
}

/** More than anybody uses, few enough for one answer. */
const MOST_VIEWS = 500;

/** One's own and the shared ones, by name. */
export async function listViews(db: Db, who: Actor, noun?: string): Promise<View[]> {
  return selectViews(db, who)
    .$if(noun !== undefined, (query) => query.where('v.noun', '=', noun ?? ''))
    .orderBy('v.name')
    .orderBy('v.id')
    .limit(MOST_VIEWS)
    .execute();
}

export async function listPinnedViews(db: Db, who: Actor): Promise<View[]> {
  return selectViews(db, who)
    .where('p.pinned_at', 'is not', null)
    .orderBy('p.pinned_at')
    .limit(MOST_VIEWS)
    .execute();
}

export async function createView(db: Db, who: Actor, given: NewView): Promise<View> {
  mayShare(who, given.shared);
  return transaction(db, async (trx) => {
    const id = newId();
    const state = JSON.stringify(given.state);
    const { noun, name, shared } = given;
    const at = now();
    const row = { id, noun, name, shared, state, owner_id: personOf(who), created_at: at, updated_at: at };
    await trx.insertInto('workspace.saved_views').values(row).execute();
    await emit(trx, who, [{ name: 'view.created', subject: { kind: 'view', id }, payload: { name, noun } }]);
    return getView(trx, who, id);
  });
}

/** Only its owner changes a view; administrators also those that everybody sees. */
export async function changeView(db: Db, who: Actor, id: string, change: ViewChange): Promise<View> {
  mayShare(who, change.shared ?? false);
  return transaction(db, async (trx) => {
    const before = await editableView(trx, who, id);
    const { name = before.name, shared = before.shared, state = before.state } = change;
    await trx
      .updateTable('workspace.saved_views')
      .set({ name, shared, state: JSON.stringify(state), updated_at: now() })
      .where('id', '=', id)
      .execute();
    const payload = { name, noun: before.noun };
    const changes = changesBetween(before, { name, shared, state });
    await emit(trx, who, [{ name: 'view.updated', subject: { kind: 'view', id }, payload, changes }]);
    // Not read anew: an administrator who makes somebody's view private again no longer sees it.
    return { ...before, name, shared, state };
  });
}

export async function deleteView(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const { name, noun } = await editableView(trx, who, id);
    await trx.deleteFrom('workspace.saved_views').where('id', '=', id).execute();
    await emit(trx, who, [{ name: 'view.deleted', subject: { kind: 'view', id }, payload: { name, noun } }]);
  });
}

export async function pinView(db: Db, who: Actor, id: string): Promise<void> {
  await getView(db, who, id);
  await db
    .insertInto('workspace.view_pins')
    .values({ user_id: personOf(who), view_id: id, pinned_at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function unpinView(db: Db, who: Actor, id: string): Promise<void> {
  await db
    .deleteFrom('workspace.view_pins')
    .where('user_id', '=', personOf(who))
    .where('view_id', '=', id)
    .execute();
}

/** Which of these views `who` sees: their own and the shared ones. */
export async function readableViews(db: Db, who: Actor, ids: string[]): Promise<Set<string>> {
  const rows = await selectViews(db, who).where('v.id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}

function selectViews(db: Db, who: Actor) {
  return db
    .selectFrom('workspace.saved_views as v')
    .innerJoin('workspace.users as u', 'u.id', 'v.owner_id')
    .leftJoin('workspace.view_pins as p', (join) =>
      join.onRef('p.view_id', '=', 'v.id').on('p.user_id', '=', who.id),
    )
    .select(['v.id', 'v.noun', 'v.name', 'v.shared', 'v.state'])
    .select([
      sql<boolean>`p.view_id is not null`.as('pinned'),
      sql<boolean>`v.owner_id is not distinct from ${who.id}::uuid`.as('mine'),
      sql<View['owner']>`jsonb_build_object('id', u.id, 'name', u.name)`.as('owner'),
    ])
    .where((is) => is.or([is('v.shared', '=', true), is('v.owner_id', '=', who.id)]));
}

async function getView(db: Db, who: Actor, id: string): Promise<View> {
  const view = await selectViews(db, who).where('v.id', '=', id).executeTakeFirst();
  if (!view) throw new NotFound('This view is not there, or it is not shared with you.');
  return view;
}

async function editableView(db: Db, who: Actor, id: string): Promise<View> {
  const view = await getView(db, who, id);
  if (!view.mine && !allows(who, 'workspace.manage'))
    throw new Forbidden(`This view belongs to ${view.owner.name}. Save one of your own under another name.`);
  return view;
}

function mayShare(who: Actor, shared: boolean): void {
  if (shared && !allows(who, 'views.share'))
    throw new Forbidden('Your role may not share views with everybody.');
}

/** In everybody's views: where the filter on `field` names `from`, it names `to` from now on. */
export async function renameInViews(db: Db, field: string, from: string, to: string): Promise<void> {
  const rows = await db
    .selectFrom('workspace.saved_views')
    .select(['id', 'state'])
    .where(sql<boolean>`strpos(state::text, ${JSON.stringify(from)}) > 0`)
    .forUpdate()
    .execute();
  for (const { id, state } of rows) {
    const filter = filterShape.safeParse(state['filter']);
    if (!filter.success) continue;
    const renamed = filter.data.map(([name, ...rest]) => {
      return [name, ...(name === field ? rest.map((value) => renamedIn(value, from, to)) : rest)];
    });
    await db
      .updateTable('workspace.saved_views')
      .set({ state: JSON.stringify({ ...state, filter: renamed }) })
      .where('id', '=', id)
      .execute();
  }
}

const filterShape = z.array(z.tuple([z.string()], z.unknown()));

function renamedIn(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((each) => renamedIn(each, from, to)))];
  return value === from ? to : value;
}

function personOf(who: Actor): string {
  if (who.kind !== 'user' || who.id === null)
    throw new Forbidden('Views belong to people; an API key has none.');
  return who.id;
}
