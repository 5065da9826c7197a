import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import '../rooms.ts';
import { findContact, forgetContacts } from '../audience/audience.ts';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { listen, tell, type ListenerMap } from '../platform/listeners.ts';
import { newId } from '../platform/ids.ts';
import { test } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { hotLead, judgeHandoff, rep } from '../handoff/testing.ts';
import { deleteDeal, editDeal } from './deals.ts';
import { loseDeal, reopenDeal, winDeal } from './closing.ts';
import { listeners, personalData } from './people.ts';
import { findDeal } from './reading.ts';
import { makeDeal } from './testing.ts';

const hear = (db: Db, about: 'contacts.merged' | 'contacts.unmerged', told: ListenerMap['contacts.merged']) =>
  listeners[about]?.(db, system, told);

/** A hand-off of this contact, given to this rep. */
async function makeHandoff(db: Db, contactId: string, repId: string): Promise<string> {
  const id = newId();
  const row = { id, contact_id: contactId, trigger: 'hot' as const, rule: 'hot', why: '{}' };
  await db
    .insertInto('handoff.handoffs')
    .values({ ...row, opened_at: new Date(), state: 'accepted', rep_id: repId })
    .execute();
  return id;
}

test('what a deal of a hand-off is worth counts for marketing as it is: opened, corrected, won, deleted', async ({
  db,
}) => {
  const hanna = await rep(db, 'Hanna');
  const { id: handoffId } = await hotLead(db);
  // Counted is what was delivered under an agreement.
  await sql`insert into handoff.deliveries (handoff_id, delivered_at, source, hot, missing)
    values (${handoffId}, now(), 'search', true, '{}') on conflict do nothing`.execute(db);
  const deal = { name: 'Opening set', amount: 5_000, currency: 'EUR', expectedCloseOn: null };
  const { dealId } = await judgeHandoff(db, hanna, handoffId, { verdict: 'accepted', deal });
  const counted = async () => {
    const { outcome, amount, currency } = await db
      .selectFrom('handoff.deliveries')
      .selectAll()
      .where('handoff_id', '=', handoffId)
      .executeTakeFirstOrThrow();
    return [outcome, amount, currency];
  };
  expect(await counted()).toEqual(['open', 5_000, 'EUR']);
  await editDeal(db, hanna, dealId ?? '', { amount: 7_500 });
  expect(await counted()).toEqual(['open', 7_500, 'EUR']);
  await winDeal(db, hanna, dealId ?? '');
  await deleteDeal(db, hanna, dealId ?? '');
  expect(await counted()).toEqual(['open', null, null]);
});

describe('accepting a hand-off', () => {
  const wish = { name: 'Salon launch', amount: 120_000, currency: 'GBP', expectedCloseOn: '2027-01-15' };

  async function accepted(db: Db, verdict: 'accepted' | 'rejected' = 'accepted') {
    const rep = await actor(db, 'rep');
    const contact = await makeContact(db, { stage: 'mql' });
    const handoffId = await makeHandoff(db, contact.id, rep.id);
    const opened: string[] = [];
    const judge = () =>
      listeners['handoff.judged']?.(db, rep, {
        handoffId,
        contactId: contact.id,
        repId: rep.id,
        verdict,
        reason: null,
        deal: wish,
        opened: (id) => opened.push(id),
      });
    await judge();
    return { rep, contact, handoffId, opened, judge };
  }

  test('opens the wished deal of the rep, once', async ({ db }) => {
    const { rep, contact, handoffId, opened, judge } = await accepted(db);
    const [id = ''] = opened;
    expect(await findDeal(db, rep, id)).toMatchObject({
      ...wish,
      handoffId,
      stage: 'open',
      owner: { id: rep.id },
      contact: { id: contact.id },
    });
    expect((await findContact(db, system, contact.id)).stage).toBe('opportunity');
    await judge();
    expect(opened).toEqual([id, id]);
  });

  test('opens none when it is rejected', async ({ db }) => {
    expect((await accepted(db, 'rejected')).opened).toEqual([]);
  });

  test('the hand-off is told what became of it, each time', async ({ db }) => {
    const { rep, handoffId, opened } = await accepted(db);
    const [id = ''] = opened;
    const told: ListenerMap['handoffs.sold'][] = [];
    const before = listen([{ 'handoffs.sold': async (_db, _who, sold) => void told.push(sold) }]);
    try {
      await winDeal(db, rep, id);
      await reopenDeal(db, rep, id);
      await loseDeal(db, rep, id, { reason: 'price' });
      await deleteDeal(db, rep, id);
    } finally {
      listen(before);
    }
    expect(told.map(({ outcome }) => outcome)).toEqual(['won', 'open', 'lost', 'open']);
    expect(told[0]).toEqual({ handoffIds: [handoffId], outcome: 'won', amount: 120_000, currency: 'GBP' });
  });
});

