import { sql, type RawBuilder } from 'kysely';
import type { Sql } from '../platform/conditions.ts';
import type { Db } from '../platform/db.ts';
import { kinds, type Kind } from '../touchpoints/touchpoints.ts';
import type { EngagementGroup, EngagementRule, ModelDocument, TouchMatch } from './model.ts';
import { folded, isAscii, patternOf, wordPatternOf } from './text.ts';

/** What the touchpoints of somebody add up to: signed points at the moment that was asked about, one a group. */
export type Summed = { contactId: string; heats: number[]; handRaisedAt: Date | null };

/** Of these contacts; whoever did nothing that counts is left out. */
export async function sumAnew(
  db: Db,
  document: ModelDocument,
  ids: string[],
  at: Date,
): Promise<Map<string, Summed>> {
  if (ids.length === 0) return new Map();
  const among = sql<boolean>`t.contact_id = any((select ${ids}::uuid[])::uuid[])`;
  const { rows } = await sql<Summed>`
    select contact_id as "contactId", heats, hand_raised_at as "handRaisedAt"
    from (${sumsOf(document, at, among)}) as s`.execute(db);
  return new Map(rows.map((row) => [row.contactId, row]));
}

/**
 * As SQL, by one grouped scan: `contact_id`, `heats`, `hand_raised_at`. The same as matching.ts does one by one: which
 * touchpoints count, and when, must never differ, or a score would depend on how it was come by.
 */
export function sumsOf(document: ModelDocument, at: Date, among: Sql): RawBuilder<unknown> {
  const { groups } = document;
  const often = groups.flatMap(({ rules }, place) =>
    rules.flatMap((rule) => (rule.often ? [oftenOf(rule, groups, place, at, among)] : [])),
  );
  const all = plainOf(document, at, among);
  if (often.length === 0)
    return sql`select contact_id, ${arrayOf(groups, (name) => name)} as heats, hand as hand_raised_at from (${all}) as h`;
  return sql`
    select contact_id, ${arrayOf(groups, (name) => sql`sum(${name})`)} as heats, max(hand) as hand_raised_at
    from (${sql.join([all, ...often], sql` union all `)}) as h group by contact_id`;
}

/**
 * By rules that count each touchpoint. What a kind gives to which group is looked up in a small table, `r`, once a
 * touchpoint: asking every rule in turn whether it is its kind took twice as long. What a rule asks besides, such as the
 * page's address, is asked of its kinds alone.
 */
function plainOf(document: ModelDocument, at: Date, among: Sql): RawBuilder<unknown> {
  const { groups } = document;
  const plain = groups.map(({ rules }) => rules.filter(({ often }) => !often));
  const gifts = giftsOf(plain);
  const asked = gifts.flatMap(({ rules }, nth) => {
    const points = rules.filter(isConditional).map(pointsWithin);
    return points.length === 0 ? [] : [sql`when ${nth} then ${sql.join(points, sql` + `)}`];
  });
  const besides = asked.length === 0 ? sql`` : sql`+ case r.gift ${sql.join(asked, sql` `)} else 0 end`;
  // Rules that name no kind, by the place of their group.
  const ofAny = plain
    .map((rules) => rules.filter(({ what }) => !what.kinds?.length))
    .map((rules, place) => (rules.length === 0 ? undefined : pointsOfAny(rules, groups[place], at)));
  const any = ofAny.flatMap((points, place) => (points ? [sql`, ${points} as ${anyOf(place)}`] : []));
  // One sum a group, as what is kept of each contact meanwhile is what takes the time.
  const sums = ofAny.map((points, place) => {
    if (!points) return sql`coalesce(sum(g.given) filter (where g.place = ${place}), 0)`;
    const other = sql`g.${anyOf(place)}`;
    return sql`coalesce(sum(case when g.place = ${place} then g.given + coalesce(${other}, 0) else ${other} end), 0)`;
  });
  return sql`
    select g.contact_id, ${columns(sums)}, max(g.at) filter (where g.hand) as hand
    from (select t.contact_id, t.at, r.place, ${raisesHand(document, at)} as hand,
        (r.points ${besides}) * ${fading(sql`t.at`, sql`r.seconds`, at)} as given ${sql.join(any, sql` `)}
      from (${touchpoints}) as t left join ${tableOf(gifts, groups, at)} on r.kind = t.kind
      where ${among} and ${isConcerned(document, at)}) as g
    group by g.contact_id`;
}

