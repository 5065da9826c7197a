import { expect, test } from 'vitest';
import { touch } from '../testing.ts';
import { gatherSittings } from './sittings.ts';

const view = (time: string, fields = {}) =>
  touch({ id: time, occurredAt: `2026-11-20T${time}:00.000Z`, ...fields });

test('pages without a longer pause are one sitting, with how long it took', () => {
  const [sitting, ...others] = gatherSittings([view('10:12'), view('10:05'), view('10:00')]);
  expect(others).toEqual([]);
  expect(sitting).toMatchObject({ at: '2026-11-20T10:12:00.000Z', sitting: { pages: 3, seconds: 720 } });
});

test('after half an hour it is another visit', () => {
  const entries = gatherSittings([view('12:00'), view('11:58'), view('11:00')]);
  expect(entries.map((entry) => entry.sitting?.pages)).toEqual([2, undefined]);
});

test('a form between two pages stays a line of its own and does not split the sitting', () => {
  const form = view('10:03', { kind: 'form_submitted', name: 'Trade prices' });
  const entries = gatherSittings([view('10:05'), form, view('10:00')]);
  expect(entries.map(({ touch: { kind }, sitting }) => [kind, sitting?.pages])).toEqual([
    ['page_view', 2],
    ['form_submitted', undefined],
  ]);
});

test('two people of a company who look at once have a sitting each', () => {
  const other = { contactId: 'theo' };
  const entries = gatherSittings([view('10:05'), view('10:04', other), view('10:02'), view('10:01', other)]);
  expect(entries.map(({ touch, sitting }) => [touch.contactId, sitting?.pages])).toEqual([
    ['nora', 2],
    ['theo', 2],
  ]);
});

test('what the page measured counts more than the time between', () => {
  const read = view('10:01', { kind: 'page_read', properties: { seconds: 240 } });
  const [sitting] = gatherSittings([read, view('10:00')]);
  expect(sitting?.sitting).toMatchObject({ pages: 1, seconds: 240 });
});
