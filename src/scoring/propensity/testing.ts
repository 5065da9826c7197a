import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

const DAY = 86_400_000;

/** Every draw the same in every run (Lehmer's generator). */
export function draws(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

type Market = { people: number; until: Date; seed?: number; days?: number };

/**
 * People who turn up over `days` days and decide within sixty: a talk at a fair multiplies their odds by ten, whoever comes from
 * France hardly buys, and page views mean nothing. Written as recording would have.
 */
export async function makeMarket(db: Db, { people, until, seed = 5, days = 600 }: Market): Promise<void> {
  const next = draws(seed);
  const start = until.getTime() - days * DAY;
  const made = Array.from({ length: people }, (_, nth) => {
    const from = start + next() * days * DAY;
    const fair = next() < 0.3;
    const french = next() < 0.3;
    const decides = from + (15 + 60 * next()) * DAY;
    const odds = -2 + (fair ? 2.3 : 0) - (french ? 1.5 : 0);
    const became = next() < 1 / (1 + Math.exp(-odds)) && decides < until.getTime();
    return { id: newId(), nth, from, fair, french, became, decides, views: Math.floor(next() * 6) };
  });
  await insertPeople(db, made);
  const touches = made.flatMap(({ id, from, fair, views }) => [
    ...(fair ? [{ id, at: from + 2 * DAY, kind: 'fair_talk' }] : []),
    ...Array.from({ length: views + 1 }, (_, view) => ({ id, at: from + view * DAY, kind: 'page_view' })),
  ]);
  await insertTouches(
    db,
    touches.filter(({ at }) => at < until.getTime()),
  );
}

type Person = { id: string; nth: number; from: number; french: boolean; became: boolean; decides: number };

async function insertPeople(db: Db, people: Person[]): Promise<void> {
  const at = (ms: number) => new Date(ms).toISOString();
  const json = JSON.stringify(
    people.map(({ id, nth, from, french, became, decides }) => {
      const stage = became ? 'customer' : 'lead';
      return { id, nth, at: at(from), country: french ? 'FR' : 'GB', stage, decides: at(decides) };
    }),
  );
  await sql`
    insert into audience.contacts (id, given_name, country, stage, source, tags, properties, created_at, updated_at)
    select id, 'Person ' || nth, country, stage, 'search', '{}', '{}', at, at
    from json_to_recordset(${json}::json) as p (id uuid, nth int, country text, stage text, at timestamptz)`.execute(
    db,
  );
  await sql`
    insert into audience.stage_moves (contact_id, id, from_stage, to_stage, moved_at, moved_by_kind, moved_by_name)
    select p.id, gen_random_uuid(), m.was, m.now, case when m.now = 'lead' then p.at else p.decides end, 'system', 'Tandem'
    from json_to_recordset(${json}::json) as p (id uuid, stage text, at timestamptz, decides timestamptz)
    cross join (values (null, 'lead'), ('lead', 'customer')) as m (was, now)
    where m.now = 'lead' or p.stage = 'customer'`.execute(db);
}

export async function insertTouches(
  db: Db,
  touches: { id: string; at: number; kind: string }[],
): Promise<void> {
  const months = new Set(touches.map(({ at }) => `${new Date(at).toISOString().slice(0, 7)}-01`));
  await sql`select touchpoints.open_months(${[...months]}::date[])`.execute(db);
  const source = '00000000-0000-7000-8000-000000000001';
  await sql`
    insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, team, source_id, properties, received_at)
    select id, at, gen_random_uuid(), kind, case kind when 'fair_talk' then 'sales' else 'marketing' end,
      ${source}::uuid, '{}', at
    from json_to_recordset(${JSON.stringify(touches.map((touch) => ({ ...touch, at: new Date(touch.at).toISOString() })))}::json)
      as t (id uuid, at timestamptz, kind text)`.execute(db);
}
