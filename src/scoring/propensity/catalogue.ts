import { sql } from 'kysely';
import { propertiesOf } from '../../audience/audience.ts';
import type { Db } from '../../platform/db.ts';
import { isTouch, kinds } from '../../touchpoints/touchpoints.ts';

/** Which columns there are: only the commonest of everything, so that a rare one is no evidence of chance. */
export type Catalogue = {
  kinds: string[];
  channels: string[];
  campaigns: string[];
  pages: string[];
  /** "purpose:channel" */
  consents: string[];
  roles: string[];
  contactProperties: Declared[];
  companyProperties: Declared[];
  /** Kinds that are left out, because they happen only once somebody is an opportunity. */
  leftOut: string[];
};
/** A declared property whose values can be counted or told apart. */
export type Declared = { key: string; numeric: boolean };

/** Of the touchpoints of a kind, before anybody is a customer: above this share they only say that there is an offer. */
const MOST_WITH_OFFER = 0.8;
const MOST = { kind: 30, channel: 20, campaign: 20, page: 20 } as const;
/** Fewer people of the sample than this have none of it to learn from. */
const FEWEST_PEOPLE = 20;
const MOST_PROPERTIES = 20;
const LOOKED_AT = 5_000;

type Looked = { contactIds: string[]; customers: number; before: Date };

/** Read off some of the people one trains on. */
export async function readCatalogue(db: Db, { contactIds, customers, before }: Looked): Promise<Catalogue> {
  const some = contactIds.slice(0, LOOKED_AT);
  const leftOut = await kindsOfOffers(db, some);
  // Codes and pages are many, and each costs customers to learn from (ten a column: Peduzzi et al. 1996).
  const few = Math.ceil(customers / 50);
  const { rows } = await sql<{ what: keyof typeof MOST; name: string }>`
    select what, name from (
      select w.what, w.name, count(distinct t.contact_id) as people,
        row_number() over (partition by w.what order by count(distinct t.contact_id) desc, w.name) as place
      from touchpoints.touchpoints as t cross join lateral (values ('kind', t.kind), ('channel', ${cameBy}),
        ('campaign', t.campaign), ('page', ${pageOf})) as w (what, name)
      where t.contact_id = any(${some}::uuid[]) and t.occurred_at < ${before} and t.kind <> all(${[...noTouches, ...leftOut]}::text[])
        and w.name <> ''
      group by w.what, w.name) as counted
    where people >= ${FEWEST_PEOPLE} and place <= 30 order by what, place`.execute(db);
  const named = (what: keyof typeof MOST) =>
    rows.flatMap((row) => (row.what === what ? [row.name] : [])).slice(0, MOST[what]);
  return {
    kinds: named('kind'),
    channels: named('channel'),
    campaigns: named('campaign').slice(0, few),
    pages: named('page').slice(0, few),
    ...(await readConsents(db, some)),
    contactProperties: await declared(db, 'contact'),
    companyProperties: await declared(db, 'company'),
    leftOut,
  };
}

/**
 * What happens only once somebody is an opportunity (a proposal is sent) says what the stage says, which is our own
 * verdict and left out: as Lead Quality and Tags, filled in by sales, must be left out of the leads of X Education.
 */
async function kindsOfOffers(db: Db, some: string[]): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select t.kind from touchpoints.touchpoints as t
    left join (
      select contact_id, min(moved_at) filter (where to_stage = 'opportunity') as offer_at,
        min(moved_at) filter (where to_stage in ('customer', 'advocate')) as customer_at
      from audience.stage_moves where contact_id = any(${some}::uuid[]) group by contact_id) as m
      on m.contact_id = t.contact_id
    where t.contact_id = any(${some}::uuid[]) and (m.customer_at is null or t.occurred_at < m.customer_at)
    group by t.kind
    having count(*) >= ${FEWEST_PEOPLE} and count(*) filter (where t.occurred_at >= m.offer_at) > ${MOST_WITH_OFFER}::float8 * count(*)
    limit 50`.execute(db);
  return rows.map(({ kind }) => kind);
}

/** Both: so that two models can be held against each other on one table. */
export function together(one: Catalogue, other: Catalogue | undefined): Catalogue {
  if (!other) return one;
  const texts = (name: 'kinds' | 'channels' | 'campaigns' | 'pages' | 'consents' | 'roles') => [
    ...new Set([...one[name], ...other[name]]),
  ];
  const properties = (name: 'contactProperties' | 'companyProperties') => [
    ...new Map([...other[name], ...one[name]].map((each) => [each.key, each])).values(),
  ];
  return {
    kinds: texts('kinds'),
    channels: texts('channels'),
    campaigns: texts('campaigns'),
    pages: texts('pages'),
    consents: texts('consents'),
    roles: texts('roles'),
    contactProperties: properties('contactProperties'),
    companyProperties: properties('companyProperties'),
    leftOut: one.leftOut,
  };
}

/** How somebody came to the site. Of all else the channel is said by the kind already, and the same twice is worth half each. */
export const cameBy = sql.raw(`case when t.kind in ('page_view', 'screen_view') then t.channel end`);

/** What was looked at, without what a link carried along. */
export const pageOf = sql.raw(
  `case when t.kind = 'page_view' then left(split_part(t.properties->>'path', '?', 1), 200) end`,
);

/** What is only said about somebody, and is no contact with them. */
export const noTouches = Object.keys(kinds).filter((kind) => !isTouch(kind));

async function readConsents(db: Db, some: string[]): Promise<Pick<Catalogue, 'consents' | 'roles'>> {
  const { rows } = await sql<{ consents: string[]; roles: string[] }>`
    select coalesce((select array_agg(distinct purpose || ':' || channel) from audience.consents
        where contact_id = any(${some}::uuid[])), '{}') as consents,
      coalesce((select array_agg(distinct role) from audience.company_people, unnest(roles) as role
        where contact_id = any(${some}::uuid[])), '{}') as roles`.execute(db);
  const { consents = [], roles = [] } = rows[0] ?? {};
  return { consents: consents.slice(0, MOST.channel), roles: roles.slice(0, MOST.channel) };
}

const countable = new Set(['number', 'money']);
const tellable = new Set(['choice', 'yes_no']);

async function declared(db: Db, recordKind: 'contact' | 'company'): Promise<Declared[]> {
  const properties = await propertiesOf(db, recordKind);
  return properties
    .filter(({ type }) => countable.has(type) || tellable.has(type))
    .map(({ key, type }) => ({ key, numeric: countable.has(type) }))
    .slice(0, MOST_PROPERTIES);
}
