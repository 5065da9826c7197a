import { sql } from 'kysely';
import { conditionsIn, readConditions, type ConditionTree } from '../audience/audience.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { defaultModel } from './default-model.ts';
import { matcherOf, type Matcher } from './matching.ts';
import type { ModelDocument } from './model.ts';
import './tables.ts';
import { openVersion } from './versions.ts';

/** A model as it is worked with. Of one that is proposed nothing changes any more, so it is read once. */
export type KnownModel = {
  id: string;
  number: number;
  document: ModelDocument;
  match: Matcher;
  /** What a visitor of whom nothing is known has. */
  freshFit: number;
  /** Whether that is so of all of them: no rule asks about the little that is known of any, such as how they came. */
  freshForAll: boolean;
};

const known = new Map<string, KnownModel>();
const MOST_KNOWN = 20;

export async function readModel(db: Db, id: string): Promise<KnownModel> {
  const before = known.get(id);
  if (before) return before;
  const row = await db
    .selectFrom('scoring.models')
    .select(['number', 'document', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new NotFound('There is no such version of the score model.');
  const { number, document } = row;
  const fresh = { freshFit: await freshFit(db, document), freshForAll: !asksOfStrangers(document) };
  const model = { id, number, document, match: matcherOf(document), ...fresh };
  if (row.state === 'draft') return model;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(id, model);
  return model;
}

/** The one in force; made, when there has never been any. */
export async function modelInForce(db: Db): Promise<KnownModel> {
  const row = await findInForce(db);
  if (row) return readModel(db, row.id);
  await makeFirst(db);
  const made = await findInForce(db);
  if (!made) throw new Error('There is no score model in force.');
  return readModel(db, made.id);
}

function findInForce(db: Db) {
  return db.selectFrom('scoring.models').select('id').where('state', '=', 'in_force').executeTakeFirst();
}

const CONTACTS_PER_ROW = 1_000;
const NOTE = 'What Tandem begins with. Draft a version of your own, and have both sides sign it.';

/** With room for its scores, or nobody could be scored; whoever is here already, is soon. */
async function makeFirst(db: Db): Promise<void> {
  await transaction(db, async (trx) => {
    const [id, at] = [newId(), now()];
    const { numAffectedRows: made } = await sql`
      insert into scoring.models (id, number, state, document, note, created_at, updated_at, in_force_at)
      values (${id}, 1, 'in_force', ${JSON.stringify(defaultModel)}, ${NOTE}, ${at}, ${at}, ${at})
      on conflict do nothing`.execute(trx);
    if (!made) return;
    await openVersion(trx, id);
    await sql`
      insert into scoring.touched (why, contact_ids)
      select 'touched', array_agg(c.id) from (
        select id, (row_number() over (order by id) - 1) / ${CONTACTS_PER_ROW} as part from audience.contacts) as c
      group by c.part order by c.part`.execute(trx);
  });
}

const NOBODY = { id: '00000000-0000-0000-0000-000000000000', stage: 'visitor', source: 'unknown' };

async function freshFit(db: Db, { fit }: ModelDocument): Promise<number> {
  const trees = fit.rules.map(({ when }): ConditionTree => when);
  if (trees.length === 0) return clampFit(fit.base);
  const { problems, matchSample } = await readConditions(db, trees);
  // Trees that are not understood hold for nobody, and may be all there are.
  if (problems.every((problem) => problem !== null)) return clampFit(fit.base);
  const holds = await matchSample({ ...NOBODY, tags: [], properties: {} });
  return clampFit(
    fit.base + fit.rules.reduce((sum, { points }, place) => sum + (holds[place] ? points : 0), 0),
  );
}

const OF_ANY = new Set(['source', 'createdAt', 'updatedAt', 'owner']);

function asksOfStrangers({ fit }: ModelDocument): boolean {
  const conditions = fit.rules.flatMap(({ when }) => conditionsIn(when));
  return conditions.some(
    ({ condition }) => condition.source === 'contact' && OF_ANY.has(String(condition['field'])),
  );
}

function clampFit(fit: number): number {
  return Math.max(0, Math.min(100, fit));
}

/** Why this tree cannot be asked for the fit, whatever its source makes of it. */
export function beyondFit(tree: ConditionTree): string | undefined {
  const other = conditionsIn(tree).find(({ condition: { source } }) => !RECORDS.has(source));
  return other && ONLY_RECORDS;
}

const RECORDS = new Set(['contact', 'company']);
const ONLY_RECORDS =
  'The fit asks who somebody is: choose conditions on the contact or the company. What they did belongs to engagement.';
export const NO_CLOCK =
  'The fit does not change because time passes: choose a condition without “in the last” or “ago”.';
