import {
  conditionSources,
  type AnyCondition,
  type Misunderstood,
  type Understood,
} from '../../platform/conditions.ts';
import type { Db } from '../../platform/db.ts';
import { Invalid, type FieldError } from '../../platform/errors.ts';
import type { UnderstoodTree } from './compile.ts';
import { sentenceOf } from './sentence.ts';
import { conditionsIn, problemOf, type Tree } from './tree.ts';

/** The tree as it can be judged and said. Throws `Invalid`, naming the place of whatever cannot be used. */
export async function understandTree(db: Db, tree: Tree): Promise<UnderstoodTree> {
  const tooMuch = problemOf(tree);
  if (tooMuch !== undefined) throw new Invalid(tooMuch, [{ field: 'tree', message: tooMuch }]);
  const { meaning, problems } = await readTrees(db, [tree]);
  const errors = problemsOf(tree, problems);
  if (errors.length > 0) throw new Invalid(errors[0]?.message ?? '', errors);
  return { tree, meaning };
}

export type ReadTrees = {
  meaning: ReadonlyMap<AnyCondition, Understood>;
  problems: ReadonlyMap<AnyCondition, Misunderstood>;
};

/** Many trees at once: every source is asked once, however many segments there are. */
export async function readTrees(db: Db, trees: Tree[]): Promise<ReadTrees> {
  const meaning = new Map<AnyCondition, Understood>();
  const problems = new Map<AnyCondition, Misunderstood>();
  const all = trees.flatMap((tree) => conditionsIn(tree).map(({ condition }) => condition));
  for (const [name, conditions] of Map.groupBy(all, ({ source }) => source)) {
    const source = conditionSources().get(name);
    const read = await source?.understand(db, conditions);
    for (const [index, condition] of conditions.entries()) {
      const found = read?.[index] ?? { problem: `Nothing is known about "${name}".` };
      if ('problem' in found) problems.set(condition, found);
      else meaning.set(condition, found);
    }
  }
  return { meaning, problems };
}

export function problemsOf(tree: Tree, problems: ReadTrees['problems']): FieldError[] {
  return conditionsIn(tree).flatMap(({ condition, path }) => {
    const found = problems.get(condition);
    if (!found) return [];
    return [{ field: found.field === undefined ? path : `${path}.${found.field}`, message: found.problem }];
  });
}

/** The tree as a sentence; what is not understood (any more) says so. */
export function sentenceIn(tree: Tree, { meaning }: Pick<ReadTrees, 'meaning'>): string {
  return sentenceOf(
    tree,
    (condition) =>
      meaning.get(condition)?.words ?? {
        who: 'match a condition that is not understood',
        whoNot: 'do not match a condition that is not understood',
      },
  );
}

/** All writes that can change who is in it. */
export function marksOf({ tree, meaning }: UnderstoodTree): string[] {
  const marks = conditionsIn(tree).flatMap(({ condition }) => meaning.get(condition)?.marks ?? []);
  return [...new Set(marks)].toSorted();
}
