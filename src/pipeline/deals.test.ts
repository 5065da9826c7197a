import { describe, expect } from 'vitest';
import { findContact } from '../audience/audience.ts';
import { editContact, makeCompany, makeContact, mergeContacts } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { Conflict, Forbidden, NotFound } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { test } from '../platform/testing/testing.ts';
import { actor, eventNames, makeTeam, openTestWorkspace } from '../workspace/testing.ts';
import { loseDeal, reopenDeal, winDeal } from './closing.ts';
import { assignDeal, createDeal, deleteDeal, editDeal, restoreDeal } from './deals.ts';
import { findDeal } from './reading.ts';
import { dealTouches, makeDeal } from './testing.ts';

describe('opening a deal', () => {
  test('the contact is an opportunity, and it stands on their line', async ({ db }) => {
    const rep = await actor(db, 'rep');
    const { id: companyId } = await makeCompany(db);
    const contact = await makeContact(db, { ownerId: rep.id, companyId, stage: 'lead' });
    const deal = await createDeal(db, rep, {
      name: 'Spring range',
      contactId: contact.id,
      amount: 480_000,
      currency: 'GBP',
    });
    expect(deal).toMatchObject({ stage: 'open', owner: { id: rep.id }, company: { id: companyId } });
    expect((await findContact(db, system, contact.id)).stage).toBe('opportunity');
    expect(await dealTouches(db, contact.id)).toEqual([
      {
        kind: 'deal_opened',
        name: 'Spring range',
        value: null,
        currency: null,
        team: 'sales',
        properties: { dealId: deal.id, worth: { amount: 480_000, currency: 'GBP' } },
      },
    ]);
    expect(await eventNames(db)).toContain('deal.opened');
  });

  test('an amount without a currency is in that of the company; without an amount there is none', async ({
    db,
  }) => {
    await openTestWorkspace(db);
    expect(await makeDeal(db, { amount: 100 })).toMatchObject({ amount: 100, currency: 'EUR' });
    expect(await makeDeal(db, { currency: 'GBP' })).toMatchObject({ amount: null, currency: null });
  });

  test('not with a contact one may not see, nor in the future', async ({ db }) => {
    const [rep, other] = [await actor(db, 'rep'), await actor(db, 'rep')];
    const theirs = await makeContact(db, { ownerId: other.id });
    await expect(createDeal(db, rep, { name: 'X', contactId: theirs.id })).rejects.toThrow(NotFound);
    await expect(makeDeal(db, { openedAt: '2099-01-01T00:00:00Z' })).rejects.toThrow('in the future');
  });
});

describe('closing a deal', () => {
  test('won: the contact is a customer, the day can be named', async ({ db }) => {
    const contact = await makeContact(db, { stage: 'lead' });
    const deal = await makeDeal(db, {
      contactId: contact.id,
      amount: 900,
      currency: 'GBP',
      openedAt: '2026-09-01T09:00:00Z',
    });
    const closedAt = new Date('2026-10-05T12:00:00Z');
    expect(await winDeal(db, system, deal.id, { closedAt })).toMatchObject({ stage: 'won', closedAt });
    expect((await findContact(db, system, contact.id)).stage).toBe('customer');
    const touches = await dealTouches(db, contact.id);
    expect(touches.map(({ kind, value }) => [kind, value])).toEqual([
      ['deal_opened', null],
      ['deal_won', 900],
    ]);
    await expect(
      winDeal(db, system, deal.id, { closedAt: new Date('2026-08-01T12:00:00Z') }),
    ).rejects.toThrow('not open yet');
  });

  test('lost: with its reason and words, and the contact stays where they are', async ({ db }) => {
    const contact = await makeContact(db, { stage: 'customer' });
    const deal = await makeDeal(db, { contactId: contact.id });
    const lost = await loseDeal(db, system, deal.id, { reason: 'price', words: 'A third too much' });
    expect(lost).toMatchObject({ stage: 'lost', lostReason: 'price', lostWords: 'A third too much' });
    expect((await findContact(db, system, contact.id)).stage).toBe('customer');
    const [, touch] = await dealTouches(db, contact.id);
    expect(touch).toMatchObject({
      kind: 'deal_lost',
      properties: { dealId: deal.id, reason: 'Too expensive', note: 'A third too much' },
    });
  });

  test('said again with another reason it is corrected, not lost a second time', async ({ db }) => {
    const contact = await makeContact(db);
    const deal = await makeDeal(db, { contactId: contact.id });
    const { closedAt } = await loseDeal(db, system, deal.id, { reason: 'price' });
    const corrected = await loseDeal(db, system, deal.id, { reason: 'competitor' });
    expect(corrected).toMatchObject({ lostReason: 'competitor', closedAt });
    expect(await dealTouches(db, contact.id)).toHaveLength(2);
    const names = await eventNames(db);
    expect(names.filter((name) => name === 'deal.lost')).toHaveLength(1);
    expect(names.at(-1)).toBe('deal.updated');
  });

  test('opened again it has neither day nor reason, and nothing new on the line', async ({ db }) => {
    const contact = await makeContact(db);
    const deal = await makeDeal(db, { contactId: contact.id });
    await loseDeal(db, system, deal.id, { reason: 'price', words: 'Too much' });
    expect(await reopenDeal(db, system, deal.id)).toMatchObject({
      stage: 'open',
      closedAt: null,
      lostReason: null,
      lostWords: null,
    });
    expect(await dealTouches(db, contact.id)).toHaveLength(2);
  });
});

