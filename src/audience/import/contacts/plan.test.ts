import { expect, test } from 'vitest';
import { planContacts, type Known, type Rules } from './plan.ts';
import type { Kept, ReadContact, RowKey } from './read-contact.ts';

type Row = Kept & { id?: string };

function row(number: number, { id, ...fields }: Row): ReadContact {
  const keys: RowKey[] = [
    ...(id ? [{ by: 'externalId' as const, key: `user shop:${id}` }] : []),
    ...(fields.email ? [{ by: 'email' as const, key: `email ${fields.email}` }] : []),
    ...(fields.phone ? [{ by: 'phone' as const, key: `phone ${fields.phone}` }] : []),
  ];
  return { number, keys, fields, company: null, createdAt: null, answers: [], remarks: [], unusable: null };
}

const rules: Rules = {
  match: 'create_and_update',
  by: ['externalId', 'email', 'phone'],
  update: 'overwrite',
  defaults: { stage: 'lead', source: 'trade_fair' },
};
const ids = ['new', 'newer', 'newest'];
const nobody: Known = { byKey: new Map(), people: new Map() };
const nora = { email: 'nora@castellan.example', givenName: 'Nora', city: 'York', stage: 'customer' } as const;

function known(keys: Record<string, string[]>, people: Record<string, Kept>, reached = true): Known {
  return {
    byKey: new Map(Object.entries(keys)),
    people: new Map(
      Object.entries(people).map(([id, fields]) => [
        id,
        { id, name: fields.givenName ?? id, reached, fields },
      ]),
    ),
  };
}

const noraIsKnown = (reached = true) => known({ [`email ${nora.email}`]: ['nora'] }, { nora }, reached);

test('who is not known is created, with what the row does not say', () => {
  const { rows, drafts } = planContacts([row(2, { givenName: 'Nora' })], nobody, ids, rules);
  expect(rows[0]?.outcome).toBe('created');
  expect(drafts[0]).toMatchObject({
    before: null,
    after: { givenName: 'Nora', stage: 'lead', source: 'trade_fair' },
  });
});

test('who is known is changed only where the row says something else', () => {
  const rows = [
    row(2, { email: nora.email, city: 'Leeds', givenName: undefined }),
    row(3, { ...nora, city: 'Leeds' }),
  ];
  const plan = planContacts(rows, noraIsKnown(), ids, rules);
  expect(plan.rows.map(({ outcome }) => outcome)).toEqual(['updated', 'unchanged']);
  expect(plan.drafts).toMatchObject([{ id: 'nora', before: nora, after: { ...nora, city: 'Leeds' } }]);
});

test('where only blanks are filled, nothing that is there is lost', () => {
  const filling = { ...rules, update: 'fill_blanks' as const };
  const fields: Row = {
    email: nora.email,
    city: 'Leeds',
    stage: 'lead',
    country: 'GB',
    tags: ['vip'],
    properties: { a: 1, b: 2 },
  };
  const before = { ...nora, source: 'unknown' as const, tags: ['old'], properties: { a: 9 } };
  const plan = planContacts(
    [row(2, { ...fields, source: 'radio' })],
    known({ [`email ${nora.email}`]: ['nora'] }, { nora: before }),
    ids,
    filling,
  );
  expect(plan.drafts[0]?.after).toEqual({
    ...nora,
    country: 'GB',
    source: 'radio',
    tags: ['old', 'vip'],
    properties: { a: 9, b: 2 },
  });
});

test('the second row with an e-mail address or id meets the contact of the first', () => {
  const rows = [
    row(2, { email: 'a@x.example', id: '7' }),
    row(3, { email: 'a@x.example', city: 'Leeds' }),
    row(4, { id: '7', country: 'GB' }),
  ];
  const plan = planContacts(rows, nobody, ids, rules);
  expect(plan.rows.map(({ outcome, contactId }) => [outcome, contactId])).toEqual([
    ['created', 'new'],
    ['updated', 'new'],
    ['updated', 'new'],
  ]);
  expect(plan.drafts).toHaveLength(1);
  expect([...(plan.drafts[0]?.claimed ?? [])]).toEqual(['user shop:7', 'email a@x.example']);
});

test('the id leads first; an address nobody has becomes the contact’s, where it may', () => {
  const people = known({ 'user shop:7': ['nora'] }, { nora });
  const moved = row(2, { id: '7', email: 'new@x.example' });
  const overwritten = planContacts([moved], people, ids, rules);
  expect(overwritten.drafts[0]?.after.email).toBe('new@x.example');
  expect([...(overwritten.drafts[0]?.claimed ?? [])]).toEqual(['email new@x.example']);
  const filled = planContacts([moved], people, ids, { ...rules, update: 'fill_blanks' });
  expect(filled.rows[0]?.outcome).toBe('unchanged');
  expect([...(filled.drafts[0]?.claimed ?? [])]).toEqual([]);
});

