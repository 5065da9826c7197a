import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import type { WarmOwner } from '../candidate.ts';
import '../events.ts';
import '../tables.ts';
import type { Routing, RoutingChange, ShownRouting } from './contract.ts';
import { readFloor } from './reading-floor.ts';
import './tables.ts';

/** The subject of its events: there is one routing. */
const ROUTING_ID = '00000000-0000-7000-8000-000000000404';

const usual: Routing = {
  owners: { cold: 'marketing', warm: 'marketing', hot: 'sales' },
  sticky: true,
  workingFirst: true,
  capacity: 20,
  rules: [],
};

/** As it was written last; as it is when nobody has written any, otherwise. */
export async function readRouting(db: Db): Promise<{ version: number; routing: Routing }> {
  const row = await db.selectFrom('handoff.routing').select(['version', 'document']).executeTakeFirst();
  return row
    ? { version: row.version, routing: { ...usual, ...row.document } }
    : { version: 0, routing: usual };
}

export async function warmOwner(db: Db): Promise<WarmOwner> {
  return (await readRouting(db)).routing.owners.warm;
}

export async function showRouting(db: Db): Promise<ShownRouting> {
  const { version, routing } = await readRouting(db);
  const { sentences, rules } = await readFloor(db, routing, now());
  const changed = await db
    .selectFrom('handoff.routing as r')
    .leftJoin('workspace.users as u', 'u.id', 'r.changed_by')
    .select(['r.changed_at', 'u.id', 'u.name'])
    .executeTakeFirst();
  return {
    ...routing,
    version,
    changedAt: changed?.changed_at ?? null,
    changedBy: changed?.id && changed.name ? { id: changed.id, name: changed.name } : null,
    sentences: routing.rules.map(({ id }, index) => ({
      id,
      sentence: sentences[index] ?? '',
      problem: rules[index]?.problem ?? null,
    })),
  };
}

/** Holds for what is routed from now on; whoever waits because nobody was free, is looked at again. */
export async function changeRouting(db: Db, who: Actor, change: RoutingChange): Promise<ShownRouting> {
  const { version: basedOn, ...routing } = change;
  return transaction(db, async (trx) => {
    // There may be no row yet to be held.
    await sql`select pg_advisory_xact_lock(${ROUTING_LOCK}::bigint)`.execute(trx);
    const before = await readRouting(trx);
    if (before.version !== basedOn) throw await overtaken(trx, before.version);
    await mustMakeSense(trx, routing);
    const version = before.version + 1;
    const row = {
      version,
      document: JSON.stringify(routing),
      changed_by: who.kind === 'user' ? who.id : null,
      changed_at: now(),
    };
    await trx
      .insertInto('handoff.routing')
      .values(row)
      .onConflict((conflict) => conflict.column('only_one').doUpdateSet(row))
      .execute();
    await forgetTurns(trx, routing);
    await lookAgain(trx);
    const changes = changesBetween(before.routing, routing);
    const subject = { kind: 'routing', id: ROUTING_ID };
    await emit(trx, who, [{ name: 'routing.changed', subject, payload: { version }, changes }]);
    return showRouting(trx);
  });
}

const ROUTING_LOCK = 7_305_824;
const MOST_LOOKED_AT = 10_000;

/** Somebody may be free now: what waits for nothing else is routed anew, the oldest first. */
export async function lookAgain(db: Db, most = MOST_LOOKED_AT): Promise<void> {
  await sql`
    update handoff.handoffs set route_at = ${now()}
    where id in (
      select id from handoff.handoffs
      where rep_id is null and state in ('ready', 'contacting') and route_at > ${now()}
      order by opened_at, id limit ${most} for update skip locked)`.execute(db);
}

async function overtaken(db: Db, version: number): Promise<Conflict> {
  const last = await db
    .selectFrom('handoff.routing as r')
    .leftJoin('workspace.users as u', 'u.id', 'r.changed_by')
    .select('u.name')
    .executeTakeFirst();
  const changedBy = last?.name ?? 'Somebody';
  const message = `${changedBy} changed the routing while you were writing. Your change was not saved.`;
  return new Conflict(message, { changedBy, version });
}

async function mustMakeSense(db: Db, routing: Routing): Promise<void> {
  const { rules, conditions, reps, teams } = await readFloor(db, routing, now());
  for (const [index, { to }] of routing.rules.entries()) {
    const field = `rules.${index}`;
    const refuse = (message: string, part: string) => {
      throw new Invalid(message, [{ field: `${field}.${part}`, message }]);
    };
    const problem = conditions.problems[index];
    if (problem) refuse(problem, 'when');
    if (to.kind === 'team' && !teams.has(to.teamId)) refuse('Choose a team that is there.', 'to.teamId');
    if (to.kind === 'reps' && to.reps.every(({ repId }) => !reps.has(repId)))
      refuse('Choose at least one colleague who sells and works here.', 'to.reps');
    if (rules[index]?.problem) refuse(rules[index].problem, 'to');
  }
}

async function forgetTurns(db: Db, { rules }: Routing): Promise<void> {
  const ids = rules.map(({ id }) => id);
  await sql`delete from handoff.turns where rule <> all(${ids}::text[])`.execute(db);
}
