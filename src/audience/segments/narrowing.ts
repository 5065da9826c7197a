import { sql } from 'kysely';
import type { Asked } from '../../platform/conditions.ts';
import type { Db } from '../../platform/db.ts';
import { selectJudged, selectPossible, type UnderstoodTree } from './compile.ts';
import { aboutAll, inBulk } from './judging.ts';
import { conditionsIn, type Item } from './tree.ts';

/** Of so small a part of all contacts, looking each of them up costs less than reading everything that happened. */
const FEW = 0.02;

/**
 * Judges everybody into the temporary table `found_members`. Where several things must hold, the cheap ones are
 * asked first and the next only of whoever is left; how many that are is counted instead of guessed. Somebody who knows
 * SQL would write it in this order, too.
 */
export async function judgeEverybody(db: Db, understood: UnderstoodTree, at: Date): Promise<void> {
  let asked = aboutAll(at);
  const sieves = sievesOf(understood);
  for (const [place, items] of sieves.entries()) {
    const name = `narrowed_${place}`;
    const sieve = { ...understood, tree: { match: 'all' as const, items } };
    await makeTable(db, name, asked, selectPossible(sieve, asked));
    asked = await aboutThoseIn(db, name, at);
  }
  await makeTable(db, 'found_members', asked, selectJudged(understood, asked));
  for (const place of sieves.keys()) await sql`drop table ${sql.table(`narrowed_${place}`)}`.execute(db);
}

/** The items in the order in which they are asked: all cheap ones at once, the others one by one, but for the last. */
function sievesOf({ tree, meaning }: UnderstoodTree): Item[][] {
  if (tree.match !== 'all') return [];
  const days = (item: Item) =>
    Math.max(...conditionsIn(item).map(({ condition }) => meaning.get(condition)?.days ?? 0));
  const cheap = tree.items.filter((item) => days(item) === 0);
  const dear = tree.items.filter((item) => days(item) > 0).toSorted((one, other) => days(one) - days(other));
  const sieves = [cheap, ...dear.map((item) => [item])].filter((items) => items.length > 0);
  return dear.length === 0 ? [] : sieves.slice(0, -1);
}

/** Written down first: a SELECT that inserts cannot use several processes, one that makes a table can. */
async function makeTable(
  db: Db,
  name: string,
  { few }: Asked,
  rows: ReturnType<typeof selectPossible>,
): Promise<void> {
  const make = () => sql`create temp table ${sql.table(name)} on commit drop as ${rows}`.execute(db);
  await (few ? make() : inBulk(db, make));
  await sql`analyze ${sql.table(name)}`.execute(db);
}

async function aboutThoseIn(db: Db, name: string, at: Date): Promise<Asked> {
  const table = sql.table(name);
  const { rows } = await sql<{ few: boolean }>`
    select (select count(*) from ${table}) < ${FEW} * (select reltuples from pg_class where oid = 'audience.contacts'::regclass)
      as few`.execute(db);
  const few = rows[0]?.few === true;
  return {
    at,
    few,
    among: (column) =>
      few
        ? sql`${sql.raw(column)} = any((select array_agg(contact_id) from ${table})::uuid[])`
        : sql`${sql.raw(column)} in (select contact_id from ${table})`,
  };
}
