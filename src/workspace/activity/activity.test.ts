import { sql } from 'kysely';
import { expect } from 'vitest';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import type { SubjectKind } from '../../platform/room.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';
import { subjectKinds } from '../subjects.ts';
import { activityRoutes } from './routes.ts';

declare module '../../platform/events.ts' {
  interface EventMap {
    'thing.changed': { note: string };
    'thing.lent': { to: string };
  }
}

/** Things of which one may read only the ids in `readable`. */
function kindsOf(readable: Set<string>): Record<string, SubjectKind> {
  const mayRead = async (_db: Db, _who: Actor, ids: string[]) =>
    new Set(ids.filter((id) => readable.has(id)));
  return { thing: { permission: 'contacts.read', mayRead }, secret: { permission: 'keys.manage', mayRead } };
}

async function appWith(db: Db, readable: string[]) {
  const house = testHouse(db);
  const kinds = kindsOf(new Set(readable));
  const room = {
    name: 'activity',
    routes: (app: Parameters<typeof activityRoutes>[0]) => activityRoutes(app, house, kinds),
  };
  return testApp(house, [room]);
}

function change(db: Db, who: Actor, id: string, note: string) {
  const changes = { name: { from: 'old', to: note } };
  return emit(db, who, [
    { name: 'thing.changed', subject: { kind: 'thing', id }, payload: { note }, changes },
  ]);
}

test('a record’s activity, newest first, page by page, with the names of the people in it', async ({
  db,
}) => {
  const [rep, ben] = [await actor(db, 'rep'), await actor(db, 'marketer')];
  const [id, other] = [newId(), newId()];
  const app = await appWith(db, [id]);
  for (const note of ['a', 'b', 'c']) await change(db, rep, id, note);
  await change(db, rep, other, 'elsewhere');
  await emit(db, rep, [{ name: 'thing.lent', subject: { kind: 'thing', id }, payload: { to: ben.id } }]);
  const headers = await signIn(app, rep);
  const first = (await app.inject({ url: `/api/activity?subject=thing:${id}&limit=2`, headers })).json();
  expect(first).toMatchObject({
    items: [
      {
        name: 'thing.lent',
        actor: { kind: 'user', id: rep.id, name: rep.name },
        subject: { kind: 'thing', id },
      },
      { name: 'thing.changed', payload: { note: 'c' }, changes: { name: { from: 'old', to: 'c' } } },
    ],
    people: [{ id: ben.id, name: ben.name }],
  });
  const second = await app.inject({
    url: `/api/activity?subject=thing:${id}&limit=2&cursor=${first.next}`,
    headers,
  });
  expect(second.json()).toMatchObject({
    items: [{ payload: { note: 'b' } }, { payload: { note: 'a' } }],
    next: null,
  });
});

test('a record one may not read has no activity for one, nor has a kind nobody registered', async ({
  db,
}) => {
  const rep = await actor(db, 'rep');
  const [mine, hidden] = [newId(), newId()];
  const app = await appWith(db, [mine]);
  const headers = await signIn(app, rep);
  const read = async (subject: string) =>
    (await app.inject({ url: `/api/activity?subject=${subject}`, headers })).statusCode;
  expect(await read(`thing:${mine}`)).toBe(200);
  expect(await read(`thing:${hidden}`)).toBe(404);
  expect(await read(`secret:${mine}`)).toBe(404);
  expect(await read(`toString:${mine}`)).toBe(404);
  expect(await read('thing')).toBe(422);
});

