import { describe, expect, test } from 'vitest';
import { changesOf, detailsOf, didWords, fieldLabel, pathOf, subjectName, valueWords } from './audit.ts';
import { auditSearch } from './search.ts';

const hanna = '0190aaaa-0000-7000-8000-000000000001';
const reading = { timeZone: 'Europe/London', people: new Map([[hanna, 'Hanna Brandt']]) };

describe('what happened, in words', () => {
  test.each([
    ['contact.updated', 'contact', 'changed contact'],
    ['contact.stage-moved', 'contact', 'moved the stage of contact'],
    ['person.invited', 'invitation', 'invited'],
    ['person.deactivated', 'person', 'deactivated'],
    ['team.memberAdded', 'team', 'added a member to team'],
    ['key.revoked', 'key', 'revoked API key'],
    ['touchpoint.recorded', 'contact', 'logged what happened with contact'],
    ['source.created', 'source', 'created source'],
    ['touchpoint-kind.declared', 'touchpoint-kind', 'declared touchpoint kind'],
    // Of a room that is built later: read off its name.
    ['campaign.archived', 'campaign', 'archived campaign'],
  ])('%s', (name, kind, words) => expect(didWords(name, kind)).toBe(words));
});

describe('old and new', () => {
  test('a role is named, an id is the person behind it, hours are a sentence', () => {
    const changes = {
      role: { from: 'rep', to: 'sales_manager' },
      ownerId: { from: null, to: hanna },
      workingHours: { from: null, to: { 1: [{ from: '09:00', to: '12:00' }] } },
    };
    expect(changesOf({ name: 'person.updated', changes }, reading)).toEqual([
      { field: 'Role', from: 'Sales rep', to: 'Sales manager' },
      { field: 'Owner', from: '', to: 'Hanna Brandt' },
      { field: 'Working hours', from: '', to: 'Monday 09:00–12:00' },
    ]);
  });

  test('a new record was nothing before', () => {
    const changes = { city: { from: null, to: 'Cardiff' } };
    expect(changesOf({ name: 'contact.created', changes }, reading)).toEqual([
      { field: 'City', to: 'Cardiff' },
    ]);
  });

  test('moments are read in the reader’s own clock', () => {
    expect(valueWords('sentAt', '2026-07-01T12:00:00.000Z', reading)).toContain('13:00:00');
  });

  test('yes, no and lists are words', () => {
    expect([valueWords('active', false, reading), valueWords('teamIds', [hanna, 'x'], reading)]).toEqual([
      'no',
      'Hanna Brandt, x',
    ]);
  });

  test('a field is named as people say it', () => {
    expect(['timeZone', 'owner_id', 'weekStartsOn'].map(fieldLabel)).toEqual([
      'Time zone',
      'Owner',
      'Week starts on',
    ]);
  });

  test('an opened entry shows what else was told, without the name that stands above', () => {
    const payload = { name: 'Web shop', role: 'marketer', ip: '10.0.0.1', device: '' };
    expect(detailsOf({ payload }, reading)).toEqual([
      { label: 'Role', value: 'Marketer' },
      { label: 'Ip', value: '10.0.0.1' },
    ]);
  });
});

test('a record leads to its page, a kind without pages leads nowhere', () => {
  expect(pathOf({ kind: 'contact', id: '1' })).toBe('/contacts/1');
  expect(pathOf({ kind: 'job', id: '1' })).toBeUndefined();
});

test('a person is called as they are called today, anything else as the event says', () => {
  const entry = {
    id: '1',
    at: '',
    name: 'x',
    actor: { kind: 'user' as const, id: null, name: '' },
    changes: {},
  };
  expect(
    subjectName(
      { ...entry, subject: { kind: 'person', id: hanna }, payload: { name: 'H. Brandt' } },
      reading.people,
    ),
  ).toBe('Hanna Brandt');
  expect(
    subjectName({ ...entry, subject: { kind: 'team', id: '2' }, payload: { name: 'Sales' } }, reading.people),
  ).toBe('Sales');
});

test('the URL holds only what is looked for', () => {
  expect(auditSearch({ q: 2026, actor: '', kind: 'team', page: 3, from: '2026-11-01' })).toEqual({
    q: '2026',
    kind: 'team',
    from: '2026-11-01',
  });
});

test('a room’s own words stand before the plain ones', () => {
  const words = new Map([
    [
      'contact',
      {
        field: (field: string) => (field === 'stage' ? 'Stage of life' : undefined),
        value: (_: string, value: unknown) => (value === 'customer' ? 'Customer' : undefined),
      },
    ],
  ]);
  const changes = { stage: { from: 'customer', to: 'advocate' } };
  const entry = { name: 'contact.stage-moved', changes, subject: { kind: 'contact', id: hanna } };
  expect(changesOf(entry, { ...reading, words })).toEqual([
    { field: 'Stage of life', from: 'Customer', to: 'advocate' },
  ]);
  expect(changesOf({ ...entry, subject: { kind: 'deal', id: hanna } }, { ...reading, words })).toEqual([
    { field: 'Stage', from: 'customer', to: 'advocate' },
  ]);
});
