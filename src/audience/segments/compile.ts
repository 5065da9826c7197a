import { sql, type RawBuilder } from 'kysely';
import type { AnyCondition, Asked, Compiled, Sql, Understood } from '../../platform/conditions.ts';
import { conditionsIn, isGroup, type Item, type Tree } from './tree.ts';

export type UnderstoodTree = { tree: Tree; meaning: ReadonlyMap<AnyCondition, Understood> };

type Leaf = Compiled & { alias: string };
type Leaves = ReadonlyMap<AnyCondition, Leaf>;

/**
 * The contacts a tree may be about, one row each: `contact_id`, `inside` (is in it at `asked.at`) and `due_at` (when time
 * alone may change that). Contacts that are not in it and cannot get there by the clock are left out.
 *
 * What is counted elsewhere is joined from the left as sets of one row a contact. The planner turns such a join into an
 * inner one where the condition must hold, and into an anti join where it must not; within "any of" it stays a hash
 * join. A subquery in place of the join would be run per contact as soon as its hash does not fit into memory.
 */
export function selectJudged({ tree, meaning }: UnderstoodTree, asked: Asked): RawBuilder<Judged> {
  const leaves = compileLeaves(tree, meaning, asked);
  const dues = [...leaves.values()].flatMap(({ due, alias }) => (due ? [due(alias)] : []));
  // Never in the past, whatever a source says: the contact would be judged again and again.
  const due =
    dues.length === 0
      ? sql`null::timestamptz`
      : sql`greatest(least(${sql.join(dues)}), ${asked.at}::timestamptz + interval '1 second')`;
  return sql<Judged>`
    select c.id as contact_id, coalesce(${fold(tree, leaves, isInside, true)}, false) as inside,
      ${dues.length === 0 ? due : sql`case when least(${sql.join(dues)}) is not null then ${due} end`} as due_at
    ${fromContacts(leaves)}
    where c.deleted_at is null and ${asked.among('c.id')} and ${fold(tree, leaves, isPossible, true)}`;
}

/** Those of them who may be inside by these items alone: a first, coarser sieve. */
export function selectPossible({ tree, meaning }: UnderstoodTree, asked: Asked): RawBuilder<unknown> {
  const leaves = compileLeaves(tree, meaning, asked);
  return sql`select c.id as contact_id ${fromContacts(leaves)}
    where c.deleted_at is null and ${asked.among('c.id')} and ${fold(tree, leaves, isPossible, true)}`;
}

/**
 * Of each of these trees, in their order, whether the contact is in it: `contact_id`, `inside` (an array). `sample` is
 * asked about instead of the contacts that are kept: the columns of one that is not.
 */
export function selectMatches(
  trees: Tree[],
  meaning: UnderstoodTree['meaning'],
  asked: Asked,
  sample?: Record<string, unknown>,
): RawBuilder<unknown> {
  const leaves = compileLeaves({ match: 'any', items: trees }, meaning, asked);
  const inside = trees.map((tree) => sql`coalesce(${fold(tree, leaves, isInside, true)}, false)`);
  const contacts = sample && sql`jsonb_populate_record(null::audience.contacts, ${JSON.stringify(sample)})`;
  return sql`select c.id as contact_id, array[${sql.join(inside)}]::boolean[] as inside ${fromContacts(leaves, contacts)}
    where ${asked.among('c.id')}`;
}

/** For a `where` on `c` alone: the items that must hold and that the record itself answers; true when there are none. */
export function onRecord({ tree, meaning }: UnderstoodTree, asked: Asked): Sql {
  if (tree.match !== 'all') return sql`true`;
  const plain = tree.items.filter((item) =>
    conditionsIn(item).every(({ condition }) => !meaning.get(condition)?.compile(asked).set),
  );
  const leaves = compileLeaves({ match: 'all', items: plain }, meaning, asked);
  return fold({ match: 'all', items: plain }, leaves, isPossible, true);
}

/** Whether it holds for the contact `c`, never null. Only for trees of which every condition stands on the record itself. */
export function holdsOnRecord({ tree, meaning }: UnderstoodTree, asked: Asked): Sql {
  const leaves = compileLeaves(tree, meaning, asked);
  if ([...leaves.values()].some(({ set }) => set)) throw new Error('This asks for more than the record.');
  return sql`coalesce(${fold(tree, leaves, isInside, true)}, false)`;
}

export type Judged = { contact_id: string; inside: boolean; due_at: Date | null };

function fromContacts(leaves: Leaves, contacts = sql`audience.contacts`): RawBuilder<unknown> {
  const joins = [...leaves.values()].flatMap(({ set, alias }) =>
    set ? [sql`left join lateral (${set}) as ${sql.raw(alias)} on ${sql.raw(alias)}.contact_id = c.id`] : [],
  );
  return sql`from ${contacts} as c ${sql.join(joins, sql` `)}`;
}

function compileLeaves(tree: Tree, meaning: UnderstoodTree['meaning'], asked: Asked): Leaves {
  const leaves = conditionsIn(tree).map(({ condition }, index) => {
    const understood = meaning.get(condition);
    if (!understood) throw new Error(`A condition on "${condition.source}" was not understood before.`);
    return [condition, { ...understood.compile(asked), alias: `s${index}` }] as const;
  });
  return new Map(leaves);
}

type Say = (leaf: Leaf, positive: boolean) => Sql;

const isInside: Say = ({ inside, sure, alias }, positive) =>
  positive ? inside(alias) : not(inside(alias), sure);

const isPossible: Say = ({ inside, possible = inside, certain = inside, sure, alias }, positive) =>
  positive ? possible(alias) : not(certain(alias), sure);

/** A comparison with nothing is null, and what is not known to be so is not so. */
function not(test: Sql, sure = false): Sql {
  return sure ? sql`not (${test})` : sql`not coalesce(${test}, false)`;
}

/** Turned inside out, so that "not" stands before single conditions only: there a planner understands it. */
function fold(item: Item, leaves: Leaves, say: Say, positive: boolean): Sql {
  if (!isGroup(item)) {
    const leaf = leaves.get(item);
    if (!leaf) throw new Error('This condition is of another tree.');
    return say(leaf, positive);
  }
  const inner = positive === (item.match !== 'none');
  const parts = item.items.map((each) => sql`(${fold(each, leaves, say, inner)})`);
  const all = (item.match === 'any') !== positive;
  if (parts.length === 0) return all ? sql`true` : sql`false`;
  return sql`(${sql.join(parts, all ? sql` and ` : sql` or `)})`;
}