test('the audit log is filtered by actor, kind, record, name, day and words', async ({ db }) => {
  const [admin, ben] = [await actor(db, 'admin'), await actor(db, 'marketer')];
  const [one, two] = [newId(), newId()];
  await db.deleteFrom('platform.events').execute();
  freezeClock(new Date('2026-03-01T12:00:00Z'));
  await change(db, ben, one, 'first of March');
  freezeClock(new Date('2026-03-02T12:00:00Z'));
  await change(db, admin, two, '100% second');
  await emit(db, ben, [{ name: 'thing.lent', subject: { kind: 'thing', id: two }, payload: { to: ben.id } }]);
  releaseClock();
  const app = await appWith(db, []);
  const headers = await signIn(app, admin);
  const found = async (query: string) => {
    const answer = await app.inject({ url: `/api/audit?kind=thing&${query}`, headers });
    return answer
      .json()
      .items.map((item: { name: string; payload: { note?: string } }) => item.payload.note ?? item.name);
  };
  expect(await found('')).toEqual(['thing.lent', '100% second', 'first of March']);
  expect(await found(`actor=${ben.id}`)).toEqual(['thing.lent', 'first of March']);
  expect(await found(`subject=thing:${two}`)).toEqual(['thing.lent', '100% second']);
  expect(await found('name=thing.lent')).toEqual(['thing.lent']);
  expect(await found('name=thing.')).toHaveLength(3);
  expect(await found('from=2026-03-02')).toEqual(['thing.lent', '100% second']);
  expect(await found('to=2026-03-01')).toEqual(['first of March']);
  expect(await found('q=100%25')).toEqual(['100% second']);
  expect(await found(`q=${encodeURIComponent(admin.name)}`)).toEqual(['100% second']);
  expect(await found('q=nothing')).toEqual([]);
});

test('a search through a long log goes on, page by page, until everything was looked through', async ({
  db,
}) => {
  const admin = await actor(db, 'admin');
  const id = newId();
  await change(db, admin, id, 'needle');
  await sql`insert into platform.events (id, name, subject_kind, subject_id, actor_kind, actor_name)
    select gen_random_uuid(), 'thing.changed', 'thing', ${id}, 'system', 'Hay' from generate_series(1, 45000)`.execute(
    db,
  );
  const app = await appWith(db, []);
  const headers = await signIn(app, admin);
  const found: unknown[] = [];
  let cursor = '';
  let pages = 0;
  do {
    const page = (await app.inject({ url: `/api/audit?q=needle${cursor}`, headers })).json();
    found.push(...page.items);
    cursor = page.next ? `&cursor=${page.next}` : '';
    pages++;
  } while (cursor && pages < 10);
  expect(found).toMatchObject([{ payload: { note: 'needle' } }]);
  expect(pages).toBeGreaterThan(2);
});

test('what visitors do is in the log only when it is asked for, however much there is of it; what colleagues log always is', async ({
  db,
}) => {
  const [admin, rep] = [await actor(db, 'admin'), await actor(db, 'rep')];
  const id = newId();
  await db.deleteFrom('platform.events').execute();
  await change(db, rep, id, 'long ago');
  await sql`insert into platform.events (id, name, subject_kind, subject_id, actor_kind, actor_name)
    select gen_random_uuid(), 'touchpoint.recorded', 'contact', ${id}, 'system', 'The shop' from generate_series(1, 25000)`.execute(
    db,
  );
  await sql`insert into platform.events (id, name, subject_kind, subject_id, actor_kind, actor_id, actor_name)
    values (gen_random_uuid(), 'touchpoint.recorded', 'contact', ${id}, 'user', ${rep.id}, ${rep.name})`.execute(
    db,
  );
  const app = await appWith(db, []);
  const headers = await signIn(app, admin);
  const page = (await app.inject({ url: '/api/audit', headers })).json();
  expect(page).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({
        name: 'touchpoint.recorded',
        actor: { kind: 'user', id: rep.id, name: rep.name },
      }),
      expect.objectContaining({ payload: { note: 'long ago' } }),
    ]),
  });
  expect(page.items.filter(({ name }: { name: string }) => name === 'touchpoint.recorded')).toHaveLength(1);
  const asked = await app.inject({ url: '/api/audit?name=touchpoint.recorded&limit=10', headers });
  expect(asked.json().items).toHaveLength(10);
});

test('a day long ago is found among thousands of later events', async ({ db }) => {
  const admin = await actor(db, 'admin');
  const id = newId();
  await db.deleteFrom('platform.events').execute();
  await sql`insert into platform.events (id, name, subject_kind, subject_id, actor_kind, actor_name, occurred_at)
    select gen_random_uuid(), 'thing.changed', 'thing', ${id}, 'system', number::text,
      timestamptz '2026-03-01T00:00Z' + number * interval '1 minute'
    from generate_series(0, 39999) as number`.execute(db);
  const app = await appWith(db, []);
  const headers = await signIn(app, admin);
  const page = await app.inject({ url: '/api/audit?from=2026-03-02&to=2026-03-02&limit=200', headers });
  expect(page.json().items).toHaveLength(200);
  expect(page.json().items[0]).toMatchObject({ at: '2026-03-02T23:59:00.000Z', actor: { name: '2879' } });
});

