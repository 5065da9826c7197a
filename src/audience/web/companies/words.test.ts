import { expect, test } from 'vitest';
import { wholeNumber } from './new/new-company.ts';
import { together } from './record/roles.ts';
import { tellOfCompany } from './record/activity.ts';
import { bulkWords } from './list/bulk.ts';
import { companyLine, peopleWords, roleOf, rolesInWords } from './words.ts';

test('roles are the field’s own words first, then those that were written, each once', () => {
  expect(together(['user', 'champion'], 'Economic buyer, On the board, user')).toEqual([
    'champion',
    'user',
    'economic_buyer',
    'On the board',
  ]);
  expect(roleOf(' decision Maker ')).toBe('decision_maker');
  expect(rolesInWords(['champion', 'On the board'])).toBe('champion and on the board');
});

test.for([
  ['1,240', 1240],
  ['1 240', 1240],
  ['', null],
  ['about 40', 'about 40'],
])('“%s” employees are %s', ([typed, number]) => {
  expect(wholeNumber(String(typed))).toBe(number);
});

test('a company is summed up in a line', () => {
  expect(companyLine({ industry: 'Retail', city: null, employees: 1 })).toBe('Retail, 1 employee');
  expect([peopleWords(1), peopleWords(1000)]).toEqual(['1 contact', '1,000+ contacts']);
});

test('what happened is told as a sentence goes on', () => {
  const tell = (name: string, payload: object, changes: object = {}) =>
    tellOfCompany(
      {
        id: 'e',
        at: '2026-11-20T10:00:00Z',
        name,
        actor: { kind: 'user', id: 'u', name: 'Anna' },
        payload: { ...payload },
        changes: { ...changes },
      },
      (id) => ({ nora: 'Nora', rep: 'Hanna' })[id],
    );
  expect(tell('company.roles-changed', { contactId: 'nora', roles: ['champion'] }).did).toBe(
    'named Nora as champion',
  );
  expect(tell('company.roles-changed', { contactId: 'x', roles: [] }).did).toBe(
    'took the roles of somebody away',
  );
  expect(tell('company.assigned', { to: 'rep' }).did).toBe('gave this company to Hanna');
  expect(tell('company.updated', {}, { city: { from: null, to: 'Leeds' } })).toMatchObject({
    did: 'added the city',
    changes: [{ field: 'City', to: 'Leeds' }],
  });
  expect(tell('company.un-heard', {}).did).toBe('un heard this company');
});

test('what a bulk change passed over is said', () => {
  const words = bulkWords({ count: 2, operationId: null }, { count: 3, exact: true }, 'deleted');
  expect(words).toBe('2 companies deleted; 1 was so already, or not yours to change');
});
