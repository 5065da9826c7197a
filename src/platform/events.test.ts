import { afterEach, expect } from 'vitest';
import { system, type Actor } from './actor.ts';
import { freezeClock, releaseClock } from './clock.ts';
import { transaction } from './db.ts';
import { changesBetween, emit } from './events.ts';
import { newId } from './ids.ts';
import { test } from './testing/testing.ts';

declare module './events.ts' {
  interface EventMap {
    'lamp.moved': { to: string };
  }
}

afterEach(releaseClock);

test('an event keeps who, what, when, and what changed', async ({ db }) => {
  freezeClock(new Date('2026-03-01T12:00:00Z'));
  const anna: Actor = { ...system, kind: 'user', id: newId(), name: 'Anna' };
  const subject = { kind: 'lamp', id: newId() };
  const changes = changesBetween({ room: 'hall', on: true }, { room: 'kitchen' });
  await emit(db, anna, [{ name: 'lamp.moved', subject, payload: { to: 'kitchen' }, changes }]);
  const stored = await db
    .selectFrom('platform.events')
    .selectAll()
    .where('subject_id', '=', subject.id)
    .orderBy('position')
    .execute();
  expect(stored).toMatchObject([
    {
      name: 'lamp.moved',
      subject_kind: 'lamp',
      actor_kind: 'user',
      actor_id: anna.id,
      actor_name: 'Anna',
      payload: { to: 'kitchen' },
      changes: { room: { from: 'hall', to: 'kitchen' } },
      occurred_at: new Date('2026-03-01T12:00:00Z'),
    },
  ]);
});

test('it goes with its transaction; thousands are a few statements, in order', async ({ db }) => {
  const subject = { kind: 'lamp', id: newId() };
  const move = (to: string) => ({ name: 'lamp.moved', subject, payload: { to } }) as const;
  const failing = transaction(db, async (trx) => {
    await emit(trx, system, [move('nowhere')]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await emit(db, system, []);
  await emit(
    db,
    system,
    Array.from({ length: 1_234 }, (_, number) => move(String(number))),
  );
  const stored = await db
    .selectFrom('platform.events')
    .select('payload')
    .where('subject_id', '=', subject.id)
    .orderBy('position')
    .execute();
  expect(stored.map(({ payload }) => Number(payload['to']))).toEqual(
    Array.from({ length: 1_234 }, (_, number) => number),
  );
});

test('changes are only what differs, also in depth; nothing and no value are the same', () => {
  const before = { name: 'Anna', tags: ['a'], phone: null as string | null, city: 'Ghent' };
  expect(changesBetween(before, { name: 'Anna', tags: ['a'], phone: null })).toEqual({});
  expect(changesBetween(before, { tags: ['a', 'b'], city: 'Bruges' })).toEqual({
    tags: { from: ['a'], to: ['a', 'b'] },
    city: { from: 'Ghent', to: 'Bruges' },
  });
});
