import { expect, test } from 'vitest';
import type { RailItem } from '../room.ts';
import { isIn, itemAt } from './rail-items.ts';

const item = (to: string): RailItem => ({ group: 'Settings', label: to, to, icon: 'settings' });

test('a page holds what lies below it, not what merely begins alike', () => {
  expect(isIn('/contacts/1', '/contacts')).toBe(true);
  expect(isIn('/contacts-old', '/contacts')).toBe(false);
});

test('of a page and its parent only the deeper one is here', () => {
  const items = [item('/settings'), item('/settings/people')];
  expect(itemAt('/settings/people/7', items)?.to).toBe('/settings/people');
  expect(itemAt('/settings', items)?.to).toBe('/settings');
  expect(itemAt('/elsewhere', items)).toBeUndefined();
});
