import { sql } from 'kysely';
import { holdContacts } from '../../audience/audience.ts';
import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { errorCode } from '../../platform/refusal.ts';
import { assign, type Assignment } from '../assigning.ts';
import { writeBriefs, type Unbriefed } from '../briefing/briefing.ts';
import { decide, type Decision, type Floor, type Lead } from './floor.ts';
import { readFloor, type ReadFloor } from './reading-floor.ts';
import { readRouting } from './routing.ts';

export const HANDOFFS_PER_ROUND = 200;
/** Nobody was free: looked at again after this long, and as soon as somebody is. */
const AGAIN_MS = 5 * 60_000;
/** One process at a time: of two who count a rep's open leads at once, both would give her the last place. */
const ROUTING = 7_305_825;

/** One look at an index: all that an idle installation is asked for. */
export async function isThereToRoute(db: Db): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from handoff.handoffs where route_at <= ${now()}) as some`.execute(db);
  return rows[0]?.some === true;
}

/**
 * Routes what waits for it, the oldest first, in one transaction: briefs, reps, turns, clocks and events are all there or
 * none is, and whoever dies in the middle leaves it to the next. Answers how many it took up.
 */
export async function routeOnce(db: Db, limit = HANDOFFS_PER_ROUND): Promise<number> {
  return transaction(db, async (trx) => {
    const { rows } = await sql<{ held: boolean }>`
      select pg_try_advisory_xact_lock(${ROUTING}::bigint) as held`.execute(trx);
    if (rows[0]?.held !== true) return 0;
    const at = now();
    const leads = await takeUp(trx, at, limit);
    if (leads.length === 0) return 0;
    await writeBriefs(
      trx,
      leads.filter(({ briefed }) => !briefed),
    );
    await routeLeads(trx, leads, at);
    return leads.length;
  });
}

type Waiting = Unbriefed & {
  rep_id: string | null;
  briefed: boolean;
  known_rep_id: string | null;
  not_to: string[];
  owner_id: string | null;
  company_owner_id: string | null;
  language: string | null;
};

async function takeUp(db: Db, at: Date, limit: number): Promise<Waiting[]> {
  const waiting = await db
    .selectFrom('handoff.handoffs')
    .select(['id', 'contact_id'])
    .where('route_at', '<=', at)
    .orderBy('route_at')
    .limit(limit)
    .execute();
  if (waiting.length === 0) return [];
  // Contacts before hand-offs, as everybody holds them who needs both.
  await holdContacts(
    db,
    waiting.map((each) => each.contact_id),
  );
  const { rows } = await sql<Waiting>`
    select h.id, h.contact_id, h.opened_at, h.why, h.rep_id, h.briefed_at is not null as briefed, h.known_rep_id,
      h.not_to, c.owner_id, c.language, k.owner_id as company_owner_id
    from handoff.handoffs as h
    left join audience.contacts as c on c.id = h.contact_id
    left join audience.companies as k on k.id = c.company_id and k.deleted_at is null
    where h.id = any(${waiting.map(({ id }) => id)}::uuid[]) and h.state in ('ready', 'contacting') and h.route_at <= ${at}
    order by h.opened_at, h.id for update of h skip locked`.execute(db);
  return rows;
}

async function routeLeads(db: Db, leads: Waiting[], at: Date): Promise<void> {
  const { routing } = await readRouting(db);
  const floor = await readFloor(db, routing, at);
  const matches = await matchesOf(db, floor, leads);
  const assignments = leads.map((waiting): Assignment => {
    const lead = toLead(waiting, matches.get(waiting.contact_id) ?? []);
    return settle(floor, waiting, decide(floor, lead), at);
  });
  await keepTurns(db, floor);
  await assign(db, system, assignments);
}

/**
 * A rule whose conditions the database cannot answer (a value that is no number any more) must not hold up everybody: such
 * rules are left out, and the reason of each decision says so.
 */
async function matchesOf(db: Db, floor: ReadFloor, leads: Waiting[]): Promise<Map<string, boolean[]>> {
  const ids = leads.map((each) => each.contact_id);
  try {
    return await transaction(db, () => floor.conditions.match(ids));
  } catch (error) {
    if (!/^(22|42|54)/.test(errorCode(error) ?? '')) throw error;
    for (const [index, rule] of floor.rules.entries())
      if (floor.routing.rules[index]?.when)
        rule.problem ??= 'Its conditions cannot be answered at the moment';
    return new Map();
  }
}

function toLead(waiting: Waiting, matches: boolean[]): Lead {
  return {
    matches,
    knownRepId: waiting.known_rep_id,
    ownerId: waiting.owner_id,
    companyOwnerId: waiting.company_owner_id,
    language: waiting.language,
    notTo: waiting.not_to,
  };
}

/** Where nobody else is free, one who has it and is there keeps it: better than nobody. */
function settle(floor: Floor, { id, rep_id: had }: Waiting, decision: Decision, at: Date): Assignment {
  const { repId, teamId, words, again } = decision;
  const holder = had === null ? undefined : floor.reps.get(had);
  if (repId === null && holder && holder.awayUntil === null) {
    const routedBy = `${words.replace(/[.,] ?(so it|It) waits in the queue$/, '')}, so it stays with ${holder.name}`;
    return { id, repId: holder.id, teamId, routedBy, routeAt: null };
  }
  const routeAt = again ? new Date(at.getTime() + AGAIN_MS) : null;
  return { id, repId, teamId, routedBy: words, routeAt };
}

async function keepTurns(db: Db, { turns }: Floor): Promise<void> {
  const rows = [...turns].flatMap(([rule, credits]) =>
    [...credits].map(([repId, credit]) => ({ rule, repId, credit })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into handoff.turns as t (rule, rep_id, credit)
    select * from unnest(${rows.map(({ rule }) => rule)}::text[], ${rows.map(({ repId }) => repId)}::uuid[],
      ${rows.map(({ credit }) => credit)}::int[])
    on conflict (rule, rep_id) do update set credit = excluded.credit where t.credit <> excluded.credit`.execute(
    db,
  );
}
