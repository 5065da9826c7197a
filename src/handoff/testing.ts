import { system, type Actor, type Role } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { tell } from '../platform/listeners.ts';
import { newId } from '../platform/ids.ts';
import type { TemperatureMove } from '../scoring/events.ts';
import { makeContact } from '../audience/testing.ts';
import { actor, type TestActor } from '../workspace/testing.ts';
import type { Routing, RoutingRule } from './routing/contract.ts';
import { routeOnce } from './routing/route.ts';
import { changeRouting, readRouting } from './routing/routing.ts';
import './tables.ts';

/** As the score tells it in the transaction of a write. */
export async function moves(
  db: Db,
  ...each: (Partial<TemperatureMove> & { contactId: string })[]
): Promise<void> {
  await tell(db, system, 'temperatures.moved', { moves: each.map(hot) });
}

function hot(move: Partial<TemperatureMove> & { contactId: string }): TemperatureMove {
  return {
    from: 'warm',
    to: 'hot',
    why: 'touched',
    fit: 84,
    engagement: 72,
    modelId: newId(),
    at: now(),
    ...move,
  };
}

/** Somebody who can be reached, just become hot. Answers the id of the hand-off, routed unless said otherwise. */
export async function hotLead(
  db: Db,
  fields: Parameters<typeof makeContact>[1] = {},
  { routed = true } = {},
): Promise<{ id: string; contactId: string }> {
  const contact = await makeContact(db, { email: `${newId()}@fenivy.example`, ...fields });
  await moves(db, { contactId: contact.id });
  if (routed) await routeOnce(db);
  return { id: await openOf(db, contact.id), contactId: contact.id };
}

export async function openOf(db: Db, contactId: string): Promise<string> {
  const { id } = await db
    .selectFrom('handoff.handoffs')
    .select('id')
    .where('contact_id', '=', contactId)
    .where('state', 'in', ['ready', 'contacting'])
    .executeTakeFirstOrThrow();
  return id;
}

export function handoffRow(db: Db, id: string) {
  return db.selectFrom('handoff.handoffs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export function handoffsOf(db: Db, contactId: string) {
  return db
    .selectFrom('handoff.handoffs')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
}

/** A rep of this name; `team` is the id of one they belong to. */
export async function rep(
  db: Db,
  name: string,
  { team, role = 'rep' }: { team?: string; role?: Role } = {},
): Promise<TestActor> {
  const who = await actor(db, role, team === undefined ? {} : { team });
  await db.updateTable('workspace.users').set({ name }).where('id', '=', who.id).execute();
  who.name = name;
  return who;
}

export async function setRouting(db: Db, change: Partial<Routing>, who: Actor = system): Promise<void> {
  const { version, routing } = await readRouting(db);
  await changeRouting(db, who, { ...routing, ...change, version });
}

/** A rule for everybody, unless conditions are said. */
export function ruleTo(to: RoutingRule['to'], more: Partial<RoutingRule> = {}): RoutingRule {
  return { id: newId(), name: null, when: null, to, skills: [], language: false, ...more };
}

export function inCountry(country: string): NonNullable<RoutingRule['when']> {
  return { match: 'all', items: [{ source: 'contact', field: 'country', operator: 'is', value: [country] }] };
}

export { attainmentOf } from './agreement/attainment.ts';
export { draftAgreement, editAgreement, proposeAgreement, signAgreement } from './agreement/agreements.ts';
export { fireDue } from './clocks/firing.ts';
export { agree, firstResponse } from './clocks/testing.ts';
export { judgeHandoff } from './judging.ts';
export { routeOnce } from './routing/route.ts';
export { showRouting } from './routing/routing.ts';
export { makeLead } from './tension/testing.ts';
export { assignHandoff } from './working.ts';