const anyOf = (place: number) => sql.raw(`any${place}`);

/** What touchpoints of a kind give to a group; `isFirst` of those of its kind, which then joins them several times. */
type Gift = { kind: string; place: number; rules: EngagementRule[]; isFirst: boolean };

function giftsOf(groups: readonly EngagementRule[][]): Gift[] {
  const seen = new Set<string>();
  return groups.flatMap((rules, place) => {
    const named = [...new Set(rules.flatMap(({ what }) => what.kinds ?? []))];
    return named.map((kind) => {
      const isFirst = !seen.has(kind);
      seen.add(kind);
      return { kind, place, rules: rules.filter(({ what }) => what.kinds?.includes(kind)), isFirst };
    });
  });
}

function tableOf(gifts: Gift[], groups: readonly EngagementGroup[], at: Date): RawBuilder<unknown> {
  const always = ({ rules }: Gift) =>
    rules.reduce((sum, rule) => sum + (isConditional(rule) ? 0 : rule.points), 0);
  return sql`unnest(${gifts.map(({ kind }) => kind)}::text[], ${gifts.map(({ place }) => place)}::int[],
    ${gifts.map(always)}::float8[], ${gifts.map((_, place) => place)}::int[],
    ${gifts.map(({ isFirst }) => isFirst)}::boolean[], ${gifts.map(({ place }) => secondsOf(groups[place]))}::float8[],
    ${gifts.map(({ place }) => countsSince(groups[place], at))}::timestamptz[])
    as r (kind, place, points, gift, is_first, seconds, since)`;
}

function isConditional({ what }: EngagementRule): boolean {
  return besidesKind(what).length > 0;
}

/** One dated ahead of its time counts when it came. */
const touchpoints = sql`select contact_id, occurred_at, least(occurred_at, received_at) as at, id, kind, channel, campaign, name, properties
  from touchpoints.touchpoints`;

const heat = (place: number) => sql.raw(`h${place}`);

function columns(values: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  if (values.length === 0) return sql`0::float8 as none`;
  return sql.join(values.map((value, place) => sql`${value} as ${heat(place)}`));
}

function arrayOf(groups: readonly unknown[], read: (name: RawBuilder<unknown>) => RawBuilder<unknown>) {
  if (groups.length === 0) return sql`'{}'::float8[]`;
  return sql`array[${sql.join(groups.map((_, place) => read(heat(place))))}]::float8[]`;
}

/** Of a touchpoint by rules that name no kind; asked last what most do not answer. */
function pointsOfAny(
  rules: readonly EngagementRule[],
  group: EngagementGroup | undefined,
  at: Date,
): RawBuilder<unknown> {
  const any = rules.map(({ what }) => matches(what));
  const points = rules.map(({ points: each }, nth) =>
    rules.length === 1 ? sql`${each}::float8` : sql`case when ${any[nth]} then ${each}::float8 else 0 end`,
  );
  const seconds = sql`${secondsOf(group)}::float8`;
  return sql`case when (${sql.join(any, sql` or `)}) and coalesce(r.is_first, true)
    then (${sql.join(points, sql` + `)}) * ${fading(sql`t.at`, seconds, at)} end`;
}

/** Of a touchpoint of one of its kinds. */
function pointsWithin({ points, what }: EngagementRule): RawBuilder<unknown> {
  return sql`case when ${sql.join(besidesKind(what), sql` and `)} then ${points}::float8 else 0 end`;
}

