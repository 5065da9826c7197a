import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { SimulatedPerson, SimulatedSide, Simulation, SimulationOutcome } from './contract.ts';
import './tables.ts';
import { weeksOf, type MovedPerson, type SideTally, type Tally } from './tally.ts';
import { warningsOf } from './warnings.ts';

const MOST_SHOWN = 10;

type Which = { id: string } | { modelId: string };

/** Newest first, with the names of those who move, as far as `who` may see them. */
export async function shownSimulations(db: Db, who: Actor, which: Which): Promise<Simulation[]> {
  const rows = await db
    .selectFrom('scoring.simulations as s')
    .innerJoin('scoring.models as m', 'm.id', 's.model_id')
    .leftJoin('scoring.models as other', 'other.id', 's.compared_with')
    .select([
      's.id',
      's.model_id as modelId',
      's.capacity',
      's.capacity_said as capacitySaid',
      's.operation_id as operationId',
      's.started_by_name as startedBy',
      's.started_at as startedAt',
      's.finished_at as finishedAt',
      's.result',
      'other.id as otherId',
      'other.number as otherNumber',
    ])
    .select(sql<boolean>`s.document = m.document`.as('current'))
    .where('id' in which ? 's.id' : 's.model_id', '=', 'id' in which ? which.id : which.modelId)
    .orderBy('s.started_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  const people = await peopleIn(
    db,
    who,
    rows.flatMap(({ result }) => (result ? [...result.movesIn.people, ...result.movesOut.people] : [])),
  );
  return rows.map(({ result, otherId, otherNumber, ...row }) => {
    const outcome = result && outcomeOf(result, people);
    return {
      ...row,
      comparedWith: otherId && otherNumber !== null ? { id: otherId, number: otherNumber } : null,
      outcome,
      warnings: outcome ? warningsOf(outcome, row.capacity) : [],
    };
  });
}

type Named = ReadonlyMap<string, { name: string; about: string | null }>;

async function peopleIn(db: Db, who: Actor, moved: readonly MovedPerson[]): Promise<Named> {
  if (moved.length === 0) return new Map();
  const rows = await db
    .selectFrom('audience.contacts as c')
    .where('c.id', '=', sql<string>`any(${[...new Set(moved.map(({ id }) => id))]}::uuid[])`)
    .where('c.deleted_at', 'is', null)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .select(['c.id', 'c.name'])
    .select(sql<string | null>`nullif(concat_ws(', ', c.company_name, c.city), '')`.as('about'))
    .execute();
  return new Map(rows.map(({ id, name, about }) => [id, { name, about }]));
}

/** A sample is told as what it says about all. */
export function outcomeOf(tally: Tally, people: Named): SimulationOutcome {
  const window = { since: new Date(tally.since), until: new Date(tally.until) };
  const weeks = weeksOf(window);
  const factor = tally.looked === 0 ? 1 : Math.max(1, tally.contacts / tally.looked);
  // Contacts that came while it ran make no sample of a whole replay.
  const scale = factor < 1.05 ? (value: number) => value : (value: number) => Math.round(value * factor);
  const contacts = factor < 1.05 ? tally.looked : tally.contacts;
  const moved = ({ count, people: ids }: Tally['movesIn']) => ({
    count: scale(count),
    people: ids.flatMap(({ id, from, to }): SimulatedPerson[] => {
      const named = people.get(id);
      return named ? [{ id, ...named, from, to }] : [];
    }),
  });
  return {
    ...window,
    contacts,
    looked: tally.looked,
    accepted: scale(tally.accepted),
    won: scale(tally.won),
    draft: sideOf(tally.draft, weeks, scale),
    inForce: tally.inForce && sideOf(tally.inForce, weeks, scale),
    movesIn: moved(tally.movesIn),
    movesOut: moved(tally.movesOut),
  };
}

function sideOf(side: SideTally, weeks: string[], scale: (value: number) => number): SimulatedSide {
  const { already, people, moves, ever, now, accepted, rejected, won } = side;
  return {
    already: scale(already),
    people: scale(people),
    moves: scale(moves),
    ever: scale(ever),
    now: { cold: scale(now.cold), warm: scale(now.warm), hot: scale(now.hot) },
    accepted: scale(accepted),
    rejected: scale(rejected),
    won: scale(won),
    weeks: weeks.map((week) => ({ week, people: scale(side.weeks[week] ?? 0) })),
  };
}