test('only those who may read the audit log do', async ({ db }) => {
  const app = await appWith(db, []);
  const refused = await app.inject({ url: '/api/audit', headers: await signIn(app, await actor(db, 'rep')) });
  expect(refused.statusCode).toBe(403);
});

test('the audit log tells nobody of kinds they may not read, nor of what is private to somebody else', async ({
  db,
}) => {
  const [manager, admin] = [await actor(db, 'marketing_manager'), await actor(db, 'admin')];
  const rep = await actor(db, 'rep');
  const house = testHouse(db);
  const app = await testApp(house, [
    { name: 'audit', routes: (app) => activityRoutes(app, house, subjectKinds) },
  ]);
  await db.deleteFrom('platform.events').execute();
  const [mine, shared] = [newId(), newId()];
  const view = { noun: 'contacts', state: '{}', owner_id: rep.id };
  await db
    .insertInto('workspace.saved_views')
    .values([
      { ...view, id: mine, name: 'Private', shared: false },
      { ...view, id: shared, name: 'Shared', shared: true },
    ])
    .execute();
  const payload = { name: 'x', noun: 'contacts' };
  const from = { method: 'password' as const, ip: '203.0.113.7', device: 'Firefox' };
  const work = { kind: 'contacts.export', title: 'Export' };
  await emit(db, rep, [
    { name: 'view.created', subject: { kind: 'view', id: mine }, payload },
    { name: 'view.created', subject: { kind: 'view', id: shared }, payload },
    { name: 'sign-in.succeeded', subject: { kind: 'account', id: rep.id }, payload: from },
    { name: 'team.created', subject: { kind: 'team', id: newId() }, payload: { name: 'Field' } },
    { name: 'operation.started', subject: { kind: 'operation', id: newId() }, payload: work },
  ]);
  const seenBy = async (who: typeof rep, query = '') => {
    const answer = await app.inject({ url: `/api/audit?${query}`, headers: await signIn(app, who) });
    return answer.json().items.map((item: { subject: { kind: string } }) => item.subject.kind);
  };
  expect(await seenBy(manager)).toEqual(['team', 'view']);
  expect(await seenBy(manager, 'q=203.0.113.7')).toEqual([]);
  expect(await seenBy(manager, `subject=account:${rep.id}`)).toEqual([]);
  expect(await seenBy(admin)).toEqual(['operation', 'team', 'account', 'view']);
  await emit(db, admin, [{ name: 'view.created', subject: { kind: 'view', id: newId() }, payload }]);
  expect(await seenBy(admin, 'kind=view')).toHaveLength(2);
});

test('the history of a record that became part of another is told there', async ({ db }) => {
  const rep = await actor(db, 'rep');
  const [id, before] = [newId(), newId()];
  await change(db, rep, before, 'long ago');
  await emit(db, rep, [
    { name: 'contact.merged', subject: { kind: 'thing', id }, payload: { name: 'N', mergeId: id } },
    {
      name: 'contact.merged',
      subject: { kind: 'thing', id: before },
      payload: { name: 'N', mergeId: id, into: { id, name: 'N' } },
    },
  ]);
  const mayRead = async (_db: Db, _who: Actor, ids: string[]) => new Set(ids);
  const kinds = { thing: { permission: 'contacts.read', mayRead, formerIds: async () => [before] } };
  const house = testHouse(db);
  const app = await testApp(house, [
    { name: 'activity', routes: (app) => activityRoutes(app, house, kinds) },
  ]);
  const answer = await app.inject({
    url: `/api/activity?subject=thing:${id}`,
    headers: await signIn(app, rep),
  });
  expect(answer.json().items).toMatchObject([{ name: 'contact.merged' }, { payload: { note: 'long ago' } }]);
  expect(answer.json().items).toHaveLength(2);
});
