import { expect } from 'vitest';
import type { Room, SearchHit } from '../../platform/room.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';
import { searchRoutes } from './routes.ts';

function hit(title: string): SearchHit {
  return { kind: 'thing', id: title, title, subtitle: '', path: `/things/${title}` };
}

test('asks every room, keeps ten of each in the rooms’ order, and survives one that fails', async ({
  db,
}) => {
  const house = testHouse(db);
  const who = await actor(db, 'rep');
  const rooms: Room[] = [
    { name: 'many', search: async () => Array.from({ length: 12 }, (_, number) => hit(`many ${number}`)) },
    { name: 'broken', search: () => Promise.reject(new Error('broken')) },
    { name: 'silent' },
    { name: 'echo', search: async (_db, searcher, text) => [hit(`${text} for ${searcher.name}`)] },
  ];
  const app = await testApp(house, [{ name: 'x', routes: (app) => searchRoutes(app, house, rooms) }]);
  const headers = await signIn(app, who);
  const { items } = (await app.inject({ url: '/api/search?q=%20anna%20', headers })).json();
  expect(items).toHaveLength(11);
  expect(items.at(-1)).toEqual(hit(`anna for ${who.name}`));
  expect((await app.inject({ url: '/api/search?q=', headers })).json()).toEqual({ items: [] });
});