const DAY_SECONDS = 86_400;
const DAY_MS = DAY_SECONDS * 1_000;

function secondsOf(group: EngagementGroup | undefined): number {
  return (group?.halfLifeDays ?? 1) * DAY_SECONDS;
}

/** What is left of a point; PostgreSQL calls a number that is too small an error. */
function fading(moment: RawBuilder<unknown>, halfLife: RawBuilder<unknown>, at: Date): RawBuilder<unknown> {
  return sql`power(2::float8, greatest(-1000, least(1000,
    date_part('epoch', ${moment} - ${at}::timestamptz) / ${halfLife})))`;
}

/** Of the moments at which a rule matched, those that count: see `countedBy`. */
function oftenOf(
  rule: EngagementRule,
  groups: readonly EngagementGroup[],
  place: number,
  at: Date,
  among: Sql,
): RawBuilder<unknown> {
  const { from = 1, most, days = 1 } = rule.often ?? {};
  const halfLife = sql`${secondsOf(groups[place])}::float8`;
  // Those before count towards the first that is left.
  const since = daysBefore(at, GONE_HALF_LIVES * (groups[place]?.halfLifeDays ?? 1) + days);
  const until = most === undefined ? sql`true` : sql`nth < ${from + most}`;
  const values = groups.map((_, other) =>
    other === place ? sql`sum(${rule.points}::float8 * ${fading(sql`m.at`, halfLife, at)})` : sql`0::float8`,
  );
  // Its place among all up to its moment, less those before the days that are asked about.
  return sql`
    select m.contact_id, ${columns(values)}, null::timestamptz as hand from (
      select t.contact_id, t.at, row_number() over (partition by t.contact_id order by t.at, t.id)
        - count(*) over (partition by t.contact_id order by t.at) + count(*) over (partition by t.contact_id order by t.at
          range between make_interval(hours => ${days * 24}) preceding and current row) as nth
      from (${touchpoints}) as t
      where ${among} and ${happenedAfter(since)} and ${matches(rule.what)}) as m
    where nth >= ${from} and ${until} group by m.contact_id`;
}

/**
 * After so many half-lives 2⁻⁵⁰ of a point is left, about what a double rounds off: forty thousand touchpoints that old
 * would change a score by less than 10⁻⁹. However long the history, only what is younger need be read.
 */
const GONE_HALF_LIVES = 50;

/** Before this, of a point of the group nothing is left. */
function countsSince(group: EngagementGroup | undefined, at: Date): Date {
  return daysBefore(at, GONE_HALF_LIVES * (group?.halfLifeDays ?? 1));
}

/**
 * Whatever no rule can be about, or of which nothing is left, is left out at once, where each rule would be asked in
 * turn. What names its kinds is found in the table they are looked up in.
 */
function isConcerned(document: ModelDocument, at: Date): Sql {
  const { groups, raisedHands } = document;
  const plain = groups.map((group) => ({
    since: countsSince(group, at),
    what: group.rules.flatMap(({ often, what }) => (often ? [] : [what])),
  }));
  const raising = { since: handsSince(document, at), what: raisedHands.map(({ what }) => what) };
  const parts = [...plain, raising].filter(({ what }) => what.length > 0);
  if (parts.length === 0) return sql`false`;
  // The first by itself, too, because months that are over before then need not be opened.
  const first = new Date(Math.min(...parts.map(({ since }) => since.getTime())));
  const beyond = [...plain.map(ofAnyKind), raising].filter(({ what }) => what.length > 0);
  const any = beyond.map(({ since, what }) => sql`(${happenedAfter(since)} and (${mayMatch(what)}))`);
  return sql`${happenedAfter(first)} and (${sql.join([sql`t.occurred_at > r.since`, ...any], sql` or `)})`;
}

