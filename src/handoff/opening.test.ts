import { describe, expect } from 'vitest';
import '../rooms.ts';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { tell } from '../platform/listeners.ts';
import { test } from '../platform/testing/testing.ts';
import { byHand, record } from '../touchpoints/touchpoints.ts';
import { eventNames, openTestWorkspace } from '../workspace/testing.ts';
import { judgeHandoff } from './judging.ts';
import { findHandoff } from './reading.ts';
import { routeOnce } from './routing/route.ts';
import { handoffRow, handoffsOf, hotLead, moves, openOf, rep, setRouting } from './testing.ts';
import { handOver } from './working.ts';

const mail = { email: 'maren@fenivy.example' };

describe('who becomes hot', () => {
  test('is handed over in that transaction, with the score of that moment, and is a marketing-qualified lead', async ({
    db,
  }) => {
    await openTestWorkspace(db);
    const { id } = await makeContact(db, mail);
    await moves(db, { contactId: id, fit: 91, engagement: 66 });
    const [row] = await handoffsOf(db, id);
    expect(row).toMatchObject({ trigger: 'hot', rule: 'hot', state: 'ready', fit: 91, engagement: 66 });
    expect(row?.why.reasons).toEqual(['Became hot: engagement 66, fit 91']);
    const contact = await db
      .selectFrom('audience.contacts')
      .select('stage')
      .where('id', '=', id)
      .executeTakeFirst();
    expect(contact?.stage).toBe('mql');
    expect(await eventNames(db)).toContain('handoff.opened');
  });

  test('again while one is open gives that one a reason more, not a second one', async ({ db }) => {
    const { contactId, id } = await hotLead(db);
    await moves(db, { contactId }, { contactId, why: 'raised_hand', raisedHand: 'demo', from: 'hot' });
    const all = await handoffsOf(db, contactId);
    expect(all.map((each) => each.id)).toEqual([id]);
    expect(all[0]?.why.reasons[0]).toBe('Raised a hand');
    const again = await eventNames(db);
    expect(again.filter((name) => name === 'handoff.urged')).toHaveLength(1);
  });

  test('and was so already is no news; warm is sales’ only where the routing says so', async ({ db }) => {
    await openTestWorkspace(db);
    const { id } = await makeContact(db, mail);
    await moves(db, { contactId: id, from: 'hot' }, { contactId: id, from: 'cold', to: 'warm' });
    expect(await handoffsOf(db, id)).toEqual([]);
    await rep(db, 'Hanna Brandt');
    await setRouting(db, { owners: { cold: 'marketing', warm: 'sales', hot: 'sales' } });
    await moves(db, { contactId: id, from: 'hot', to: 'warm' });
    expect(await handoffsOf(db, id)).toEqual([]);
    await moves(db, { contactId: id, from: 'cold', to: 'warm' });
    expect((await handoffsOf(db, id)).map(({ trigger }) => trigger)).toEqual(['warm']);
  });

  test('but cannot be reached yet, is handed over as soon as somebody knows how', async ({ db }) => {
    await openTestWorkspace(db);
    const { id } = await makeContact(db, {});
    await moves(db, { contactId: id });
    expect(await handoffsOf(db, id)).toEqual([]);
    await tell(db, system, 'contacts.changed', { ids: [id] });
    expect(await handoffsOf(db, id)).toEqual([]);
    await db.updateTable('audience.contacts').set(mail).where('id', '=', id).execute();
    await tell(db, system, 'contacts.changed', { ids: [id], visitors: new Set([id]) });
    expect(await handoffsOf(db, id)).toEqual([]);
    await tell(db, system, 'contacts.changed', { ids: [id] });
    expect((await handoffsOf(db, id)).map(({ rule }) => rule)).toEqual(['hot']);
  });

  test('and cooled before anybody knew them, is forgotten', async ({ db }) => {
    await openTestWorkspace(db);
    const { id } = await makeContact(db, {});
    await moves(db, { contactId: id });
    await moves(db, { contactId: id, from: 'hot', to: 'cold' });
    expect(await db.selectFrom('handoff.strangers').selectAll().execute()).toEqual([]);
  });

  test('and is a customer or in sales’ hands, is nobody’s lead, unless they ask', async ({ db }) => {
    await openTestWorkspace(db);
    const { id } = await makeContact(db, { ...mail, stage: 'customer' });
    await moves(db, { contactId: id });
    expect(await handoffsOf(db, id)).toEqual([]);
    await moves(db, { contactId: id, why: 'raised_hand', raisedHand: 'demo' });
    expect((await handoffsOf(db, id)).map(({ rule }) => rule)).toEqual(['raised_hand:demo']);
    const contact = await db
      .selectFrom('audience.contacts')
      .select('stage')
      .where('id', '=', id)
      .executeTakeFirst();
    expect(contact?.stage).toBe('customer');
  });
});

