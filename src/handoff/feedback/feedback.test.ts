import { describe, expect } from 'vitest';
import { sql } from 'kysely';
import { audience } from '../../audience/audience.ts';
import { makeContact } from '../../audience/testing.ts';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { collectPersonalData } from '../../platform/personal-data.ts';
import { test } from '../../platform/testing/testing.ts';
import { touchpoints } from '../../touchpoints/touchpoints.ts';
import { actor, eventNames, makeTeam, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { handoff } from '../handoff.ts';
import { makeLead } from '../tension/testing.ts';
import type { FeedbackItem, FollowUp, Suggestion, WholeTheme } from './contract.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** The API as somebody meets it. */
async function apiOf(db: Db, who: Actor) {
  const app = await testApp(testHouse(db), [audience, touchpoints, handoff]);
  const headers = await signIn(app, who);
  const ask = (method: Method, url: string, payload?: object) =>
    app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  const list = async (query = ''): Promise<FeedbackItem[]> =>
    (await ask('GET', `/api/feedback${query}`)).json().items;
  return {
    ask,
    list,
    note: async (payload: object) => (await ask('POST', '/api/field-notes', payload)).json(),
    theme: async (name: string, itemIds?: string[]): Promise<WholeTheme> =>
      (await ask('POST', '/api/themes', { name, ...(itemIds ? { itemIds } : {}) })).json(),
  };
}

const late = { kind: 'complaint', words: 'Delivery took three weeks' };

describe('a field note', () => {
  test('is words, a kind and what was named, remembered for the next one', async ({ db }) => {
    const api = await apiOf(db, await actor(db, 'rep'));
    const note = await api.note({
      kind: 'competitor',
      words: 'Uses Brightwave for bleaching',
      competitor: 'Brightwave',
      place: 'Salon International',
    });
    expect(note).toMatchObject({ kind: 'competitor', competitor: 'Brightwave', contact: null, theme: null });
    await api.note({ ...late, competitor: 'brightwave', product: 'Colour 60 ml' });
    expect((await api.ask('GET', '/api/field-note-names')).json()).toEqual({
      competitors: [expect.stringMatching(/^brightwave$/i)],
      products: ['Colour 60 ml'],
      stores: [],
      places: ['Salon International'],
    });
    expect(await eventNames(db)).toContain('field-note.written');
    const empty = await api.ask('POST', '/api/field-notes', { kind: 'wish', words: '   ' });
    expect(empty.statusCode).toBe(422);
    expect(empty.json().detail).toContain('Write down what they said.');
  });

  test('about a contact stands on their timeline and is no touch', async ({ db }) => {
    const api = await apiOf(db, await actor(db, 'rep'));
    const { id } = await makeContact(db, { source: 'trade_fair' });
    const note = await api.note({ ...late, contactId: id });
    expect(note).toMatchObject({ contact: { id, name: 'Nora Castellan' }, source: 'trade_fair' });
    const timeline = (await api.ask('GET', `/api/contacts/${id}/timeline`)).json();
    expect(timeline.items).toMatchObject([
      { kind: 'note', name: 'Complaint', properties: { note: late.words, fieldNote: note.id } },
    ]);
    expect(timeline.activity).toBeNull();
    expect((await api.list(`?contact=${id}`)).map((item) => item.id)).toEqual([note.id]);
  });

  test('of a hand-off is about its contact, and one beyond one’s reach is not there', async ({ db }) => {
    const team = await makeTeam(db, 'North');
    const [rep, stranger] = [await actor(db, 'rep', { team }), await actor(db, 'rep')];
    const { id } = await makeContact(db);
    const handoffId = await makeLead(db, { contact_id: id, rep_id: rep.id, campaign: 'fair-2026' });
    const note = await (await apiOf(db, rep)).note({ ...late, handoffId });
    expect(note).toMatchObject({ contact: { id }, handoffId, campaign: 'fair-2026' });
    const refused = await (await apiOf(db, stranger)).ask('POST', '/api/field-notes', { ...late, handoffId });
    expect(refused.statusCode).toBe(404);
  });

  test('is corrected by whoever wrote it or a manager, and so it is on the timeline', async ({ db }) => {
    const rep = await apiOf(db, await actor(db, 'rep'));
    const contact = await makeContact(db);
    const note = await rep.note({ ...late, contactId: contact.id });
    expect(note).toMatchObject({ mayEdit: true, editedAt: null });
    const other = await apiOf(db, await actor(db, 'rep'));
    const refused = await other.ask('PATCH', `/api/field-notes/${note.id}`, { words: 'Was on time' });
    expect([refused.statusCode, (await other.list())[0]?.mayEdit]).toEqual([403, false]);
    const words = 'Delivery took four weeks';
    const edited = await rep.ask('PATCH', `/api/field-notes/${note.id}`, { words, kind: 'problem' });
    expect(edited.json()).toMatchObject({ words, kind: 'problem', editedAt: expect.any(String) });
    const line = async () => (await rep.ask('GET', `/api/contacts/${contact.id}/timeline`)).json().items;
    expect(await line()).toMatchObject([
      { name: 'Problem', properties: { note: words, feedback: 'problem', fieldNote: note.id } },
    ]);
    const manager = await apiOf(db, await actor(db, 'sales_manager'));
    expect(
      (await manager.ask('PATCH', `/api/field-notes/${note.id}`, { words: 'Five weeks' })).statusCode,
    ).toBe(200);
    const { rows } = await sql`select from platform.events where name like 'field-note.%'
      and (payload::text || coalesce(changes::text, '')) like '%weeks%'`.execute(db);
    expect(rows).toEqual([]);
  });

  test('that is deleted leaves its theme, which counts one less, and the timeline', async ({ db }) => {
    const rep = await apiOf(db, await actor(db, 'rep'));
    const contact = await makeContact(db);
    const [wrong, right] = [await rep.note({ ...late, contactId: contact.id }), await rep.note(late)];
    const marketer = await apiOf(db, await actor(db, 'marketer'));
    const theme = await marketer.theme('Slow delivery', [wrong.id, right.id]);
    expect(theme.notes).toBe(2);
    expect((await marketer.ask('DELETE', `/api/field-notes/${wrong.id}`)).statusCode).toBe(403);
    expect((await rep.ask('DELETE', `/api/field-notes/${wrong.id}`)).statusCode).toBe(204);
    const after = (await rep.ask('GET', `/api/themes/${theme.id}`)).json();
    expect([after.notes, after.weeks.at(-1).count]).toEqual([1, 1]);
    expect((await rep.list()).map(({ id }) => id)).toEqual([right.id]);
    const timeline = await rep.ask('GET', `/api/contacts/${contact.id}/timeline`);
    expect(timeline.json().items).toEqual([]);
    expect((await rep.ask('DELETE', `/api/field-notes/${wrong.id}`)).statusCode).toBe(404);
  });

  test('of somebody who was erased gets no words again', async ({ db }) => {
    const rep = await apiOf(db, await actor(db, 'rep'));
    const { id } = await rep.note(late);
    await db.updateTable('handoff.field_notes').set({ words: null, erased_at: now() }).execute();
    expect((await rep.ask('PATCH', `/api/field-notes/${id}`, { words: 'Again' })).statusCode).toBe(409);
  });

  test('may be filed differently by whoever writes notes; an analyst only reads', async ({ db }) => {
    const { id } = await (await apiOf(db, await actor(db, 'rep'))).note(late);
    const api = await apiOf(db, await actor(db, 'marketer'));
    const filed = await api.ask('PATCH', `/api/field-notes/${id}`, { kind: 'problem', product: 'Colour' });
    expect(filed.json()).toMatchObject({ kind: 'problem', product: 'Colour', words: late.words });
    expect((await api.ask('PATCH', `/api/field-notes/${id}`, { words: 'x' })).statusCode).toBe(403);
    const analyst = await apiOf(db, await actor(db, 'analyst'));
    expect((await analyst.ask('POST', '/api/field-notes', late)).statusCode).toBe(403);
    expect(await analyst.list()).toHaveLength(1);
  });
});

describe('the stream', () => {
  test('has notes and verdicts, newest first, page by page without a gap', async ({ db }) => {
    const api = await apiOf(db, await actor(db, 'marketer'));
    const { id: contact_id } = await makeContact(db);
    for (let count = 0; count < 3; count++) {
      await api.note({ ...late, words: `Late, ${count}` });
      await makeLead(db, { contact_id, verdict: 'rejected', reason: 'no_budget', words: `No, ${count}` });
    }
    await makeLead(db, { contact_id, verdict: 'accepted' });
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = (await api.ask('GET', `/api/feedback?limit=2${cursor}`)).json();
      seen.push(...page.items.map(({ words }: FeedbackItem) => words));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(['No, 2', 'Late, 2', 'No, 1', 'Late, 1', 'No, 0', 'Late, 0']);
    expect((await api.ask('GET', '/api/feedback?cursor=abc')).statusCode).toBe(422);
  });

  test('is narrowed by what verdicts have, what notes have, and what both have', async ({ db }) => {
    const api = await apiOf(db, await actor(db, 'marketer'));
    const { id: contact_id } = await makeContact(db, { source: 'radio' });
    const lead = { contact_id, source: 'radio', campaign: 'spring' } as const;
    await makeLead(db, { ...lead, verdict: 'recycled', reason: 'bad_timing', words: 'In March' });
    await makeLead(db, { contact_id, verdict: 'rejected', reason: 'competitor', words: 'Stays with them' });
    await api.note({ kind: 'praise', words: 'Loves the scent', product: 'Shampoo', contactId: contact_id });
    await api.note({ kind: 'complaint', words: 'Too sweet', competitor: 'Brightwave' });
    const words = async (query: string) =>
      (await api.list(query)).map((item) => String(item.words)).toSorted();
    expect(await words('?kind=praise')).toEqual(['Loves the scent']);
    expect(await words('?reason=bad_timing,competitor')).toEqual(['In March', 'Stays with them']);
    expect(await words('?kind=praise&reason=competitor')).toEqual(['Loves the scent', 'Stays with them']);
    expect(await words('?source=radio')).toEqual(['In March', 'Loves the scent']);
    expect(await words('?campaign=SPRING')).toEqual(['In March']);
    expect(await words('?competitor=brightwave')).toEqual(['Too sweet']);
    expect(await words('?product=shampoo')).toEqual(['Loves the scent']);
    expect(await words('?q=sweet')).toEqual(['Too sweet']);
    expect(await words('?q=100%25')).toEqual([]);
    const today = now().toISOString().slice(0, 10);
    expect(await words(`?from=${today}&to=${today}`)).toHaveLength(4);
    expect(await words('?to=2020-01-01')).toEqual([]);
  });

  test('names only contacts one may see', async ({ db }) => {
    const owner = await actor(db, 'rep');
    const { id } = await makeContact(db, { ownerId: owner.id });
    await (await apiOf(db, owner)).note({ ...late, contactId: id });
    const [seen] = await (await apiOf(db, await actor(db, 'rep'))).list();
    expect(seen).toMatchObject({ words: late.words, contact: null });
  });
});

describe('themes', () => {
  test('hold notes and verdicts, counted by week; each stands in one', async ({ db }) => {
    const api = await apiOf(db, await actor(db, 'marketer'));
    const [one, two] = [await api.note(late), await api.note({ ...late, words: 'Late again' })];
    const { id: contact_id } = await makeContact(db);
    const lead = await makeLead(db, { contact_id, verdict: 'rejected', reason: 'no_need' });
    const delivery = await api.theme('Delivery', [one.id, two.id, lead]);
    expect(delivery).toMatchObject({
      notes: 2,
      verdicts: 1,
      kinds: [{ kind: 'complaint', count: 2 }],
      reasons: [{ reason: 'no_need', count: 1 }],
    });
    expect(delivery.weeks).toHaveLength(12);
    expect(delivery.weeks.at(-1)?.count).toBe(3);
    // Split: what goes into a new theme leaves the old one.
    const split = await api.theme('Lateness', [two.id]);
    expect(split.notes).toBe(1);
    expect((await api.ask('GET', `/api/themes/${delivery.id}`)).json()).toMatchObject({ notes: 1 });
    expect((await api.list(`?theme=${split.id}`)).map(({ id }) => id)).toEqual([two.id]);
    expect(await api.list('?theme=none')).toEqual([]);
    const out = await api.ask('DELETE', `/api/themes/${split.id}/items/${two.id}`);
    expect(out.json()).toMatchObject({ notes: 0 });
    expect(await api.list('?theme=none')).toHaveLength(1);
    const unjudged = await makeLead(db, { contact_id });
    expect((await api.ask('POST', `/api/themes/${split.id}/items`, { itemIds: [unjudged] })).statusCode).toBe(
      404,
    );
  });

  test('are renamed and merged: all moves, and the old address leads to the new one', async ({ db }) => {
    const api = await apiOf(db, await actor(db, 'sales_manager'));
    const { id: note } = await api.note(late);
    const [from, into] = [await api.theme('Late', [note]), await api.theme('Delivery')];
    await api.ask('POST', `/api/themes/${from.id}/follow-ups`, { kind: 'product_issue', title: 'Carrier' });
    const renamed = await api.ask('PATCH', `/api/themes/${into.id}`, { name: 'Delivery times' });
    expect(renamed.json().name).toBe('Delivery times');
    await api.ask('POST', `/api/themes/${from.id}/merger`, { into: into.id });
    expect((await api.ask('GET', `/api/themes/${from.id}`)).json()).toMatchObject({
      id: into.id,
      notes: 1,
      followUpList: [{ title: 'Carrier' }],
    });
    const { items } = (await api.ask('GET', '/api/themes')).json();
    expect(items.map(({ name }: WholeTheme) => name)).toEqual(['Delivery times']);
    expect((await api.ask('PATCH', `/api/themes/${from.id}`, { name: 'x' })).statusCode).toBe(409);
    const self = await api.ask('POST', `/api/themes/${into.id}/merger`, { into: into.id });
    expect(self.statusCode).toBe(422);
  });

  test('are a manager’s or marketer’s to make, a rep’s to read', async ({ db }) => {
    const rep = await apiOf(db, await actor(db, 'rep'));
    expect((await rep.ask('POST', '/api/themes', { name: 'Mine' })).statusCode).toBe(403);
    expect((await rep.ask('GET', '/api/themes')).statusCode).toBe(200);
  });

  test('are suggested: like an old one, or new; nothing is grouped by itself', async ({ db }) => {
    const api = await apiOf(db, await actor(db, 'marketer'));
    const said = [
      'Delivery took three weeks',
      'The delivery came two weeks late',
      'Late delivery, no message',
    ];
    const notes = [];
    for (const words of said) notes.push(await api.note({ ...late, words }));
    for (const words of ['Shampoo smells too strong', 'The shampoo has a strong smell, clients say'])
      await api.note({ kind: 'complaint', words });
    await api.note({ kind: 'praise', words: 'Great talk at the fair' });
    const theme = await api.theme('Delivery', [notes[0].id, notes[1].id]);
    const { suggestions } = (await api.ask('GET', '/api/theme-suggestions')).json();
    const like = suggestions.find((each: Suggestion) => each.theme?.id === theme.id);
    expect(like.items.map(({ words }: FeedbackItem) => words)).toEqual([said[2]]);
    const fresh = suggestions.find((each: Suggestion) => each.theme === null);
    expect(fresh.items).toHaveLength(2);
    expect(fresh.name).toMatch(/smell|shampoo|strong/i);
    expect(await api.list('?theme=none')).toHaveLength(4);
  });
});

test('what came of a theme is a row: who, how it stands, what came of it', async ({ db }) => {
  const who = await actor(db, 'marketing_manager');
  const api = await apiOf(db, who);
  const theme = await api.theme('Delivery');
  const url = `/api/themes/${theme.id}/follow-ups`;
  const made: FollowUp = (
    await api.ask('POST', url, { kind: 'content_idea', title: 'Where is my parcel', ownerId: who.id })
  ).json();
  expect(made).toMatchObject({ state: 'open', owner: { id: who.id }, outcome: null });
  const done = await api.ask('PATCH', `/api/follow-ups/${made.id}`, {
    state: 'done',
    outcome: 'Half as many calls',
  });
  expect(done.json()).toMatchObject({ state: 'done', outcome: 'Half as many calls', title: made.title });
  expect((await api.ask('GET', `/api/themes/${theme.id}`)).json().followUps).toEqual({
    open: 0,
    doing: 0,
    done: 1,
    dropped: 0,
  });
  const all = (await api.ask('GET', '/api/follow-ups?state=done')).json();
  expect(all.items).toMatchObject([{ id: made.id, theme: { id: theme.id, name: 'Delivery' } }]);
  expect(await eventNames(db)).toEqual(expect.arrayContaining(['follow-up.made', 'follow-up.updated']));
  const model = { kind: 'content_idea', title: 'x', modelId: who.id };
  expect((await api.ask('POST', url, model)).json().detail).toContain('score rule');
});

describe('the people behind the notes', () => {
  test('a merge takes notes along, and undoing it takes exactly those back', async ({ db }) => {
    const who = await actor(db, 'marketer');
    const api = await apiOf(db, who);
    const [kept, gone] = [await makeContact(db), await makeContact(db, { givenName: 'Nora B.' })];
    const [own, theirs] = [
      await api.note({ ...late, contactId: kept.id }),
      await api.note({ ...late, contactId: gone.id }),
    ];
    const merged = await api.ask('POST', `/api/contacts/${kept.id}/merges`, { with: gone.id });
    expect(merged.statusCode, merged.body).toBeLessThan(300);
    const ids = async (contact: string) =>
      (await api.list(`?contact=${contact}`)).map(({ id }) => id).toSorted();
    expect(await ids(kept.id)).toEqual([String(own.id), String(theirs.id)].toSorted());
    const { rows } = await sql<{ id: string }>`select id from audience.merges`.execute(db);
    const undone = await api.ask('POST', `/api/merges/${rows[0]?.id}/reversal`);
    expect(undone.statusCode, undone.body).toBeLessThan(300);
    expect([await ids(kept.id), await ids(gone.id)]).toEqual([[own.id], [theirs.id]]);
  });

  test('an erased person’s words go; that there was a complaint stays', async ({ db }) => {
    const who = await actor(db, 'admin');
    const api = await apiOf(db, who);
    const { id } = await makeContact(db);
    const note = await api.note({ ...late, product: 'Colour', place: 'Her salon', contactId: id });
    const theme = await api.theme('Delivery', [note.id]);
    const copy = await collectPersonalData(db, [id]);
    expect(copy['Field notes']).toMatchObject([{ What: 'Complaint', Words: late.words }]);
    const { forgetContacts } = await import('../../audience/audience.ts');
    const counts = await forgetContacts(db, who, [id]);
    expect(counts['Field notes, emptied']).toBe(1);
    expect(await api.list()).toEqual([]);
    expect((await api.ask('GET', `/api/themes/${theme.id}`)).json()).toMatchObject({ notes: 1 });
    const left = await sql`select to_jsonb(n)::text as all from handoff.field_notes as n`.execute(db);
    expect(JSON.stringify(left.rows)).not.toMatch(/three weeks|Her salon|contact_id": "/);
    const events = await sql`select payload::text, changes::text from platform.events`.execute(db);
    expect(JSON.stringify(events.rows)).not.toContain('three weeks');
  });
});
