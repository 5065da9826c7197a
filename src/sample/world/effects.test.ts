import { beforeAll, describe, expect, test } from 'vitest';
import type { MadeContact } from './contact.ts';
import { churnOdds, effects, probability, type EffectName } from './effects.ts';
import { fit } from './regression.ts';
import { worldOf } from './world.ts';

/**
 * The effects are in the data, and can be found there by somebody who has only the touchpoints: this counts from them
 * anew, with none of the generator's own rules for reading them.
 */
const end = new Date('2026-11-24T09:38:00Z');
let decided: MadeContact[];
/** Chairs or outlets of the whole house somebody works in. */
const sizes = new Map<string, number>();

beforeAll(() => {
  const world = worldOf({ seed: 11, contacts: 20_000, end });
  const parts = Array.from({ length: world.parts }, (_, nth) => world.part(nth));
  const companies = new Map(parts.flatMap((part) => part.companies).map((each) => [each.id, each]));
  for (const { id, parentId, size } of companies.values())
    sizes.set(id, companies.get(parentId ?? '')?.size ?? size);
  const people = parts.flatMap((part) => part.contacts);
  decided = people.filter(({ truth }) => truth.became !== null);
});

const before = ({ touches, truth }: MadeContact) => touches.filter(({ at }) => at < (truth.decidesAt ?? 0));
const happened = (kind: string) => (each: MadeContact) =>
  before(each).some((touch) => touch.kind === kind) ? 1 : 0;
const counted = (most: number, is: (kind: string, path: unknown) => boolean) => (each: MadeContact) =>
  Math.min(most, before(each).filter(({ kind, properties }) => is(kind, properties?.['path'])).length);
const either =
  (...kinds: string[]) =>
  (each: MadeContact) =>
    Math.max(...kinds.map((kind) => happened(kind)(each)));

const pricing = counted(5, (kind, path) => kind === 'page_view' && /pricing/.test(String(path)));
const clicks = counted(6, (kind) => kind === 'email_clicked');

const features: [EffectName, (each: MadeContact) => number][] = [
  ['fair_talk', happened('fair_talk')],
  ['email_bounced', happened('email_bounced')],
  ['shown', either('visit', 'demo')],
  ['word_of_mouth', happened('word_of_mouth')],
  ['warm_call', either('call_warm', 'call_inbound')],
  ['decides', ({ roles }) => (roles.some((role) => /decision|economic/.test(role)) ? 1 : 0)],
  ['pricing_views', pricing],
  ['email_clicks', clicks],
  ['unsubscribed', happened('email_unsubscribed')],
  ['letter', happened('letter')],
  ['retargeting', happened('ad_seen')],
  ['email_opens', counted(20, (kind) => kind === 'email_opened')],
];

describe('what salons and chains do before they buy', () => {
  test('shows the strongest effects with their sign and about their size, and none where there is none', () => {
    const people = decided.filter(({ truth }) => truth.line === 'wholesale' || truth.line === 'retail');
    const x = people.map((each) => [
      1,
      each.truth.line === 'retail' ? 1 : 0,
      ...features.map(([, read]) => read(each)),
    ]);
    const found = fit(
      x,
      people.map(({ truth }) => (truth.became ? 1 : 0)),
    );
    const size = (name: EffectName) =>
      found.weights[2 + features.findIndex(([each]) => each === name)] ?? Number.NaN;
    for (const name of ['fair_talk', 'shown', 'word_of_mouth', 'warm_call', 'decides'] as const)
      expect(Math.abs(size(name) - effects[name].size), `${name}: ${size(name)}`).toBeLessThan(0.35);
    expect(size('email_bounced')).toBeLessThan(-0.6);
    expect(Math.abs(size('pricing_views') - effects.pricing_views.size)).toBeLessThan(0.15);
    // They look as if they did something, until one asks who it is that sees them.
    expect(Math.abs(size('retargeting'))).toBeLessThan(0.25);
    expect(Math.abs(size('email_opens'))).toBeLessThan(0.12);
  });

  test('retargeting follows those who look at prices, so that it seems to work', () => {
    const views = (seen: number) => {
      const of = decided.filter((each) => happened('ad_seen')(each) === seen);
      return of.reduce((sum, each) => sum + pricing(each), 0) / of.length;
    };
    expect(views(1) / views(0)).toBeGreaterThan(1.15);
  });
});

describe('outcomes', () => {
  test('come as often as the probabilities that are kept say, in every tenth of them', () => {
    const sorted = decided.toSorted((a, b) => (a.truth.probability ?? 0) - (b.truth.probability ?? 0));
    const tenth = Math.ceil(sorted.length / 10);
    for (let from = 0; from < sorted.length; from += tenth) {
      const some = sorted.slice(from, from + tenth);
      const said = some.reduce((sum, { truth }) => sum + (truth.probability ?? 0), 0) / some.length;
      const was = some.filter(({ truth }) => truth.became).length / some.length;
      expect(Math.abs(said - was)).toBeLessThan(0.05);
    }
  });

  test('customers leave month by month as the effects say', () => {
    const customers = decided.filter(({ truth }) => truth.became && truth.line === 'd2c');
    const month = 30 * 86_400_000;
    const full = customers.filter(({ truth }) => (truth.decidesAt ?? 0) + month < end.getTime());
    const left = full.filter(
      ({ truth }) => truth.churnedAt !== null && truth.churnedAt - (truth.decidesAt ?? 0) < month,
    );
    expect(left.length / full.length).toBeCloseTo(probability(churnOdds('d2c', false)), 1);
  });

  test('larger companies order more, by the power that is kept', () => {
    const points = decided.flatMap(({ companyId, truth, touches }) => {
      const size = sizes.get(companyId ?? '') ?? 0;
      const first = touches.find(({ kind }) => kind === 'order_placed');
      return truth.line === 'wholesale' && size > 1 && first?.value
        ? [{ x: Math.log(size), y: Math.log(first.value) }]
        : [];
    });
    const mean = (read: (point: { x: number; y: number }) => number) =>
      points.reduce((sum, point) => sum + read(point), 0) / points.length;
    const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
    const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
    expect(points.length).toBeGreaterThan(500);
    expect(Math.abs(slope - effects.order_size.size)).toBeLessThan(0.12);
  });
});
