import { sql } from 'kysely';
import { pino } from 'pino';
import { system, type Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { tell } from '../platform/listeners.ts';
import { record, type NewTouchpoint, type Source } from '../touchpoints/touchpoints.ts';
import { jobs } from './jobs.ts';
import { modelInForce, readModel } from './known-models.ts';
import { countedAt, countedBy, matcherOf, type Touch } from './matching.ts';
import type { EngagementRule, ModelDocument, TouchMatch } from './model.ts';
import { draftModel, editModel, proposeModel, signModel } from './models.ts';
import { refusalOf } from './propensity/evidence.ts';
import { findExamples } from './propensity/examples.ts';
import { keepOnce } from './upkeep.ts';
import { openVersion } from './versions.ts';

export { modelInForce } from './known-models.ts';
export { draftModel } from './models.ts';
export { chooseWindow } from './propensity/evidence.ts';
export { sumAnew } from './sums.ts';
export { defaultModel } from './default-model.ts';
export { startSimulation } from './simulation/simulations.ts';
export { keepOnce } from './upkeep.ts';

/** Web at most 40 with half of it gone after a week, sales at most 50 after a month; warm from 20, hot from 40 and a fit of 50. */
export function smallModel(change: Partial<ModelDocument> = {}): ModelDocument {
  return {
    fit: { base: 50, rules: [], grades: { a: 75, b: 50, c: 25 } },
    groups: [
      {
        id: 'web',
        label: 'Web',
        cap: 40,
        halfLifeDays: 7,
        rules: [rule('page', 5, { kinds: ['page_view'] }), rule('form', 20, { kinds: ['form_submitted'] })],
      },
      {
        id: 'sales',
        label: 'Sales',
        cap: 50,
        halfLifeDays: 30,
        rules: [rule('met', 30, { kinds: ['meeting'] }), rule('rejected', -40, { kinds: ['lead_rejected'] })],
      },
    ],
    raisedHands: [{ id: 'demo', label: 'Asked for a demo', what: { name: 'demo' } }],
    raisedHandDays: 10,
    warm: { engagement: { enter: 20, leave: 15 }, fit: { enter: 0, leave: 0 } },
    hot: { engagement: { enter: 40, leave: 30 }, fit: { enter: 50, leave: 40 } },
    ...change,
  };
}

export function rule(
  id: string,
  points: number,
  what: TouchMatch,
  often?: EngagementRule['often'],
): EngagementRule {
  return { id, points, what, ...(often ? { often } : {}) };
}

/** Puts a document in force at once, as an empty installation could; answers the version's id. */
export async function putInForce(db: Db, document: ModelDocument): Promise<string> {
  await modelInForce(db);
  await sql`update scoring.models set state = 'retired', retired_at = ${now()} where state = 'in_force'`.execute(
    db,
  );
  const { rows } = await sql<{ number: number }>`select max(number) as number from scoring.models`.execute(
    db,
  );
  const [id, at] = [newId(), now()];
  await db
    .insertInto('scoring.models')
    .values({
      id,
      number: (rows[0]?.number ?? 0) + 1,
      state: 'in_force',
      document: JSON.stringify(document),
      created_at: at,
      updated_at: at,
      in_force_at: at,
    })
    .execute();
  await openVersion(db, id);
  await readModel(db, id);
  return id;
}

/** A touchpoint of somebody who is known; of noon, unless said otherwise. */
export function touch(
  contactId: string,
  kind: string,
  at: Date,
  more: Partial<NewTouchpoint> = {},
): NewTouchpoint {
  return { messageId: newId(), person: { contactId }, occurredAt: at, kind, ...more };
}

export async function happen(db: Db, source: Source, touches: NewTouchpoint[]): Promise<void> {
  await record(db, system, source, touches);
}

export async function change(db: Db, ids: string[]): Promise<void> {
  await tell(db, system, 'contacts.changed', { ids });
}

/** Why nothing can be learnt within this window; null where there is enough. */
export async function refusedFor(db: Db, windowDays: number): Promise<string | null> {
  return refusalOf(await findExamples(db, now(), windowDays), windowDays);
}

/** Does all that is waiting, as the work side would within a second. */
export async function settleScores(db: Db): Promise<void> {
  while ((await keepOnce(db)) > 0);
}

export async function scoresOf(db: Db, ids: string[]) {
  const { id: modelId } = await modelInForce(db);
  const rows = await db
    .selectFrom('scoring.scores')
    .selectAll()
    .where('model_id', '=', modelId)
    .where('contact_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.contact_id, row]));
}

export async function movesOf(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('scoring.moves')
    .selectAll()
    .where('contact_id', '=', id)
    .orderBy('moved_at')
    .orderBy('id')
    .execute();
  return rows.map(({ from_temperature: from, to_temperature: to, why }) => `${from} ${to} ${why}`);
}

const DAY_MS = 86_400_000;

/** As the definition has it: every point of every group, faded from its own moment, from what is stored. */
export async function naiveHeats(
  db: Db,
  document: ModelDocument,
  contactId: string,
  at: Date,
): Promise<number[]> {
  const { rows } = await sql<Touch & { id: string }>`
    select id, occurred_at as "occurredAt", received_at as "receivedAt", kind, channel, campaign, name,
      properties -> 'url' as page from touchpoints.touchpoints where contact_id = ${contactId}`.execute(db);
  const match = matcherOf(document);
  return document.groups.map(({ halfLifeDays, rules }) =>
    rules.reduce((sum, each) => {
      const moments = rows
        .filter((row) => match(row).some((found) => found.rule === each))
        .map((row) => ({ at: countedAt(row), id: row.id }))
        .toSorted((a, b) => a.at.getTime() - b.at.getTime());
      const left = countedBy(each, moments).map(
        (moment) => each.points * 2 ** (-(at.getTime() - moment.at.getTime()) / DAY_MS / halfLifeDays),
      );
      return sum + left.reduce((all, one) => all + one, 0);
    }, 0),
  );
}

/** Applies a signed version to its end, as the job would. */
export async function runApplication(db: Db, modelId: string): Promise<void> {
  const { operation_id: operationId } = await db
    .selectFrom('scoring.models')
    .select('operation_id')
    .where('id', '=', modelId)
    .executeTakeFirstOrThrow();
  const context = { db, log: pino({ level: 'silent' }), attempt: 1, maxAttempts: 1 };
  await jobs()['scoring.applyModel']?.({ operationId: operationId ?? '', modelId }, context);
}

type Signers = { marketing: Actor; sales: Actor };

/** Drafts, proposes and signs this document; what applies it is started, and not run. */
export async function signedModel(
  db: Db,
  { marketing, sales }: Signers,
  document: ModelDocument,
): Promise<{ id: string; operationId: string }> {
  const { id } = await draftModel(db, marketing);
  await editModel(db, marketing, id, { document });
  await proposeModel(db, marketing, id);
  await signModel(db, marketing, id, 'marketing');
  const { operationId } = await signModel(db, sales, id, 'sales');
  return { id, operationId: operationId ?? '' };
}

/** The same, and applies it. */
export async function changeModel(db: Db, signers: Signers, document: ModelDocument): Promise<string> {
  const { id } = await signedModel(db, signers, document);
  await runApplication(db, id);
  return id;
}
