import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { selectMatches } from './compile.ts';
import { aboutFew } from './judging.ts';
import type { Tree } from './tree.ts';
import { problemsOf, readTrees, sentenceIn } from './understanding.ts';

/** Conditions as somebody else keeps them, read once: how each tree reads, and what is wrong with it, if so. */
export type ReadConditions = {
  sentences: string[];
  problems: (string | null)[];
  /** Of each of these contacts, whether it is in each of the trees; one that is not understood holds for nobody. */
  match: (contactIds: string[]) => Promise<Map<string, boolean[]>>;
  /** The same of somebody who is no contact: columns of `audience.contacts` by name, and of a company that is none. */
  matchSample: (columns: Columns, company?: Columns) => Promise<boolean[]>;
};

type Columns = Record<string, unknown>;

/** For rooms that decide by conditions as segments do, without having members of their own. */
export async function readConditions(db: Db, trees: Tree[]): Promise<ReadConditions> {
  const read = await readTrees(db, trees);
  const problems = trees.map((tree) => problemsOf(tree, read.problems)[0]?.message ?? null);
  const sound = trees.filter((_, index) => problems[index] === null);
  const spread = (inside: boolean[]) => {
    const rest = [...inside];
    return problems.map((problem) => (problem === null ? (rest.shift() ?? false) : false));
  };
  const ask = async (ids: string[], columns?: Columns, company?: Columns) => {
    if (ids.length === 0) return [];
    const query = selectMatches(sound, read.meaning, { ...aboutFew(ids, now()), company }, columns);
    const { rows } = await sql<{ contact_id: string; inside: boolean[] }>`${query}`.execute(db);
    return rows;
  };
  return {
    sentences: trees.map((tree) => sentenceIn(tree, read)),
    problems,
    async match(contactIds) {
      const rows = await ask(contactIds);
      return new Map(rows.map(({ contact_id: id, inside }) => [id, spread(inside)]));
    },
    async matchSample(columns, company) {
      const [row] = await ask([String(columns['id'])], columns, company);
      return spread(row?.inside ?? []);
    },
  };
}
