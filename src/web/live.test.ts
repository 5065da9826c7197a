import { expect, test } from 'vitest';
import { keysFor } from './live.ts';
import type { WebRoom } from './room.ts';

const room: WebRoom = {
  name: 'audience',
  rail: [],
  routes: () => [],
  liveKeys: {
    'contact.': ({ subject }) => [['contacts'], ['contact', subject?.id]],
    'company.': [['companies']],
  },
};

test('an event refreshes what its room says, and nothing else', () => {
  const event = { id: '1', name: 'contact.updated', subject: { kind: 'contact', id: 'c1' } };
  expect(keysFor(event, [room])).toEqual([['contacts'], ['contact', 'c1']]);
  expect(keysFor({ id: '2', name: 'order.placed' }, [room])).toEqual([]);
});

test('the shell follows notifications and long work by itself', () => {
  expect(keysFor({ id: '3', name: 'operation.progressed' }, [])).toEqual([['operations']]);
  expect(keysFor({ id: '4', name: 'notification.created' }, [])).toEqual([['notifications']]);
});
