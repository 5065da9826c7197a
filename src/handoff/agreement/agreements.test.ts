import { describe, expect } from 'vitest';
import { handoff } from '../handoff.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, eventNames, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import type { AgreementDocument } from './agreement.ts';
import {
  discardAgreement,
  draftAgreement,
  editAgreement,
  proposeAgreement,
  signAgreement,
  withdrawAgreement,
} from './agreements.ts';
import { compareAgreement, differencesBetween } from './differences.ts';
import { currentAgreements, findAgreement, listAgreements } from './reading.ts';
import { usualTerms } from './usual-terms.ts';

describe('a version', () => {
  test('is drafted from the usual terms, proposed, signed by both sides, and retires the one before', async ({
    db,
  }) => {
    const [marketing, sales] = [await actor(db, 'marketing_manager'), await actor(db, 'sales_manager')];
    const first = await draftAgreement(db, marketing, {});
    expect(first).toMatchObject({ number: 1, state: 'draft', document: usualTerms() });
    await proposeAgreement(db, marketing, first.id);
    const half = await signAgreement(db, marketing, first.id, 'marketing');
    expect(half).toMatchObject({
      state: 'proposed',
      signed: { marketing: { by: { id: marketing.id } }, sales: null },
    });
    const signed = await signAgreement(db, sales, first.id, 'sales');
    expect(signed.state).toBe('in_force');
    expect(signed.inForceAt).not.toBeNull();
    const second = await draftAgreement(db, sales, { basedOn: first.id });
    expect(second).toMatchObject({ number: 2, basedOn: { number: 1 } });
    await proposeAgreement(db, sales, second.id);
    await signAgreement(db, sales, second.id, 'sales');
    expect((await findAgreement(db, sales, first.id)).state).toBe('in_force');
    await signAgreement(db, marketing, second.id, 'marketing');
    expect((await findAgreement(db, sales, first.id)).state).toBe('retired');
    const { inForce, proposed, drafts } = await currentAgreements(db, sales);
    expect([inForce?.number, proposed, drafts]).toEqual([2, null, []]);
    expect((await listAgreements(db, { limit: 10 })).items.map(({ number }) => number)).toEqual([2, 1]);
    expect((await eventNames(db)).filter((name) => name.startsWith('agreement'))).toEqual([
      'agreement.drafted',
      'agreement.proposed',
      'agreement.signed',
      'agreement.signed',
      'agreement.in-force',
      'agreement.drafted',
      'agreement.proposed',
      'agreement.signed',
      'agreement.signed',
      'agreement.in-force',
    ]);
  });

  test('one person with both roles signs twice, each side for itself', async ({ db }) => {
    const owner = await actor(db, 'owner');
    const { id } = await draftAgreement(db, owner, {});
    await proposeAgreement(db, owner, id);
    expect((await signAgreement(db, owner, id, 'sales')).state).toBe('proposed');
    await expect(signAgreement(db, owner, id, 'sales')).rejects.toThrow('signed for sales already');
    expect((await signAgreement(db, owner, id, 'marketing')).state).toBe('in_force');
  });

  test('nobody signs for the other side', async ({ db }) => {
    const [marketing, sales] = [await actor(db, 'marketing_manager'), await actor(db, 'sales_manager')];
    const { id } = await draftAgreement(db, sales, {});
    await proposeAgreement(db, sales, id);
    await expect(signAgreement(db, sales, id, 'marketing')).rejects.toThrow('Only the managers of marketing');
    await expect(signAgreement(db, marketing, id, 'sales')).rejects.toThrow('Only the managers of sales');
  });

  test('what is proposed, signed or withdrawn never changes; a withdrawn one is taken up by a new version', async ({
    db,
  }) => {
    const owner = await actor(db, 'owner');
    const { id } = await draftAgreement(db, owner, {});
    await proposeAgreement(db, owner, id);
    const change = { document: { ...usualTerms(), text: 'Smuggled in' } };
    await expect(editAgreement(db, owner, id, change)).rejects.toThrow('Only a draft');
    await expect(discardAgreement(db, owner, id)).rejects.toThrow('Only a draft');
    const second = await draftAgreement(db, owner, { basedOn: id });
    await expect(proposeAgreement(db, owner, second.id)).rejects.toThrow('Version 1 is proposed already');
    await withdrawAgreement(db, owner, id);
    await expect(signAgreement(db, owner, id, 'sales')).rejects.toThrow('Only what is proposed');
    await proposeAgreement(db, owner, second.id);
    await signAgreement(db, owner, second.id, 'sales');
    await signAgreement(db, owner, second.id, 'marketing');
    await expect(editAgreement(db, owner, second.id, change)).rejects.toThrow('Only a draft');
    await expect(withdrawAgreement(db, owner, second.id)).rejects.toThrow('Only a proposal');
    expect((await findAgreement(db, owner, second.id)).document).toEqual(usualTerms());
  });

  test('a promise keeps its meaning from version to version, and an agreement binds both sides', async ({
    db,
  }) => {
    const owner = await actor(db, 'owner');
    const { id } = await draftAgreement(db, owner, {});
    const { promises } = usualTerms();
    const oneSided = { ...usualTerms(), promises: promises.filter(({ side }) => side === 'sales') };
    await editAgreement(db, owner, id, { document: oneSided });
    await expect(proposeAgreement(db, owner, id)).rejects.toThrow('needs a promise of marketing');
    await editAgreement(db, owner, id, { document: usualTerms() });
    await proposeAgreement(db, owner, id);
    const next = await draftAgreement(db, owner, { basedOn: id });
    const other = promises.map((one) =>
      one.id === 'hot-leads' ? { ...one, metric: 'pipeline_value' as const, currency: 'EUR' } : one,
    );
    const document = { ...usualTerms(), promises: other } as AgreementDocument;
    await expect(editAgreement(db, owner, next.id, { document })).rejects.toThrow(
      'stood for another promise',
    );
  });

  test('somebody else’s change of a draft is not written over', async ({ db }) => {
    const owner = await actor(db, 'owner');
    const { id, updatedAt } = await draftAgreement(db, owner, {});
    const from = updatedAt.toISOString();
    await editAgreement(db, owner, id, { note: 'First', updatedAt: '2020-01-01T00:00:00Z' }).then(
      () => expect.unreachable(),
      (error: Error) => expect(error.message).toContain('while you were writing'),
    );
    expect((await editAgreement(db, owner, id, { note: 'Second', updatedAt: from })).note).toBe('Second');
  });
});

