import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gatherer, keysFor } from './live.ts';
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

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first news is shown at once; of a flood, what came within 400 ms in one go', async () => {
  const asked: unknown[] = [];
  const { add, stop } = gatherer({
    invalidateQueries: () => Promise.resolve(),
    refetchQueries: (filters) => {
      asked.push(filters?.queryKey);
      return Promise.resolve();
    },
  });
  add([['board']]);
  add([['board']]);
  await vi.advanceTimersByTimeAsync(50);
  expect(asked).toEqual([['board']]);
  add([['contacts']]);
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(150);
  expect(asked).toEqual([['board'], ['contacts']]);
  stop();
});
