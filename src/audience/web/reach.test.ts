import { expect, test } from 'vitest';
import type { Scope } from '../../web/session.ts';
import { reaches } from './reach.ts';

const north = { id: '1', name: 'Field sales North', kind: 'sales' as const };
const colleagues = new Map([
  ['hanna', { teams: [north] }],
  ['ines', { teams: [{ ...north, id: '2', name: 'Brand' }] }],
]);

test.each<[scope: Scope | undefined, reached: (string | undefined)[]]>([
  ['all', ['me', 'hanna', 'ines', undefined]],
  ['team', ['me', 'hanna', undefined]],
  ['own', ['me']],
  [undefined, []],
])('with the scope %s the contacts of these owners are offered: %j', (scope, reached) => {
  const session = {
    user: { id: 'me', teams: [north] },
    scopes: scope === undefined ? {} : { 'contacts.edit': scope },
  };
  const offered = ['me', 'hanna', 'ines', undefined].filter((ownerId) =>
    reaches(session, 'contacts.edit', ownerId, colleagues),
  );
  expect(offered).toEqual(reached);
});
