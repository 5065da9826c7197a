import { sql } from 'kysely';
import { system } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import type { Ears } from '../platform/ears.ts';
import { EVENTS_CHANNEL } from '../platform/event-order.ts';
import type { Log } from '../platform/log.ts';
import { goRound, type Rounds } from '../platform/rounds.ts';
import type { MoveReason } from './events.ts';
import { fitsOf } from './fits.ts';
import { modelInForce, type KnownModel } from './known-models.ts';
import { settle, type Scored } from './score.ts';
import { holdModel, holdScores, writeScores, type Held, type Written } from './scores.ts';
import { sumAnew } from './sums.ts';
import { forgetPropensities } from './propensity/foretelling.ts';
import type { Temperature } from './temperature.ts';

/** Whatever wakes nobody is found after this long. */
const POLL_MS = 400;
const GATHER_MS = 50;
const ROWS_PER_ROUND = 100;
const CONTACTS_PER_ROUND = 1_000;

/** Keeps fits, cools who is due to cool and sums up anew who is to be, for as long as the work side runs. */
export function keepScores({ db, ears, log }: { db: Db; ears: Ears; log: Log }): Rounds {
  const rounds = goRound({
    round: async () => ((await keepOnce(db)) > 0 ? 0 : untilNext(db)),
    gatherMs: GATHER_MS,
    failed: (error) => log.error({ err: error }, 'scores cannot be kept at the moment; trying again'),
  });
  const deaf = ears.on(EVENTS_CHANNEL, rounds.wake);
  return {
    ...rounds,
    stop() {
      deaf();
      return rounds.stop();
    },
  };
}

/** Answers how many contacts it was about. Any number of processes may do it at once: each takes what no other has. */
export async function keepOnce(db: Db): Promise<number> {
  await modelInForce(db);
  const { rows } = await sql<{ marks: boolean; due: boolean }>`
    select exists (select from scoring.touched) as marks,
      exists (select from scoring.scores where cools_at <= ${now()}
        and model_id = (select id from scoring.models where state = 'in_force')) as due`.execute(db);
  const marked = rows[0]?.marks ? await scoreMarked(db) : 0;
  return marked + (rows[0]?.due ? await coolDue(db) : 0);
}

async function untilNext(db: Db): Promise<number> {
  const { rows } = await sql<{ ms: number | null }>`
    select extract(epoch from min(cools_at) - ${now()}::timestamptz)::float8 * 1000 as ms from scoring.scores
    where cools_at is not null and model_id = (select id from scoring.models where state = 'in_force')`.execute(
    db,
  );
  return Math.max(0, Math.min(POLL_MS, rows[0]?.ms ?? POLL_MS));
}

type Mark = { why: 'fit' | 'touched' | 'merged'; contact_ids: string[] };

async function scoreMarked(db: Db): Promise<number> {
  return transaction(db, async (trx) => {
    const { rows } = await sql<Mark>`
      with next as (
        select position, sum(cardinality(contact_ids)) over (order by position) as upto
        from (select position, contact_ids from scoring.touched order by position
          limit ${ROWS_PER_ROUND} for update skip locked) as waiting
      )
      delete from scoring.touched
      where position in (select position from next where upto <= ${CONTACTS_PER_ROUND}
        or position = (select min(position) from next))
      returning why, contact_ids`.execute(trx);
    const whys = new Map<string, Mark['why']>();
    for (const { why, contact_ids: ids } of rows)
      for (const id of ids) if ((whys.get(id) ?? 'fit') === 'fit') whys.set(id, why);
    await scoreAgain(trx, whys);
    return rows.length;
  });
}

/** Of whom there is no contact any more, nothing stays. */
async function scoreAgain(db: Db, whys: Map<string, Mark['why']>): Promise<void> {
  const all = [...whys.keys()].toSorted();
  if (all.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select id from audience.contacts where id = any(${all}::uuid[]) order by id`.execute(db);
  const ids = rows.map(({ id }) => id);
  const { model, held } = await holdScores(db, () => ({ concerned: ids, everybody: [] }));
  const { document } = model;
  const at = now();
  const whole = held.flatMap(({ contactId, isNew }) =>
    isNew || whys.get(contactId) !== 'fit' ? contactId : [],
  );
  const sums = await sumAnew(db, document, whole, at);
  const fits = await fitsOf(db, document, ids);
  const written = held.map((row): Written => {
    const why = whys.get(row.contactId) ?? 'fit';
    const summed = whole.includes(row.contactId) ? withSums(row, sums.get(row.contactId), at) : row;
    const settled = settle({ ...summed, fit: fits.get(row.contactId) ?? row.fit }, document, at);
    return { ...settled, before: row.temperature, fitBefore: row.fit, why };
  });
  await writeScores(db, system, model, written.filter(isOther(held)));
  await forgetGone(
    db,
    all.filter((id) => !ids.includes(id)),
  );
}

function withSums(
  row: Held,
  sums: Partial<Pick<Held, 'heats' | 'handRaisedAt'>> | undefined,
  at: Date,
): Held {
  const { heats = row.heats.map(() => 0), handRaisedAt = null } = sums ?? {};
  return { ...row, heats, heatAt: at, handRaisedAt };
}

/** Most contacts that changed have the fit they had. */
function isOther(held: Held[]): (row: Written) => boolean {
  const before = new Map(held.map((row) => [row.contactId, row]));
  return (row) => {
    const old = before.get(row.contactId);
    return !old || old.fit !== row.fit || old.temperature !== row.temperature || old.heatAt !== row.heatAt;
  };
}

async function forgetGone(db: Db, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from scoring.scores where contact_id = any(${ids}::uuid[])`.execute(db);
  await forgetPropensities(db, ids);
}

const DUE_PER_ROUND = 500;

type DueRow = Scored & { contactId: string };

/** Who is due cools, or lowers the hand; each once, whoever of the processes comes first. */
async function coolDue(db: Db): Promise<number> {
  return transaction(db, async (trx) => {
    const model = await holdModel(trx);
    const at = now();
    const { rows } = await sql<DueRow>`
      select contact_id as "contactId", fit, heats, heat_at as "heatAt", hand_raised_at as "handRaisedAt", temperature,
        cools_at as "coolsAt"
      from scoring.scores where cools_at <= ${at} and model_id = ${model.id}
      order by cools_at, contact_id limit ${DUE_PER_ROUND} for no key update skip locked`.execute(trx);
    await writeScores(trx, system, model, rows.map(cooled(model, at)));
    return rows.length;
  });
}

function cooled({ document }: KnownModel, at: Date): (row: DueRow) => Written {
  return (row) => {
    const before: Temperature = row.temperature;
    const why: MoveReason = 'cooled';
    return { ...settle(row, document, at), before, fitBefore: row.fit, why };
  };
}
