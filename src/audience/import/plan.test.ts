import { expect, test } from 'vitest';
import type { WrittenFields } from '../contact.ts';
import { planBatch, type KnownContact } from './plan.ts';

const row = (number: number, fields: WrittenFields) => ({ number, fields, remarks: [], unusable: null });
const rules = { match: 'create_and_update', defaults: { stage: 'lead', source: 'trade_fair' } } as const;
const ids = ['new', 'newer'];
const nora = { email: 'nora@castellan.example', givenName: 'Nora', city: 'York', stage: 'customer' } as const;

function known(fields: WrittenFields, reached = true): Map<string, KnownContact> {
  return new Map([[fields.email ?? '', { id: 'known', name: 'Nora', reached, fields }]]);
}

test('who is not known is created, with what the row does not say', () => {
  const { rows, drafts } = planBatch([row(2, { givenName: 'Nora' })], new Map(), ids, rules);
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
  const plan = planBatch(rows, known(nora), ids, rules);
  expect(plan.rows.map(({ outcome }) => outcome)).toEqual(['updated', 'unchanged']);
  expect(plan.drafts).toEqual([{ id: 'known', before: nora, after: { ...nora, city: 'Leeds' } }]);
});

test('the second row with an e-mail address meets the contact of the first', () => {
  const rows = [row(2, { email: 'a@x.example' }), row(3, { email: 'a@x.example', city: 'Leeds' })];
  const plan = planBatch(rows, new Map(), ids, rules);
  expect(plan.rows.map(({ outcome, contactId }) => [outcome, contactId])).toEqual([
    ['created', 'new'],
    ['updated', 'new'],
  ]);
  expect(plan.drafts).toHaveLength(1);
});

test('a number that cannot be dialled never replaces one that can', () => {
  const contact = { ...nora, phone: '+441134960182', phoneOriginal: '0113 496 0182' };
  const written = (fields: WrittenFields) =>
    planBatch([row(2, { email: nora.email, ...fields })], known(contact), ids, rules).rows[0]?.outcome;
  expect(written({ phone: null, phoneOriginal: 'ext. 12' })).toBe('unchanged');
  expect(written({ phone: '+441134960182', phoneOriginal: '+44 113 4960182' })).toBe('unchanged');
  expect(written({ phone: '+441134960183', phoneOriginal: '0113 496 0183' })).toBe('updated');
});

test('what the importer may not change is skipped', () => {
  const plan = planBatch([row(2, nora)], known(nora, false), ids, rules);
  expect(plan).toMatchObject({ rows: [{ outcome: 'skipped' }], drafts: [] });
});

test.each([
  ['create_and_update', ['created', 'updated']],
  ['create', ['created', 'skipped']],
  ['update', ['skipped', 'updated']],
] as const)('with the rule %s a new and a known person are %j', (match, outcomes) => {
  const rows = [row(2, { email: 'theo@x.example' }), row(3, { email: nora.email, city: 'Leeds' })];
  const plan = planBatch(rows, known(nora), ids, { ...rules, match });
  expect(plan.rows.map(({ outcome }) => outcome)).toEqual(outcomes);
});

test('of a person twice in one file only the first row is taken where only new people are', () => {
  const twice = [row(2, { email: 'a@x.example' }), row(3, { email: 'a@x.example', city: 'Leeds' })];
  const plan = planBatch(twice, new Map(), ids, { ...rules, match: 'create' });
  expect(plan.rows.map(({ outcome }) => outcome)).toEqual(['created', 'skipped']);
});

test('two addresses of one contact are one draft, and neither becomes its e-mail address', () => {
  const person = { id: 'known', name: 'Nora', reached: true, fields: nora };
  const addresses = new Map(['nora@home.example', nora.email].map((email) => [email, person]));
  const rows = [
    row(2, { email: 'nora@home.example', city: 'Leeds' }),
    row(3, { email: nora.email, givenName: 'Eleonora' }),
    row(4, { email: 'nora@home.example' }),
  ];
  const plan = planBatch(rows, addresses, ids, rules);
  expect(plan.rows.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'unchanged']);
  const after = { ...nora, city: 'Leeds', givenName: 'Eleonora' };
  expect(plan.drafts).toEqual([{ id: 'known', before: nora, after }]);
});
