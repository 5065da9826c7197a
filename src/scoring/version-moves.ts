import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import { readModel, type KnownModel } from './known-models.ts';
import { within, type Range } from './ranges.ts';
import { engagementOf, type Scored } from './score.ts';
import type { Temperature } from './temperature.ts';

type Compared = { moved: number; changed: string[] };

type Row = Pick<Scored, 'fit' | 'heats' | 'heatAt'> & {
  contactId: string;
  was: Temperature;
  became: Temperature;
  inForceAt: Date;
};

/**
 * Who in a range has another temperature by the new version moved when that came into force; since then they may have
 * moved again, so what they became then is where the first of those moves begins. Nobody is told in this transaction:
 * a new version is no reason to hand everybody over.
 */
export async function compareVersions(
  db: Db,
  who: Actor,
  model: KnownModel,
  old: string,
  range: Range,
): Promise<Compared> {
  const before = await readModel(db, old);
  const [was, is] = [before.document.fit.grades, model.document.fit.grades];
  const regraded = was.a !== is.a || was.b !== is.b || was.c !== is.c;
  const { rows: changed } = await sql<Row>`
    with first_moves as (
      select distinct on (m.contact_id) m.contact_id, m.from_temperature
      from scoring.moves as m join scoring.models as v on v.id = m.model_id and m.moved_at >= v.in_force_at
      where m.model_id = ${model.id}::uuid and ${within('m.contact_id', range)}
      order by m.contact_id, m.moved_at, m.id
    )
    select s.contact_id as "contactId", o.temperature as was, coalesce(m.from_temperature, s.temperature) as became,
      s.fit, s.heats, s.heat_at as "heatAt", v.in_force_at as "inForceAt"
    from scoring.scores as s
    join scoring.scores as o on o.contact_id = s.contact_id and o.model_id = ${old}::uuid
      and ${within('o.contact_id', range)}
    join scoring.models as v on v.id = s.model_id
    left join first_moves as m on m.contact_id = s.contact_id
    where s.model_id = ${model.id}::uuid and ${within('s.contact_id', range)}
      and (${regraded} or o.fit <> s.fit or o.temperature <> coalesce(m.from_temperature, s.temperature))`.execute(
    db,
  );
  const moved = changed.filter(({ was, became }) => became !== was);
  await noteMoves(db, who, model, moved);
  return { moved: moved.length, changed: changed.map(({ contactId }) => contactId) };
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
