import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import { readModel, type KnownModel } from './known-models.ts';
import { engagementOf, type Scored } from './score.ts';
import type { Temperature } from './temperature.ts';

export type Swept = { count: number; last: string | null; moved: number; changed: string[] };

type Row = Pick<Scored, 'fit' | 'heats' | 'heatAt'> & {
  contactId: string;
  was: Temperature;
  became: Temperature;
  inForceAt: Date;
};

const CONTACTS_PER_BATCH = 10_000;

/**
 * Deletes the next scores of the old version. Who has another temperature by the new one moved when that came into force;
 * since then they may have moved again, so what they became then is where the first of those moves begins. Nobody is told
 * in this transaction: a new version is no reason to hand everybody over.
 */
export async function sweepOld(
  db: Db,
  who: Actor,
  model: KnownModel,
  old: string,
  after: string | null,
): Promise<Swept> {
  const before = await readModel(db, old);
  const [was, is] = [before.document.fit.grades, model.document.fit.grades];
  const regraded = was.a !== is.a || was.b !== is.b || was.c !== is.c;
  const { rows } = await sql<{ count: number; last: string | null; changed: Row[] | null }>`
    with those as (
      select contact_id, model_id from scoring.scores
      where model_id = ${old}::uuid and (${after}::uuid is null or contact_id > ${after}::uuid)
      order by contact_id limit ${CONTACTS_PER_BATCH}
    ), gone as (
      delete from scoring.scores as s using those as t
      where s.contact_id = t.contact_id and s.model_id = t.model_id returning s.contact_id, s.temperature, s.fit
    ), other as (
      select g.contact_id as "contactId", g.temperature as was, coalesce(m.from_temperature, s.temperature) as became,
        s.fit, s.heats, s.heat_at as "heatAt", v.in_force_at as "inForceAt"
      from gone as g
      join scoring.models as v on v.id = ${model.id}::uuid
      join scoring.scores as s on s.contact_id = g.contact_id and s.model_id = v.id
      left join lateral (
        select from_temperature from scoring.moves as m
        where m.contact_id = g.contact_id and m.model_id = v.id and m.moved_at >= v.in_force_at
        order by m.moved_at, m.id limit 1) as m on true
      where ${regraded} or g.fit <> s.fit or g.temperature <> coalesce(m.from_temperature, s.temperature)
    )
    select count(*) as count, (array_agg(contact_id order by contact_id desc))[1] as last,
      (select json_agg(o) from other as o) as changed from gone`.execute(db);
  const { count = 0, last = null, changed } = rows[0] ?? {};
  const moved = (changed ?? []).filter(({ was, became }) => became !== was);
  await noteMoves(db, who, model, moved.map(withDates));
  const ids = (changed ?? []).map(({ contactId }) => contactId);
  return { count, last: last ?? after, moved: moved.length, changed: ids };
}

/** JSON has no dates. */
function withDates(row: Row): Row {
  return { ...row, heatAt: new Date(row.heatAt), inForceAt: new Date(row.inForceAt) };
}

async function noteMoves(db: Db, who: Actor, { id, document }: KnownModel, moved: Row[]): Promise<void> {
  if (moved.length === 0) return;
  const told = moved.map(({ contactId, was, became, fit, heats, heatAt, inForceAt: at }) => {
    const engagement = engagementOf({ heats, heatAt }, document.groups, at);
    return { id: newId(), contactId, from: was, to: became, fit, engagement, at };
  });
  await sql`
    insert into scoring.moves (contact_id, moved_at, id, model_id, from_temperature, to_temperature, why, fit, engagement)
    select r."contactId", r.at, r.id, ${id}::uuid, r."from", r."to", 'model', r.fit, r.engagement
    from json_to_recordset(${JSON.stringify(told)}::json) as r (id uuid, "contactId" uuid, "from" text, "to" text,
      fit real, engagement real, at timestamptz)`.execute(db);
  await emit(
    db,
    who,
    told.map(({ contactId, from, to, fit, engagement }) => ({
      name: 'contact.temperature-moved',
      subject: { kind: 'contact', id: contactId },
      payload: { from, to, why: 'model', fit, engagement },
    })),
  );
}