test('differences are told in words', async ({ db }) => {
  const owner = await actor(db, 'owner');
  const { id } = await draftAgreement(db, owner, {});
  expect(await compareAgreement(db, owner, id)).toEqual({ against: null, items: [] });
  const before = usualTerms();
  const after = usualTerms();
  const [leads, ...others] = after.promises;
  if (leads) after.promises = [{ ...leads, target: 120 }, ...others.filter((one) => one.id !== 'attempts')];
  after.words[0] = { word: 'Hot lead', means: 'Somebody who asks.' };
  after.text = after.text.replace('Either side', 'Any side');
  expect(differencesBetween(before, before)).toEqual([]);
  const items = differencesBetween(before, after);
  expect(items.map(({ kind, about }) => [kind, about])).toEqual([
    ['changed', 'marketing'],
    ['removed', 'sales'],
    ['changed', 'words'],
    ['removed', 'text'],
    ['added', 'text'],
  ]);
  expect(items[0]?.after).toContain('Marketing brings 120 hot leads a month.');
  expect(items[0]?.before).toContain('Marketing brings 100 hot leads a month.');
});

describe('over the API', () => {
  test('what cannot be meant is refused in words, and roles are kept', async ({ db }) => {
    const app = await testApp(testHouse(db), [handoff]);
    const manager = await signIn(app, await actor(db, 'sales_manager'));
    const rep = await signIn(app, await actor(db, 'rep'));
    const headers = { ...manager, origin: 'http://localhost:4000' };
    const url = '/api/agreements';
    expect(
      (await app.inject({ method: 'POST', url, headers: { ...headers, ...rep }, payload: {} })).statusCode,
    ).toBe(403);
    const made = await app.inject({ method: 'POST', url, headers, payload: {} });
    expect(made.statusCode).toBe(201);
    const { id, document } = made.json<{ id: string; document: AgreementDocument }>();
    const bad = structuredClone(document);
    const response = bad.promises.find((one) => one.id === 'first-response');
    if (response) response.target = 4;
    const refused = await app.inject({
      method: 'PATCH',
      url: `${url}/${id}`,
      headers,
      payload: { document: bad },
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Enter a share from 1% to 100%.');
    const seen = await app.inject({ url: `${url}/current`, headers: rep });
    expect(seen.json()).toMatchObject({ inForce: null, proposed: null, drafts: [{ id, number: 1 }] });
    await app.close();
  });
});