/** A day more than a hand is up, for whoever sums up a little before the moment that is asked about. */
function handsSince({ raisedHandDays }: ModelDocument, at: Date): Date {
  return daysBefore(at, raisedHandDays + 1);
}

function raisesHand(document: ModelDocument, at: Date): Sql {
  return sql`${happenedAfter(handsSince(document, at))} and (${matchesAny(document.raisedHands)})`;
}

function ofAnyKind({ since, what }: { since: Date; what: TouchMatch[] }) {
  return { since, what: what.filter(({ kinds: named }) => !named?.length) };
}

/** What counts after a moment has happened after it: a touchpoint never counts later than it happened. */
function happenedAfter(moment: Date): Sql {
  return sql`t.occurred_at > ${moment}::timestamptz`;
}

function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * DAY_MS);
}

/** Asked for the kind alone where a rule names kinds: what it asks besides is asked of those that are left. */
function mayMatch(whats: readonly TouchMatch[]): Sql {
  const named = [...new Set(whats.flatMap(({ kinds: ofKinds }) => ofKinds ?? []))];
  const others = whats.filter(({ kinds: ofKinds }) => !ofKinds?.length).map(matches);
  return sql.join([...(named.length > 0 ? [isOneOf(sql`t.kind`, named)] : []), ...others], sql` or `);
}

const noTouches = Object.entries<Kind>(kinds).flatMap(([kind, { touch }]) => (touch === false ? kind : []));

/** Any of them; those of the same kinds ask for the kind once. */
function matchesAny(raised: readonly { what: TouchMatch }[]): Sql {
  if (raised.length === 0) return sql`false`;
  const alike = Map.groupBy(raised, ({ what }) => (what.kinds ?? []).toSorted().join(' '));
  const parts = [...alike.values()].map((some) => {
    const besides = some.map(({ what }) => sql`(${sql.join([sql`true`, ...besidesKind(what)], sql` and `)})`);
    return sql`(${matches({ kinds: some[0]?.what.kinds ?? [] })} and (${sql.join(besides, sql` or `)}))`;
  });
  return sql.join(parts, sql` or `);
}

/** Null is no. Which kinds are touches is asked last: most are, and few are of the channel or the campaign. */
function matches(what: TouchMatch): Sql {
  const besides = besidesKind(what);
  const parts = what.kinds?.length
    ? [isOneOf(sql`t.kind`, what.kinds), ...besides]
    : [...besides, sql`t.kind <> all(${noTouches}::text[])`];
  return sql`(${sql.join(parts, sql` and `)})`;
}

function besidesKind({ channels, campaign, name, word, page: address }: TouchMatch): Sql[] {
  const parts: Sql[] = [];
  if (channels?.length) parts.push(isOneOf(sql`t.channel`, channels));
  if (campaign) parts.push(foundIn(sql`t.campaign`, campaign));
  if (name) parts.push(foundIn(sql`t.name`, name));
  if (word) parts.push(sql`t.name ~ ${wordPatternOf(word)}`);
  // Whatever is no text is no page; asked last, as most addresses are not the one that is meant.
  if (address)
    parts.push(
      foundIn(sql`t.properties ->> 'url'`, address),
      sql`jsonb_typeof(t.properties -> 'url') = 'string'`,
    );
  return parts;
}

/** What is all ASCII is found by its bytes, several times as fast as by a pattern. */
function foundIn(text: RawBuilder<unknown>, needle: string): Sql {
  return isAscii(needle)
    ? sql`strpos(lower((${text}) collate "C"), ${folded(needle)}::text) > 0`
    : sql`${text} ~ ${patternOf(needle)}`;
}

/** A few are compared one by one: looking through an array costs more. */
function isOneOf(column: RawBuilder<unknown>, values: readonly string[]): Sql {
  if (values.length > FEW) return sql`${column} = any(${values}::text[])`;
  return sql`(${sql.join(
    values.map((value) => sql`${column} = ${value}`),
    sql` or `,
  )})`;
}

const FEW = 3;
