import { sql } from 'kysely';
import { markTouched } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { plainArray, textArray } from '../platform/arrays.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { emission, type NewEvent } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import { tell } from '../platform/listeners.ts';
import type { MoveReason, TemperatureMove } from './events.ts';
import { modelInForce, readModel, type KnownModel } from './known-models.ts';
import type { Scored } from './score.ts';
import type { Temperature } from './temperature.ts';

/** A score that is held until the transaction ends. `isNew`: made just now, with nothing but the fit of a stranger. */
export type Held = Scored & { contactId: string; isNew: boolean };

/** A score as it is to be, of who had `before`; why, when the temperature moved. */
export type Written = Scored & {
  contactId: string;
  engagement: number;
  before: Temperature;
  fitBefore: number;
  why: MoveReason;
  raisedHand?: string | undefined;
};

type HeldRow = {
  in_force: string | null;
  contact_id: string | null;
  is_new: boolean;
  fit: number;
  heats: number[];
  heat_at: Date;
  hand_raised_at: Date | null;
  temperature: Temperature;
  cools_at: Date | null;
};

/**
 * Holds the scores of whom `concern` names, by the version that is in force and stays so until the transaction ends. It is
 * asked with the version this process has last seen in force, and once more when that is another by now.
 */
export async function holdScores(
  db: Db,
  concern: (model: KnownModel) => { concerned: string[]; everybody: string[] },
): Promise<{ model: KnownModel; held: Held[] }> {
  let model = lastSeen ?? (await modelInForce(db));
  for (;;) {
    const { concerned, everybody } = concern(model);
    const { id, document, freshFit } = model;
    const { rows } = await sql<HeldRow>`
      select * from scoring.hold(${id}, ${plainArray(concerned)}, ${plainArray(everybody)}, ${document.groups.length},
        ${freshFit}, ${now().toISOString()})`.execute(db);
    const inForce = rows[0]?.in_force;
    if (inForce === id) {
      lastSeen = model;
      return { model, held: rows.slice(1).map(toHeld) };
    }
    model = inForce ? await readModel(db, inForce) : await modelInForce(db);
  }
}

let lastSeen: KnownModel | undefined;

/** Whether it is known, without asking, that visitors of whom nothing is known all have the same fit. */
export function strangersAreAlike(): boolean {
  return lastSeen?.freshForAll === true;
}

/** The version in force, which stays so until the transaction ends. */
export async function holdModel(db: Db): Promise<KnownModel> {
  const { rows } = await sql<{ id: string | null }>`select scoring.in_force() as id`.execute(db);
  return rows[0]?.id ? readModel(db, rows[0].id) : modelInForce(db);
}

/** Waits until nobody scores, and lets nobody until the transaction ends: for what changes which version counts. */
export async function holdVersions(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${VERSIONS}::bigint)`.execute(db);
}

/** The same number as in the function `scoring.in_force`. */
const VERSIONS = 7_305_831;

/** Writes scores that are held, and tells whoever listens of those whose temperature moved. */
export async function writeScores(
  db: Db,
  who: Actor,
  model: KnownModel,
  written: Written[],
): Promise<TemperatureMove[]> {
  if (written.length === 0) return [];
  const at = now();
  const moved = written.filter(({ before, temperature }) => before !== temperature);
  const asking = written.filter((row) => row.before === row.temperature && row.raisedHand !== undefined);
  await sql`select ${sql.join([
    writing(
      model,
      written.map((row) => ({ ...row, since: row.before === row.temperature ? null : at.toISOString() })),
    ),
    ...(moved.length > 0 ? [notingMoves(model, moved, at), emission(who, moved.map(eventOf))] : []),
  ])}`.execute(db);
  const moves = moved.map((each) => moveOf(each, model, at));
  await markFor(db, written, moved);
  const told = [...moves, ...asking.map((each) => moveOf(each, model, at))];
  if (told.length > 0) await tell(db, who, 'temperatures.moved', { moves: told });
  return moves;
}

/** These are to be scored again soon after the commit: only their fit, or all that they did, too. */
export async function markForScoring(
  db: Db,
  ids: readonly string[],
  why: 'fit' | 'touched' | 'merged',
): Promise<void> {
  const all = [...new Set(ids)];
  for (let start = 0; start < all.length; start += CONTACTS_PER_MARK)
    await sql`select scoring.mark(${plainArray(all.slice(start, start + CONTACTS_PER_MARK))}, ${why})`.execute(
      db,
    );
}

const CONTACTS_PER_MARK = 1_000;

export const TEMPERATURE = 'score:temperature';
export const FIT = 'score:fit';

async function markFor(db: Db, written: Written[], moved: Written[]): Promise<void> {
  const idsOf = (rows: Written[]) => rows.map(({ contactId }) => contactId);
  const fitted = written.filter(({ fit, fitBefore }) => fit !== fitBefore);
  if (moved.length > 0) await markTouched(db, idsOf(moved), [TEMPERATURE]);
  if (fitted.length > 0) await markTouched(db, idsOf(fitted), [FIT]);
}

/** As part of a statement. `since` where the temperature is another than before. */
export function writing(
  { id }: Pick<KnownModel, 'id'>,
  rows: (Scored & { contactId: string; since: string | null })[],
) {
  const column = (read: (row: (typeof rows)[number]) => string | number | null) => plainArray(rows.map(read));
  return sql`scoring.write(${id}, ${column(({ contactId }) => contactId)}, ${column(({ fit }) => fit)},
    ${textArray(rows.map(({ heats }) => plainArray(heats)))}, ${column(({ heatAt }) => heatAt.toISOString())},
    ${column((row) => row.handRaisedAt?.toISOString() ?? null)}, ${column(({ temperature }) => temperature)},
    ${column(({ since }) => since)}, ${column((row) => row.coolsAt?.toISOString() ?? null)})`;
}

function notingMoves({ id }: KnownModel, moved: Written[], at: Date) {
  const column = (read: (row: Written) => string | number) => plainArray(moved.map(read));
  return sql`scoring.note_moves(${id}, ${at.toISOString()}, ${column(() => newId())},
    ${column(({ contactId }) => contactId)}, ${column(({ before }) => before)},
    ${column(({ temperature }) => temperature)}, ${column(({ why }) => why)}, ${column(({ fit }) => fit)},
    ${column(({ engagement }) => engagement)})`;
}

function eventOf({ contactId, before: from, temperature: to, why, fit, engagement }: Written): NewEvent {
  const payload = { from, to, why, fit, engagement };
  return { name: 'contact.temperature-moved', subject: { kind: 'contact', id: contactId }, payload };
}

function moveOf(row: Written, model: KnownModel, at: Date): TemperatureMove {
  const { contactId, before: from, temperature: to, why, raisedHand, fit, engagement } = row;
  const move = { contactId, from, to, why, fit, engagement, modelId: model.id, at };
  return raisedHand === undefined ? move : { ...move, raisedHand };
}

function toHeld(row: HeldRow): Held {
  return {
    contactId: row.contact_id ?? '',
    isNew: row.is_new,
    fit: row.fit,
    heats: row.heats,
    heatAt: row.heat_at,
    handRaisedAt: row.hand_raised_at,
    temperature: row.temperature,
    coolsAt: row.cools_at,
  };
}
