import { sql, type RawBuilder } from 'kysely';
import { holdsOnRecord, problemsOf, readTrees, type ConditionTree } from '../audience/audience.ts';
import { now } from '../platform/clock.ts';
import type { Asked } from '../platform/conditions.ts';
import type { Db } from '../platform/db.ts';
import { beyondFit } from './known-models.ts';
import type { FitRule, ModelDocument } from './model.ts';

/** The fit of these contacts as it is now; of whom there is no contact, none. */
export async function fitsOf(db: Db, document: ModelDocument, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const asked = fewAsked(ids);
  const { rows } = await sql<{ id: string; fit: number }>`
    select c.id, ${await fitExpression(db, document, asked)} as fit
    from audience.contacts as c where ${asked.among('c.id')}`.execute(db);
  return new Map(rows.map(({ id, fit }) => [id, fit]));
}

/** The fit of the contact `c` as SQL. A rule that is not understood (any more) holds for nobody. */
export async function fitExpression(
  db: Db,
  { fit }: ModelDocument,
  asked: Asked,
): Promise<RawBuilder<number>> {
  const rules = await soundRules(db, fit.rules);
  const parts = rules.map(
    ({ rule, meaning }) =>
      sql`case when ${holdsOnRecord({ tree: treeOf(rule), meaning }, asked)} then ${rule.points}::real else 0 end`,
  );
  const sum = sql.join([sql`${fit.base}::real`, ...parts], sql` + `);
  return sql<number>`least(100, greatest(0, ${sum}))::real`;
}

/** Which rules hold for this contact, by their ids. */
export async function holdingRules(db: Db, { fit }: ModelDocument, id: string): Promise<Set<string>> {
  const rules = await soundRules(db, fit.rules);
  if (rules.length === 0) return new Set();
  const asked = fewAsked([id]);
  const holds = rules.map(({ rule, meaning }) => holdsOnRecord({ tree: treeOf(rule), meaning }, asked));
  const { rows } = await sql<{ holds: boolean[] }>`
    select array[${sql.join(holds)}]::boolean[] as holds
    from audience.contacts as c where c.id = ${id}::uuid`.execute(db);
  return new Set(rules.flatMap(({ rule }, place) => (rows[0]?.holds[place] ? rule.id : [])));
}

async function soundRules(db: Db, rules: FitRule[]) {
  const { meaning, problems } = await readTrees(db, rules.map(treeOf));
  return rules.flatMap((rule) => {
    const tree = treeOf(rule);
    return beyondFit(tree) || problemsOf(tree, problems).length > 0 ? [] : [{ rule, meaning }];
  });
}

function treeOf({ when }: FitRule): ConditionTree {
  return when;
}

function fewAsked(ids: string[]): Asked {
  return { at: now(), few: true, among: (column) => sql`${sql.raw(column)} = any(${ids}::uuid[])` };
}