describe('a deal that was not won after all', () => {
  async function stageOf(db: Db, id: string) {
    return (await findContact(db, system, id)).stage;
  }
  async function won(db: Db, contactId: string): Promise<string> {
    const { id } = await makeDeal(db, { contactId, amount: 900, currency: 'GBP' });
    await winDeal(db, system, id);
    return id;
  }

  test('gives back what they were, with the reason, and the sale stands no more on their line', async ({
    db,
  }) => {
    const rep = await actor(db, 'sales_manager');
    const { id: contactId } = await makeContact(db, { stage: 'sql' });
    const dealId = await won(db, contactId);
    expect(await stageOf(db, contactId)).toBe('customer');
    await reopenDeal(db, rep, dealId);
    expect(await stageOf(db, contactId)).toBe('opportunity');
    const moves = await db
      .selectFrom('audience.stage_moves')
      .select(['from_stage', 'to_stage', 'reason', 'moved_by_id'])
      .where('contact_id', '=', contactId)
      .orderBy('id')
      .execute();
    expect(moves.at(-1)).toEqual({
      from_stage: 'customer',
      to_stage: 'opportunity',
      reason: 'the deal “Spring range” was opened again',
      moved_by_id: rep.id,
    });
    expect((await dealTouches(db, contactId)).map(({ kind }) => kind)).toEqual(['deal_opened']);
    await winDeal(db, rep, dealId);
    expect(await stageOf(db, contactId)).toBe('customer');
    expect((await dealTouches(db, contactId)).map(({ value }) => value)).toEqual([null, 900]);
    await loseDeal(db, rep, dealId, { reason: 'price' });
    expect(await stageOf(db, contactId)).toBe('opportunity');
  });

  test('leaves a customer of another one, until that is not won either', async ({ db }) => {
    const { id: contactId } = await makeContact(db, { stage: 'lead' });
    const [first, second] = [await won(db, contactId), await won(db, contactId)];
    await reopenDeal(db, system, first);
    expect(await stageOf(db, contactId)).toBe('customer');
    await deleteDeal(db, system, second);
    expect(await stageOf(db, contactId)).toBe('opportunity');
    await restoreDeal(db, system, second);
    expect(await stageOf(db, contactId)).toBe('customer');
  });

  test('leaves whom a colleague has moved since, and who was a customer before', async ({ db }) => {
    const moved = await makeContact(db, { stage: 'lead' });
    const dealId = await won(db, moved.id);
    for (const stage of ['sql', 'customer'] as const) await editContact(db, system, moved.id, { stage });
    await reopenDeal(db, system, dealId);
    expect(await stageOf(db, moved.id)).toBe('customer');
    const before = await makeContact(db, { stage: 'customer' });
    await reopenDeal(db, system, await won(db, before.id));
    expect(await stageOf(db, before.id)).toBe('customer');
  });

  test('nobody takes it from somebody who is one with another customer by now', async ({ db }) => {
    const [kept, gone] = [await makeContact(db, { stage: 'customer' }), await makeContact(db)];
    const dealId = await won(db, gone.id);
    await mergeContacts(db, await actor(db, 'admin'), { keptId: kept.id, goneId: gone.id });
    await reopenDeal(db, system, dealId);
    expect(await stageOf(db, kept.id)).toBe('customer');
  });

  test('of another contact makes that one the customer; another worth is one sale of that worth', async ({
    db,
  }) => {
    const [one, other] = [await makeContact(db, { stage: 'lead' }), await makeContact(db, { stage: 'lead' })];
    const dealId = await won(db, one.id);
    await editDeal(db, system, dealId, { contactId: other.id });
    expect([await stageOf(db, one.id), await stageOf(db, other.id)]).toEqual(['opportunity', 'customer']);
    await editDeal(db, system, dealId, { amount: 1_200 });
    expect((await dealTouches(db, other.id)).map(({ value }) => value)).toEqual([1_200]);
    expect((await dealTouches(db, one.id)).map(({ kind }) => kind)).toEqual(['deal_opened']);
  });
});

