import { afterEach, describe, expect } from 'vitest';
import '../../rooms.ts';
import { makeContact } from '../../audience/testing.ts';
import { system } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { record, type NewTouchpoint } from '../../touchpoints/touchpoints.ts';
import { makeSource } from '../../touchpoints/testing.ts';
import { routeOnce } from '../routing/route.ts';
import { handoffsOf, moves, rep } from '../testing.ts';
import { saidIn } from './said.ts';
import { recentWords, type Touch } from './why.ts';

afterEach(() => releaseClock());

const at = new Date('2026-11-23T09:00:00Z');
const daysAgo = (days: number) => new Date(at.getTime() - days * 86_400_000);

function touch(more: Partial<Touch> = {}): Touch {
  return {
    kind: 'page_view',
    kindLabel: 'Page viewed',
    name: 'Trade prices',
    channel: 'search',
    actor: null,
    at: daysAgo(0.2),
    properties: {},
    ...more,
  };
}

describe('why now', () => {
  test('is the page they keep coming back to, and what they sent', () => {
    const touches = [
      touch({ kind: 'form_submitted', kindLabel: 'Form submitted', name: 'Trade list' }),
      touch(),
      touch({ name: 'About us', at: daysAgo(1) }),
      touch({ at: daysAgo(1.5) }),
      touch({ at: daysAgo(20), name: 'Long ago' }),
    ];
    expect(recentWords(touches, at)).toEqual([
      'Sent the form “Trade list” within the last day',
      'Viewed “Trade prices” 2 times in 2 days, 3 pages in all',
    ]);
  });

  test('is a talk with a colleague, too, and nothing when nothing was done of late', () => {
    const talk = touch({
      kind: 'fair_talk',
      kindLabel: 'Talk at a trade fair',
      actor: 'Jonas',
      at: daysAgo(3),
    });
    expect(recentWords([talk], at)).toEqual(['Talk at a trade fair with Jonas 3 days ago']);
    expect(recentWords([touch({ at: daysAgo(30) })], at)).toEqual([]);
  });

  test.each(['lead_rejected', 'lead_recycled', 'deal_lost', 'call_unanswered', 'note'])(
    'is nothing that is no talk: %s',
    (kind) => {
      const said = touch({ kind, kindLabel: 'Lead rejected', actor: 'Jonas' });
      const talk = touch({ kind: 'meeting', kindLabel: 'Meeting', actor: 'Hanna', at: daysAgo(2) });
      expect(recentWords([said, talk], at)).toEqual(['Meeting with Hanna 2 days ago']);
    },
  );

  test('names a page without a name by its address', () => {
    const [words] = recentWords(
      [touch({ name: null, properties: { url: 'https://a.example/trade?x=1' } })],
      at,
    );
    expect(words).toBe('Viewed “a.example/trade” within the last day');
  });
});

test('what they said is read from notes, forms and answers, whatever else stands there', () => {
  const said = saidIn([
    touch({ kindLabel: 'Form submitted', name: 'Contact', properties: { message: ' Six salons ', page: 1 } }),
    touch({ kindLabel: 'Guide', properties: { answers: [{ question: 'Chairs?', answer: 19 }, 'odd'] } }),
    touch({
      kindLabel: 'Visit',
      actor: 'Jonas',
      properties: { note: 'Loses ten minutes a head', fields: { Size: '' } },
    }),
    touch({ properties: { answers: null, message: { deep: true } } }),
  ]);
  expect(said.map(({ words, from }) => [words, from])).toEqual([
    ['Six salons', 'Form submitted: Contact'],
    ['Chairs?: 19', 'Guide: Trade prices'],
    ['Loses ten minutes a head', 'Visit, Jonas'],
  ]);
});

test('a brief is of the moment of the opening: what is done or cools since is no part of it', async ({
  db,
}) => {
  freezeClock(at);
  await rep(db, 'Hanna Brandt');
  const { id: contactId } = await makeContact(db, { email: 'maren@fenivy.example' });
  const source = await makeSource(db);
  const view = (name: string, occurredAt: Date): NewTouchpoint => ({
    messageId: newId(),
    person: { contactId },
    occurredAt,
    kind: 'page_view',
    name,
    campaign: 'spring',
    channel: 'search',
  });
  await record(db, system, source, [view('Trade prices', daysAgo(1)), view('Case study', daysAgo(2))]);
  await moves(db, { contactId });
  await record(db, system, source, [view('Afterwards', new Date(at.getTime() + 60_000))]);
  await routeOnce(db);
  const [row] = await handoffsOf(db, contactId);
  expect(row?.why.read.map(({ label }) => label)).toEqual(['Trade prices', 'Case study']);
  expect(row?.why.reasons[0]).toMatch(/^Viewed “/);
  expect(row?.why.reasons).toContain('Became hot: engagement 72, fit 84');
  expect(row?.campaign).toBe('spring');
  expect(row?.source).toBe('search');
  expect(row?.briefed_at).toEqual(at);
});
