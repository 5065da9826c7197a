import type pg from 'pg';

/** Contacts and touchpoints by the million, set-based: believable in shape, nobody in particular. */

const MONTHS = 24;
const TOUCHPOINTS_A_STATEMENT = 1_000_000;

export type WorldSize = { contacts: number; touchpoints: number };

export async function fillWorld(
  pool: pg.Pool,
  { contacts, touchpoints }: WorldSize,
  say: (progress: string) => void,
): Promise<void> {
  say(`${contacts.toLocaleString('en-GB')} contacts …`);
  await pool.query(CONTACTS, [contacts]);
  await pool.query(MOVES);
  await pool.query(
    `select touchpoints.open_months(array(
      select date_trunc('month', now() at time zone 'UTC')::date - make_interval(months => m)
      from generate_series(0, $1::int) as m)::date[])`,
    [MONTHS],
  );
  for (let start = 0; start < touchpoints; start += TOUCHPOINTS_A_STATEMENT) {
    const count = Math.min(TOUCHPOINTS_A_STATEMENT, touchpoints - start);
    say(`touchpoints from ${start.toLocaleString('en-GB')} on …`);
    await pool.query(TOUCHPOINTS, [contacts, count, start, touchpoints]);
  }
  say('what they add up to …');
  await pool.query(ACTIVITY);
  await pool.query('vacuum (analyze) audience.contacts');
  await pool.query('vacuum (analyze) touchpoints.touchpoints');
  await pool.query('analyze touchpoints.activity');
  await pool.query('analyze audience.stage_moves');
}

/** The id of the n-th contact: in the order of time, as ours are. */
export const ID = (n: string) =>
  `(lpad(to_hex(26000000 + ${n} / 1000), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const CONTACTS = `
  insert into audience.contacts (id, given_name, family_name, email, city, country, tags, stage, source, created_at, updated_at)
  select ${ID('n')}, 'Person', n::text, 'person' || n || '@fair.example',
    (array['Leeds', 'York', 'Berlin', 'Graz', 'Lyon', 'Porto', 'Gent', 'Basel'])[1 + n % 8],
    (array['GB', 'GB', 'DE', 'AT', 'FR', 'PT', 'BE', 'CH'])[1 + n % 8],
    case when n % 20 = 0 then array['VIP'] else '{}'::text[] end,
    (array['visitor', 'visitor', 'visitor', 'lead', 'lead', 'mql', 'sql', 'opportunity', 'customer', 'customer'])[1 + (n / 8) % 10],
    (array['search', 'ad', 'social', 'radio', 'trade_fair'])[1 + n % 5],
    at, at
  from (select n, now() - make_interval(mins => ((1000003 * n::bigint) % 1000000)::int) as at from generate_series(1, $1::int) as n) as p`;

const MOVES = `
  insert into audience.stage_moves (contact_id, id, from_stage, to_stage, moved_at, moved_by_kind, moved_by_name)
  select id, gen_random_uuid(), null, stage, created_at, 'system', 'Tandem' from audience.contacts`;

/** A few are seen often, most seldom; newer months are busier. */
const TOUCHPOINTS = `
  insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, name, channel, source_id, properties, received_at)
  select ${ID('who')}, at, gen_random_uuid(), kind,
    case kind when 'page_view' then 'A page' else null end,
    (array['search', 'ad', 'social', 'email', null, null, 'radio', 'direct'])[1 + (n % 8)::int],
    '00000000-0000-7000-8000-000000000001',
    case when kind = 'page_view'
      then jsonb_build_object('url', 'https://hallow.example/' || (array['', 'pricing', 'shop', 'shop/oil', 'about', 'blog/frizz'])[1 + (n % 6)::int])
      else '{}' end, at
  from (
    select n, 1 + floor($1::int * power(random(), 2))::bigint as who,
      now() - make_interval(secs => power(random(), 1.5) * 60000000) as at,
      (array['page_view', 'page_view', 'page_view', 'page_view', 'page_view', 'page_view', 'page_view', 'link_clicked',
        'form_submitted', 'page_read', 'email_written', 'call_warm'])[1 + floor(random() * 12)::int] as kind
    from generate_series($3::bigint + 1, $3::bigint + $2::bigint) as n where $4::bigint > 0
  ) as t`;

const ACTIVITY = `
  insert into touchpoints.activity (contact_id, touch_count, first_touch_at, last_touch_at, first_channel, first_channel_at,
    last_channel, last_channel_at)
  select contact_id, count(*), min(occurred_at), max(occurred_at),
    (array['search', 'ad', 'social', 'radio'])[1 + (count(*) % 4)::int], min(occurred_at),
    (array['search', 'ad', 'social', 'email'])[1 + (count(*) % 4)::int], max(occurred_at)
  from touchpoints.touchpoints group by contact_id`;
