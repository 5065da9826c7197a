import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test as bare } from 'vitest';
import { newId } from '../platform/ids.ts';
import { test } from '../platform/testing/testing.ts';
import { kinds } from '../touchpoints/touchpoints.ts';
import { storableText } from '../touchpoints/testing.ts';
import { countedBy, matcherOf, type Touch } from './matching.ts';
import { defaultModel } from './default-model.ts';
import type { EngagementRule, TouchMatch } from './model.ts';
import { sumAnew } from './sums.ts';
import { folded, hasWord, isAscii, patternOf, wordPatternOf } from './text.ts';
import { rule, smallModel } from './testing.ts';

const at = new Date('2026-11-20T12:00:00Z');

/** Letters of which there are several, letters of which there are none, and what a pattern would read as its own. */
const odd = fc.oneof(
  fc.constantFrom(
    // oxlint-disable-next-line typescript/no-misused-spread -- code points are meant
    ...'aAbBkK\u212a.*+?[](){}|\\^$-_ /%sSſßẞiIİıǆǅǄéÉåÅ\u212bσςΣжЖ😀\u{10400}\u{10428}\'"\n\t',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const text = fc.array(odd, { minLength: 1, maxLength: 8 }).map((letters) => storableText(letters.join('')));

test('a text is found in another here exactly when PostgreSQL finds it, whatever its letters', async ({
  db,
}) => {
  const pairs = fc.sample(fc.tuple(text, text), { numRuns: 1_500, seed: 7 }).flatMap(([one, other]) => [
    [one, other],
    [one, one.toUpperCase()],
    [one.toLowerCase(), `${other}${one}`],
  ]);
  const whole = pairs.filter(([needle]) => needle !== '');
  const { rows } = await sql<{ found: boolean[]; asBytes: boolean[] }>`
    select array_agg(t.text ~ t.pattern order by t.place) as found,
      array_agg(strpos(lower(t.text collate "C"), t.folded) > 0 order by t.place) as "asBytes"
    from unnest(${whole.map(([, other]) => other)}::text[], ${whole.map(([needle = '']) => patternOf(needle))}::text[],
      ${whole.map(([needle = '']) => folded(needle))}::text[]) with ordinality as t (text, pattern, folded, place)`.execute(
    db,
  );
  const ours = whole.map(([needle = '', other = '']) => folded(other).includes(folded(needle)));
  const differing = whole.filter((_, place) => ours[place] !== rows[0]?.found[place]);
  expect(differing).toEqual([]);
  const asBytes = whole.filter(
    ([needle = ''], place) => isAscii(needle) && ours[place] !== rows[0]?.asBytes[place],
  );
  expect(asBytes).toEqual([]);
  expect(ours.filter(Boolean).length).toBeGreaterThan(100);
});

test('a word is found here exactly where PostgreSQL finds it, whatever stands around it', async ({ db }) => {
  const around = fc.oneof(odd, fc.constantFrom('', ' ', '_', 'e', '7', 'Ω', '\u2126', '—', '中'));
  const drawn = fc.sample(fc.tuple(text, around, around, text), { numRuns: 1_500, seed: 9 });
  const pairs = drawn
    .map(
      ([needle, before, after, other]) =>
        [needle, storableText(`${other}${before}${needle}${after}${other}`)] as const,
    )
    .filter(([needle]) => needle !== '');
  const { rows } = await sql<{ found: boolean[] }>`
    select array_agg(t.text ~ t.pattern order by t.place) as found
    from unnest(${pairs.map(([, other]) => other)}::text[], ${pairs.map(([needle]) => wordPatternOf(needle))}::text[])
      with ordinality as t (text, pattern, place)`.execute(db);
  const ours = pairs.map(([needle, other]) => hasWord(other, folded(needle)));
  expect(pairs.filter((_, place) => ours[place] !== rows[0]?.found[place])).toEqual([]);
  expect(ours.filter(Boolean).length).toBeGreaterThan(100);
  expect(ours.filter((found) => !found).length).toBeGreaterThan(100);
});

bare('every kind the first version counts has a name, so that no page shows a key', () => {
  const { groups, raisedHands } = defaultModel;
  const meant = [...groups.flatMap(({ rules }) => rules), ...raisedHands].flatMap(
    ({ what: { kinds: some = [] } }) => some,
  );
  expect(meant.filter((kind) => !Object.hasOwn(kinds, kind))).toEqual([]);
});

bare('who fills in a survey on demographics has not asked for a demo', () => {
  const match = matcherOf(defaultModel);
  const hands = (name: string) => {
    const form = { kind: 'form_submitted', channel: null, campaign: null, name, page: null };
    return match({ ...form, occurredAt: at, receivedAt: at }).flatMap(({ hand }) => hand ?? []);
  };
  const other = ['Customer demographics survey', 'Technically speaking', 'Quotes of the week, recalled'];
  expect(other.flatMap(hands)).toEqual([]);
  expect(['Book a DEMO', 'demo_request', 'Call me back', 'Get a quote!'].flatMap(hands)).toEqual([
    'hand-demo',
    'hand-demo',
    'hand-call',
    'hand-price',
  ]);
});

const part = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const few = fc.constantFrom('Pricing', 'pricing', 'demo', 'Démo', 'ß');
const what = fc
  .record({
    kinds: part(fc.subarray(['page_view', 'form_submitted', 'note'], { minLength: 1 })),
    channels: part(fc.subarray(['search', 'social'], { minLength: 1 })),
    campaign: part(few),
    name: part(few),
    word: part(fc.oneof(few, fc.constantFrom('a', 'ss', 'x'))),
    page: part(few),
  })
  .map((meant) => JSON.parse(JSON.stringify(meant)) as TouchMatch);
const happened = fc.record({
  kind: fc.constantFrom('page_view', 'form_submitted', 'note', 'identify', 'visit'),
  channel: fc.constantFrom('search', 'social', 'email', null),
  campaign: fc.constantFrom('PRICING-1', 'dÉmo', null),
  name: fc.constantFrom('Book a Demo', 'Demographics', 'ask_DEMO-2', 'SS', 'x PRICING', 'xDémo demo', null),
  page: fc.constantFrom(
    'https://x.example/pricing',
    'https://x.example/Démo',
    7,
    null,
    true,
    ['pricing'],
    undefined,
  ),
  hours: fc.integer({ min: -200, max: 5 }),
});

test('rules match touchpoints here exactly as in PostgreSQL', async ({ db }) => {
  await sql`select touchpoints.open_months(array['2026-11-01']::date[])`.execute(db);
  const property = fc.asyncProperty(
    fc.array(what, { minLength: 1, maxLength: 6 }),
    fc.array(happened, { minLength: 1, maxLength: 12 }),
    async (meant, events) => {
      const id = newId();
      for (const event of events) {
        const when = new Date(at.getTime() + event.hours * 3_600_000);
        const properties = JSON.stringify({ url: event.page });
        await sql`insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, channel, campaign, name, source_id,
            properties, received_at)
          values (${id}, ${when}, gen_random_uuid(), ${event.kind}, ${event.channel}, ${event.campaign}, ${event.name},
            gen_random_uuid(), ${properties}, ${at})`.execute(db);
      }
      const rules = meant.map((each, place) => rule(`r${place}`, 3 ** place, each));
      const document = smallModel({
        groups: [{ id: 'all', label: 'All', cap: 1e9, halfLifeDays: 3_650, rules }],
      });
      const match = matcherOf(document);
      const days = (date: Date) => (at.getTime() - date.getTime()) / 86_400_000;
      const expected = events.reduce((sum, event) => {
        const occurredAt = new Date(at.getTime() + event.hours * 3_600_000);
        const touch: Touch = { ...event, occurredAt, receivedAt: at };
        const points = match(touch).reduce((all, found) => all + (found.rule?.points ?? 0), 0);
        return sum + points * 2 ** (-Math.max(0, days(occurredAt)) / 3_650);
      }, 0);
      const summed = (await sumAnew(db, document, [id], at)).get(id)?.heats[0] ?? 0;
      expect(summed).toBeCloseTo(expected, 9);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

bare('the n-th within the days before it counts, as many as are to count', () => {
  const days = (...all: number[]) => all.map((day) => ({ at: new Date(day * 86_400_000) }));
  const counted = (often: EngagementRule['often'], ...all: number[]) =>
    countedBy(often ? { often } : {}, days(...all)).map((moment) => moment.at.getTime() / 86_400_000);
  expect(counted(undefined, 1, 2)).toEqual([1, 2]);
  expect(counted({ from: 2, days: 7 }, 1, 5, 20, 27, 28)).toEqual([5, 27, 28]);
  expect(counted({ most: 1, days: 1 }, 1, 1.5, 3, 3, 9)).toEqual([1, 3, 9]);
  expect(counted({ from: 2, most: 1, days: 10 }, 1, 2, 3, 4)).toEqual([2]);
});