test('an id that nobody has becomes that of the contact found by the address', () => {
  const plan = planContacts([row(2, { id: '7', email: nora.email })], noraIsKnown(), ids, rules);
  expect(plan.rows[0]?.outcome).toBe('updated');
  expect([...(plan.drafts[0]?.claimed ?? [])]).toEqual(['user shop:7']);
});

test('keys that lead to different contacts, and a phone of several, are no guess to make', () => {
  const ben = { givenName: 'Ben', phone: '+441134960182' };
  const people = known(
    { 'user shop:7': ['nora'], 'email ben@x.example': ['ben'], 'phone +441134960182': ['nora', 'ben'] },
    { nora, ben },
  );
  const rows = [
    row(2, { id: '7', email: 'ben@x.example' }),
    row(3, { givenName: 'Who', phone: '+441134960182' }),
    row(4, { email: 'ben@x.example', phone: '+441134960182' }),
  ];
  const plan = planContacts(rows, people, ids, rules);
  expect(plan.rows.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'unchanged']);
  expect(plan.rows[0]?.reasons[0]).toBe(
    'The id is that of Nora, the e-mail address that of Ben: it is not clear whose row it is.',
  );
  expect(plan.rows[1]?.reasons[0]).toBe(
    'Nora and Ben have this phone number: it is not clear whose row it is.',
  );
});

test('matched by their ids only, a new contact does not get the address of another', () => {
  const plan = planContacts([row(2, { id: '7', email: nora.email, givenName: 'N' })], noraIsKnown(), ids, {
    ...rules,
    by: ['externalId'],
  });
  expect(plan.rows[0]).toMatchObject({
    outcome: 'created',
    reasons: [expect.stringContaining("another contact's")],
  });
  expect(plan.drafts[0]?.after.email).toBeUndefined();
});

test('a number that cannot be dialled never replaces one that can', () => {
  const contact = { ...nora, phone: '+441134960182', phoneOriginal: '0113 496 0182' };
  const people = known({ [`email ${nora.email}`]: ['nora'] }, { nora: contact });
  const written = (fields: Kept) =>
    planContacts([row(2, { email: nora.email, ...fields })], people, ids, rules).rows[0]?.outcome;
  expect(written({ phone: null, phoneOriginal: 'ext. 12' })).toBe('unchanged');
  expect(written({ phone: '+441134960182', phoneOriginal: '+44 113 4960182' })).toBe('unchanged');
  expect(written({ phone: '+441134960183', phoneOriginal: '0113 496 0183' })).toBe('updated');
});

test('what the importer may not change is skipped', () => {
  const plan = planContacts([row(2, nora)], noraIsKnown(false), ids, rules);
  expect(plan).toMatchObject({ rows: [{ outcome: 'skipped' }], drafts: [] });
});

test.each([
  ['create_and_update', ['created', 'updated']],
  ['create', ['created', 'skipped']],
  ['update', ['skipped', 'updated']],
] as const)('with the rule %s a new and a known person are %j', (match, outcomes) => {
  const rows = [row(2, { email: 'theo@x.example' }), row(3, { email: nora.email, city: 'Leeds' })];
  const plan = planContacts(rows, noraIsKnown(), ids, { ...rules, match });
  expect(plan.rows.map(({ outcome }) => outcome)).toEqual(outcomes);
});

test('of a person twice in one file only the first row is taken where only new people are', () => {
  const twice = [row(2, { email: 'a@x.example' }), row(3, { email: 'a@x.example', city: 'Leeds' })];
  const plan = planContacts(twice, nobody, ids, { ...rules, match: 'create' });
  expect(plan.rows.map(({ outcome }) => outcome)).toEqual(['created', 'skipped']);
});

test('two addresses of one contact are one draft, and neither becomes its e-mail address', () => {
  const people = known({ [`email ${nora.email}`]: ['nora'], 'email nora@home.example': ['nora'] }, { nora });
  const rows = [
    row(2, { email: 'nora@home.example', city: 'Leeds' }),
    row(3, { email: nora.email, givenName: 'Eleonora' }),
    row(4, { email: 'nora@home.example' }),
  ];
  const plan = planContacts(rows, people, ids, rules);
  expect(plan.rows.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'unchanged']);
  const after = { ...nora, city: 'Leeds', givenName: 'Eleonora' };
  expect(plan.drafts).toMatchObject([{ id: 'nora', before: nora, after }]);
});
