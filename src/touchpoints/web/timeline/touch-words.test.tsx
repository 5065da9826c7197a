// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { touch } from '../testing.ts';
import type { Touchpoint } from '../touchpoints.ts';
import { gatherSittings } from './sittings.ts';
import { tellTouch } from './touch-words.tsx';

const named = new Map([
  ['call_warm', 'Warm call'],
  ['salon_training', 'Salon training'],
]);
const hanna = { id: 'hanna', name: 'Hanna Brandt' };

function told(...touches: Partial<Touchpoint>[]): [title: string, detail: string] {
  const [entry] = gatherSittings(touches.map(touch));
  if (entry === undefined) throw new Error('Nothing to tell.');
  const { title, detail } = tellTouch(entry, named);
  return [render(<div>{title}</div>).container.textContent, typeof detail === 'string' ? detail : ''];
}

test.each<[what: Partial<Touchpoint>, title: string, detail: string]>([
  [
    { kind: 'call_warm', actor: hanna, channel: 'phone', properties: { minutes: 6, outcome: 'reached' } },
    'Hanna Brandt called, 6 min',
    'Warm call · Reached',
  ],
  [{ kind: 'heard_of_us', channel: 'radio', name: 'Moorland FM' }, 'Heard of us: radio, Moorland FM', ''],
  [{ kind: 'word_of_mouth', name: 'Leila Farrow', channel: 'referral' }, 'Recommended by Leila Farrow', ''],
  [
    { name: 'Trade prices', channel: 'search', campaign: 'backbar' },
    'Viewed Trade prices',
    'Search engine · campaign backbar',
  ],
  [
    {
      kind: 'visit',
      actor: hanna,
      channel: 'visit',
      properties: { expense: { amount: 4250, currency: 'GBP' } },
    },
    'Hanna Brandt visited them',
    'expense £42.50',
  ],
  [
    { kind: 'event', name: 'Order Completed', value: 236000, currency: 'GBP' },
    '£2,360, Order Completed',
    'Event',
  ],
  [{ kind: 'salon_training', channel: 'event' }, 'Salon training', 'Event'],
])('%j', (what, title, detail) => {
  expect(told(what)).toEqual([title, detail]);
});

test('a sitting names how they came and the first pages', () => {
  const page = (minute: number, name: string, channel: Touchpoint['channel'] = null) => ({
    id: String(minute),
    occurredAt: `2026-11-20T10:0${minute}:00.000Z`,
    name,
    channel,
  });
  const pages = [page(5, 'Prices'), page(4, 'Mousse'), page(2, 'For salons'), page(0, 'Home', 'search')];
  expect(told(...pages)).toEqual([
    'Viewed 4 pages, 5 min',
    'Search engine · Home, For salons, Mousse and 1 more',
  ]);
});