test('deals follow a merge and come back, but not those the kept one had before', async ({ db }) => {
  const [kept, gone] = [await makeContact(db), await makeContact(db)];
  const [own, theirs] = [
    await makeDeal(db, { contactId: kept.id }),
    await makeDeal(db, { contactId: gone.id }),
  ];
  const merge = { mergeId: newId(), keptId: kept.id, goneId: gone.id };
  await hear(db, 'contacts.merged', merge);
  expect((await findDeal(db, system, theirs.id)).contact?.id).toBe(kept.id);
  await hear(db, 'contacts.unmerged', merge);
  expect((await findDeal(db, system, theirs.id)).contact?.id).toBe(gone.id);
  expect((await findDeal(db, system, own.id)).contact?.id).toBe(kept.id);
});

test('who has a deal is not unmade with the import that made them', async ({ db }) => {
  const [sold, other] = [await makeContact(db), await makeContact(db)];
  await makeDeal(db, { contactId: sold.id });
  const kept: string[] = [];
  const keep = (id: string) => void kept.push(id);
  await listeners['contacts.unmaking']?.(db, system, {
    importId: newId(),
    ids: [sold.id, other.id],
    keep,
  });
  expect(kept).toEqual([sold.id]);
});

test('of an erased person the sum stays for the books, and nothing that names them', async ({ db }) => {
  const contact = await makeContact(db);
  const before = await makeDeal(db, {
    name: 'Range for Nora',
    contactId: contact.id,
    amount: 5,
    currency: 'GBP',
  });
  await loseDeal(db, system, before.id, { reason: 'price', words: 'Nora said no' });
  const before2 = listen([listeners]);
  const counts = await forgetContacts(db, system, [contact.id]).finally(() => listen(before2));
  expect(counts).toMatchObject({ 'Deals, emptied': 1 });
  const deal = await findDeal(db, system, before.id);
  expect(deal).toMatchObject({
    amount: 5,
    contact: null,
    lostWords: null,
    name: 'Deal of an erased contact',
  });
  const events = await db
    .selectFrom('platform.events')
    .select(['changes', 'payload'])
    .where('subject_id', '=', before.id)
    .orderBy('position')
    .execute();
  expect(JSON.stringify(events)).not.toContain('Nora');
});

test('the copy a person may ask for has their deals, in words', async ({ db }) => {
  const contact = await makeContact(db);
  const { id } = await makeDeal(db, { contactId: contact.id, amount: 123_450, currency: 'GBP' });
  await loseDeal(db, system, id, { reason: 'no_budget' });
  const { Deals: rows = [] } = await personalData(db, [contact.id]);
  expect(rows).toMatchObject([{ Name: 'Spring range', Stage: 'lost', 'Lost because': 'No budget' }]);
  expect(Number(rows[0]?.['Amount'])).toBe(1234.5);
});

test('a visitor’s deal goes on with whoever they turned out to be', async ({ db }) => {
  const [visitor, somebody] = [await makeContact(db), await makeContact(db)];
  const { id } = await makeDeal(db, { contactId: visitor.id });
  const before = listen([listeners]);
  await tell(db, system, 'contacts.absorbed', { absorbed: new Map([[visitor.id, somebody.id]]) }).finally(
    () => listen(before),
  );
  expect((await findDeal(db, system, id)).contact?.id).toBe(somebody.id);
});