describe('changing a deal', () => {
  test('what differs is written and told with old and new', async ({ db }) => {
    const deal = await makeDeal(db, { amount: 100, currency: 'GBP' });
    const edited = await editDeal(db, system, deal.id, { amount: 250, expectedCloseOn: '2026-12-18' });
    expect(edited).toMatchObject({ amount: 250, currency: 'GBP', expectedCloseOn: '2026-12-18' });
    const event = await db
      .selectFrom('platform.events')
      .select('changes')
      .where('name', '=', 'deal.updated')
      .executeTakeFirstOrThrow();
    expect(event.changes).toEqual({
      amount: { from: 100, to: 250 },
      expectedCloseOn: { from: null, to: '2026-12-18' },
    });
    expect(await editDeal(db, system, deal.id, { amount: null })).toMatchObject({
      amount: null,
      currency: null,
    });
  });

  test('based on what is no longer so it is refused, with what is so', async ({ db }) => {
    const deal = await makeDeal(db);
    await editDeal(db, system, deal.id, { name: 'Autumn range' });
    const late = editDeal(db, system, deal.id, { name: 'Mine', updatedAt: '2026-01-01T00:00:00Z' });
    await expect(late).rejects.toThrow(Conflict);
    expect((await findDeal(db, system, deal.id)).name).toBe('Autumn range');
  });

  test('it is given away and deleted and comes back', async ({ db }) => {
    const rep = await actor(db, 'rep');
    const deal = await makeDeal(db, {}, rep);
    const manager = await actor(db, 'sales_manager');
    expect((await assignDeal(db, rep, deal.id, manager.id)).owner?.id).toBe(manager.id);
    await expect(assignDeal(db, manager, deal.id, newId())).rejects.toThrow('works here');
    await deleteDeal(db, manager, deal.id);
    expect((await findDeal(db, manager, deal.id)).deletedAt).not.toBeNull();
    await expect(winDeal(db, manager, deal.id)).rejects.toThrow(NotFound);
    expect(await restoreDeal(db, manager, deal.id)).toMatchObject({ deletedAt: null });
  });
});

test('a rep sees the deals of the team and changes only their own', async ({ db }) => {
  const team = await makeTeam(db, 'North');
  const [mine, theirs] = [await actor(db, 'rep', { team }), await actor(db, 'rep', { team })];
  const stranger = await actor(db, 'rep');
  const deal = await makeDeal(db, {}, theirs);
  expect((await findDeal(db, mine, deal.id)).id).toBe(deal.id);
  await expect(winDeal(db, mine, deal.id)).rejects.toThrow(Forbidden);
  await expect(findDeal(db, stranger, deal.id)).rejects.toThrow(NotFound);
  expect((await findDeal(db, system, deal.id)).stage).toBe('open');
});
