import { describe, expect } from 'vitest';
import '../rooms.ts';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { tell } from '../platform/listeners.ts';
import { test } from '../platform/testing/testing.ts';
import { judgeHandoff } from './judging.ts';
import { mergeHandoffs, unmergeHandoffs } from './merging.ts';
import { personalData } from './personal.ts';
import { handoffRow, handoffsOf, hotLead, moves, rep } from './testing.ts';
import { tryToReach } from './working.ts';

describe('two who are one person', () => {
  test('have one open hand-off, the older one; parted again, each has their own', async ({ db }) => {
    await rep(db, 'Hanna Brandt');
    const kept = await hotLead(db);
    const gone = await hotLead(db);
    const merge = { mergeId: newId(), keptId: kept.contactId, goneId: gone.contactId };
    await mergeHandoffs(db, merge);
    const all = await handoffsOf(db, kept.contactId);
    expect(all.map(({ id, state, reason }) => [id, state, reason])).toEqual([
      [kept.id, 'ready', null],
      [gone.id, 'returned', 'duplicate'],
    ]);
    await unmergeHandoffs(db, merge);
    expect((await handoffRow(db, gone.id)).contact_id).toBe(gone.contactId);
    expect((await handoffsOf(db, kept.contactId)).map(({ id }) => id)).toEqual([kept.id]);
  });

  test('stay barred as either was, and no longer than they are one', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    const gone = await hotLead(db);
    await judgeHandoff(db, hanna, gone.id, { verdict: 'rejected', reason: 'no_need' });
    const { id: keptId } = await makeContact(db, { email: 'kept@a.example' });
    const merge = { mergeId: newId(), keptId, goneId: gone.contactId };
    await mergeHandoffs(db, merge);
    await moves(db, { contactId: keptId });
    expect(await handoffsOf(db, keptId)).toHaveLength(1);
    await unmergeHandoffs(db, merge);
    await moves(db, { contactId: keptId });
    expect((await handoffsOf(db, keptId)).map(({ state }) => state)).toEqual(['ready']);
  });

  test('are handed over once the visitor who was hot turns out to be somebody', async ({ db }) => {
    await rep(db, 'Hanna Brandt');
    const visitor = await makeContact(db, {});
    await moves(db, { contactId: visitor.id });
    const known = await makeContact(db, { email: 'maren@fenivy.example' });
    await tell(db, system, 'contacts.absorbed', { absorbed: new Map([[visitor.id, known.id]]) });
    await tell(db, system, 'contacts.changed', { ids: [visitor.id, known.id] });
    expect((await handoffsOf(db, known.id)).map(({ rule }) => rule)).toEqual(['hot']);
    expect(await handoffsOf(db, visitor.id)).toEqual([]);
  });
});

test('whoever is erased leaves nothing behind, and may see before what was kept', async ({ db }) => {
  const hanna = await rep(db, 'Hanna Brandt');
  const { id, contactId } = await hotLead(db);
  await tryToReach(db, hanna, id, { kind: 'call', outcome: 'no_answer', words: 'Rang twice' });
  await judgeHandoff(db, hanna, id, { verdict: 'rejected', reason: 'spam', words: 'A robot' });
  const kept = await personalData(db, [contactId]);
  expect(kept['Hand-offs']).toMatchObject([
    { Verdict: 'rejected', 'In words': 'A robot', With: 'Hanna Brandt' },
  ]);
  expect(kept['Attempts to reach you']).toMatchObject([{ How: 'call', 'In words': 'Rang twice' }]);
  const counts: Record<string, number> = {};
  const count = (what: string, rows: number) => void (counts[what] = rows);
  await tell(db, system, 'contacts.erased', { ids: [contactId], count });
  expect(counts['Hand-offs']).toBe(1);
  expect(await rowsLeft(db)).toEqual([0, 0, 0, 0]);
});

async function rowsLeft(db: Db): Promise<number[]> {
  const tables = ['handoff.handoffs', 'handoff.attempts', 'handoff.barred', 'handoff.strangers'] as const;
  const rows = [];
  for (const table of tables) rows.push((await db.selectFrom(table).selectAll().execute()).length);
  return rows;
}

test('whoever is deleted is nobody’s lead any more', async ({ db }) => {
  await rep(db, 'Hanna Brandt');
  const { id, contactId } = await hotLead(db);
  const other = await hotLead(db);
  await db
    .updateTable('audience.contacts')
    .set({ deleted_at: new Date() })
    .where('id', '=', contactId)
    .execute();
  await tell(db, system, 'contacts.changed', { ids: [contactId, other.contactId] });
  expect(await handoffRow(db, id)).toMatchObject({ state: 'returned', words: 'The contact was deleted.' });
  expect((await handoffRow(db, other.id)).state).toBe('ready');
});
