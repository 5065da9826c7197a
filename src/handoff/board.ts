import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { ownedBy } from '../workspace/workspace.ts';
import { monthOf } from './board-month.ts';
import { cardJourneys, noJourney } from './card-journeys.ts';
import type { Board, BoardQuery, Handoff, Lane } from './contract.ts';
import { selectHandoffs, told } from './reading.ts';

const CARDS = 50;
const COUNTED = 1_000;
const SHOWN_DAYS = 30;

type Sql = RawBuilder<SqlBool>;
type Order = RawBuilder<unknown>;

/** What sales works on, as far as `who` may see it: each lane is a short range of an index. */
export async function showBoard(db: Db, who: Actor, asked: BoardQuery): Promise<Board> {
  const whose = chosen(who, asked);
  const since = sql`h.verdict_at > ${new Date(now().getTime() - SHOWN_DAYS * 86_400_000)}::timestamptz`;
  const ofTeam = asked.team === undefined ? sql`true` : sql`h.team_id = ${asked.team}::uuid`;
  const lane = (where: Sql, order: Order, fewer?: Order) => readLane(db, who, { where, order, fewer });
  const plain = {
    queue: await lane(sql`h.rep_id is null and h.state in ('ready', 'contacting') and ${ofTeam}`, oldest),
    ready: await lane(sql`h.rep_id is not null and h.state = 'ready' and ${whose}`, oldest, soonest),
    contacting: await lane(
      sql`h.rep_id is not null and h.state = 'contacting' and ${whose}`,
      oldest,
      soonest,
    ),
    accepted: await lane(sql`h.state in ('accepted', 'won', 'lost') and ${since} and ${whose}`, newest),
    returned: await lane(sql`h.state = 'returned' and ${since} and ${whose}`, newest),
  };
  const { queue, ready, contacting, accepted, returned } = plain;
  const whole = await withJourneys(db, Object.values(plain));
  return {
    lanes: {
      queue: whole(queue),
      ready: whole(ready),
      contacting: whole(contacting),
      accepted: whole(accepted),
      returned: whole(returned),
    },
    month: await monthOf(db, who, {
      whose,
      narrowed: asked.rep !== undefined || asked.team !== undefined,
    }),
  };
}

const oldest: Order = sql`h.opened_at, h.id`;
const newest: Order = sql`h.verdict_at desc, h.id desc`;
/** When the next of its promises is due that still runs; what has none comes last. */
const soonest: Order = sql`(select min(k.due_at) from handoff.clocks as k
  where k.handoff_id = h.id and k.met_at is null and k.stopped_at is null), h.opened_at, h.id`;

function chosen(who: Actor, { rep, team }: BoardQuery): Sql {
  // A program is nobody's "me": it has no leads.
  const repId = rep === 'me' ? (who.kind === 'user' ? who.id : null) : rep;
  const ofRep = rep === undefined ? sql<SqlBool>`true` : sql<SqlBool>`h.rep_id = ${repId ?? null}::uuid`;
  const ofTeam =
    team === undefined
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(h.team_id = ${team}::uuid or h.rep_id in (
          select m.user_id from workspace.team_members as m where m.team_id = ${team}::uuid))`;
  return sql<SqlBool>`${ofRep} and ${ofTeam}`;
}

type Plain = Omit<Lane, 'items'> & { items: Handoff[] };

/** One statement for all lanes. */
async function withJourneys(db: Db, lanes: Plain[]): Promise<(lane: Plain) => Lane> {
  const people = lanes.flatMap(({ items }) => items.map(({ contact }) => contact.id));
  const journeys = await cardJourneys(db, [...new Set(people)]);
  return ({ items, ...lane }) => ({
    ...lane,
    items: items.map((handoff) => ({ ...handoff, journey: journeys.get(handoff.contact.id) ?? noJourney })),
  });
}

type LaneQuery = { where: Sql; order: Order; fewer: Order | undefined };

/**
 * Which ones, and only then all that a card shows: names are looked up for fifty, not for a hundred thousand. `fewer` is
 * the order where there are few enough to compare all; of very many, those that wait longest are due anyway.
 */
async function readLane(db: Db, who: Actor, { where, order, fewer }: LaneQuery): Promise<Plain> {
  const from = sql`from handoff.handoffs as h where ${where} and ${ownedBy(who, 'handoffs.read', 'h.rep_id')}`;
  const counted = await sql<{ count: number }>`
    select count(*) as count from (select ${from} limit ${COUNTED + 1}) as few`.execute(db);
  const count = counted.rows[0]?.count ?? 0;
  const by = fewer && count <= COUNTED ? fewer : order;
  const { rows: cards } = await sql<{
    id: string;
  }>`select h.id ${from} order by ${by} limit ${CARDS}`.execute(db);
  const ids = cards.map(({ id }) => id);
  const rows = await selectHandoffs(db, who)
    .where('h.id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  const place = new Map(ids.map((id, index) => [id, index]));
  const items = await told(
    db,
    who,
    rows.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
  );
  return { items, count: Math.min(count, COUNTED), more: count > COUNTED };
}