test('a rejected lead never comes back by the same rule, but by another, and by a colleague’s hand', async ({
  db,
}) => {
  const hanna = await rep(db, 'Hanna Brandt');
  const { id, contactId } = await hotLead(db);
  await judgeHandoff(db, hanna, id, { verdict: 'rejected', reason: 'no_need' });
  await moves(db, { contactId });
  expect(await handoffsOf(db, contactId)).toHaveLength(1);
  await moves(db, { contactId, why: 'raised_hand', raisedHand: 'demo' });
  const second = await openOf(db, contactId);
  await judgeHandoff(db, hanna, second, { verdict: 'rejected', reason: 'spam' });
  await moves(db, { contactId, why: 'raised_hand', raisedHand: 'demo' });
  expect(await handoffsOf(db, contactId)).toHaveLength(2);
  const { id: third } = await handOver(db, system, { contactId, note: 'She called me' });
  const whole = await findHandoff(db, system, third);
  expect(whole.brief.note).toBe('She called me');
  expect(whole.earlier.map(({ id: earlier }) => earlier)).toEqual([second, id]);
});

test('handing over by hand answers the one that is open, with the note added', async ({ db }) => {
  const hanna = await rep(db, 'Hanna Brandt');
  const { id, contactId } = await hotLead(db);
  const answered = await handOver(db, hanna, { contactId, note: 'Wants samples' });
  expect(answered).toMatchObject({ id, brief: { note: 'Wants samples' } });
  const { contactId: other } = { contactId: (await makeContact(db, { email: 'theo@varga.example' })).id };
  const chosen = await handOver(db, hanna, { contactId: other, repId: hanna.id });
  expect(chosen.rep).toEqual({ id: hanna.id, name: 'Hanna Brandt' });
  expect(chosen.routedBy).toBe('Hanna Brandt took it');
  expect((await handoffRow(db, chosen.id)).route_at).toBeNull();
});

test('somebody whom nobody can reach cannot be handed over', async ({ db }) => {
  await openTestWorkspace(db);
  const { id } = await makeContact(db, {});
  await expect(handOver(db, system, { contactId: id })).rejects.toThrow('Nobody knows yet how to reach');
});

test('who asks again while sales works on them comes to the same rep', async ({ db }) => {
  const [hanna] = [await rep(db, 'Hanna Brandt'), await rep(db, 'Jonas Whitfield')];
  await setRouting(db, { sticky: false });
  const { id, contactId } = await hotLead(db);
  await judgeHandoff(db, hanna, id, { verdict: 'accepted' });
  const { rep_id: acceptedBy } = await handoffRow(db, id);
  await moves(db, { contactId });
  expect(await handoffsOf(db, contactId)).toHaveLength(1);
  await moves(db, { contactId, from: 'hot', why: 'raised_hand', raisedHand: 'demo' });
  await routeOnce(db);
  expect((await handoffRow(db, await openOf(db, contactId))).rep_id).toBe(acceptedBy);
});

describe('by the score as it is', () => {
  test('a touchpoint that makes somebody hot opens in its own transaction', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    const { id: contactId } = await makeContact(db, { ...mail, companyName: 'Fen & Ivy', jobTitle: 'Owner' });
    await record(db, system, byHand, [touch(contactId, 'meeting'), touch(contactId, 'visit')]);
    expect((await handoffsOf(db, contactId)).map(({ trigger }) => trigger)).toEqual(['hot']);
    await routeOnce(db);
    const [row] = await handoffsOf(db, contactId);
    expect(row?.rep_id).toBe(hanna.id);
    expect(row?.engagement).toBeGreaterThan(40);
  });

  test('a raised hand is called by its name, and is heard again from somebody who is hot already', async ({
    db,
  }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    const { id: contactId } = await makeContact(db, mail);
    await record(db, system, byHand, [touch(contactId, 'form_submitted', 'Book a demo')]);
    const first = await openOf(db, contactId);
    expect((await handoffRow(db, first)).why.reasons[0]).toBe('Asked for a demo');
    await judgeHandoff(db, hanna, first, {
      verdict: 'recycled',
      reason: 'bad_timing',
      recycleOn: new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10),
    });
    await record(db, system, byHand, [touch(contactId, 'form_submitted', 'Book a demo')]);
    const second = await findHandoff(db, system, await openOf(db, contactId));
    expect(second).toMatchObject({ trigger: 'raised_hand', earlier: [{ id: first, verdict: 'recycled' }] });
  });
});

function touch(contactId: string, kind: string, name: string | null = null) {
  return { messageId: newId(), person: { contactId }, occurredAt: now(), kind, name };
}
