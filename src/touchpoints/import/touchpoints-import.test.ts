import { sql } from 'kysely';
import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { imported, makeContact, previewImport, undone, upload } from '../../audience/testing.ts';
import { actor } from '../../workspace/testing.ts';
import '../touchpoints.ts';
import { declareKind, listKinds } from '../kinds.ts';
import { sourceCounts } from '../source-counts.ts';
import { listSources } from '../sources.ts';

function touchpoints(db: Db) {
  return db
    .selectFrom('touchpoints.touchpoints')
    .select([
      'contact_id',
      'kind',
      'name',
      'channel',
      'value',
      'currency',
      'occurred_at',
      'actor_name',
      'properties',
    ])
    .orderBy('occurred_at')
    .execute();
}

const CALLS =
  'Date;E-mail;Type;Amount;Currency;Channel;Rep;Length\n' +
  '26.02.2026 10:00;nora@x.example;Cold call;;;Telefon;Sam Sales;12\n' +
  '27.02.2026 11:30;new@x.example;Showroom;1.250,50;EUR;Trade show;;0012\n' +
  'soon;nora@x.example;Call;;;;;\n' +
  '28.02.2026;;Call;;;;;\n' +
  '26.02.2026 10:00;nora@x.example;Cold call;;;Telefon;Sam Sales;12\n';

const options = { target: 'touchpoints', decimal: ',', timeZone: 'Europe/Berlin' } as const;

test('what happened comes from a file, once however often it is imported, and can be taken back', async ({
  db,
}) => {
  const who = await actor(db, 'admin');
  const { id: noraId } = await makeContact(db, { email: 'nora@x.example' });
  const preview = await previewImport(db, who, { ...options, fileId: await upload(db, who, CALLS) });
  expect(preview.columns.map(({ guess }) => guess)).toEqual([
    'when',
    'email',
    'kind',
    'value',
    'currency',
    'channel',
    'actor',
    null,
  ]);
  expect(preview.rows.map(({ outcome }) => outcome)).toEqual([
    'created',
    'created',
    'skipped',
    'skipped',
    'unchanged',
  ]);
  expect(await touchpoints(db)).toEqual([]);

  const { id, result } = await imported(db, who, CALLS, options);
  expect(result).toMatchObject({ seen: 5, created: 2, unchanged: 1, skipped: 2, bot: 0 });
  expect(await touchpoints(db)).toMatchObject([
    {
      contact_id: noraId,
      kind: 'cold_call',
      channel: 'phone',
      occurred_at: new Date('2026-02-26T09:00:00Z'),
      actor_name: 'Sam Sales',
      properties: { Length: 12, channel: 'Telefon' },
    },
    {
      kind: 'showroom',
      channel: 'trade_fair',
      value: 125_050,
      currency: 'EUR',
      properties: { Length: '0012' },
    },
  ]);
  expect((await listKinds(db)).find(({ kind }) => kind === 'showroom')?.label).toBe('Showroom');
  expect((await imported(db, who, CALLS, options)).result).toMatchObject({ created: 0, unchanged: 3 });

  expect((await undone(db, who, id)).result).toMatchObject({ left: 0 });
  expect(await touchpoints(db)).toEqual([]);
  expect(await db.selectFrom('touchpoints.activity').selectAll().execute()).toEqual([]);
  const people = db.selectFrom('audience.contacts').select('id').where('deleted_at', 'is', null);
  expect(await people.execute()).toEqual([{ id: noraId }]);
  expect((await imported(db, who, CALLS, options)).result).toMatchObject({ created: 2, unchanged: 1 });
});

test('whose work it was is known of the built-in kinds and of declared ones', async ({ db }) => {
  const who = await actor(db, 'admin');
  await declareKind(db, who, { kind: 'showroom', label: 'Showroom', channel: 'store', team: 'success' });
  const content =
    'when,email,kind\n2026-01-01,nora@x.example,call_warm\n2026-01-02,nora@x.example,Visit\n' +
    '2026-01-03,nora@x.example,page_view\n2026-01-04,nora@x.example,deal_won\n' +
    '2026-01-05,nora@x.example,Showroom\n2026-01-06,nora@x.example,Something else\n';
  await imported(db, who, content, { target: 'touchpoints' });
  const stored = db.selectFrom('touchpoints.touchpoints').select(['kind', 'team']).orderBy('occurred_at');
  expect(await stored.execute()).toEqual([
    { kind: 'call_warm', team: 'sales' },
    { kind: 'visit', team: 'sales' },
    { kind: 'page_view', team: 'marketing' },
    { kind: 'deal_won', team: 'sales' },
    { kind: 'showroom', team: 'success' },
    { kind: 'something_else', team: null },
  ]);
});

test('the page of the source says why rows were skipped, and nothing of what they say', async ({ db }) => {
  const who = await actor(db, 'admin');
  const content =
    'when,email,phone,kind\nsoon,nora@x.example,,visit\n,nora@x.example,,visit\n2026-01-01,nora,,visit\n' +
    '2026-01-02,,+44 113 496 0183,visit\n2026-01-03,,,visit\n2026-01-04,nora@x.example,,visit\n2026-01-05,,,visit\n';
  await imported(db, who, content, { target: 'touchpoints' });
  const source = (await listSources(db)).find(({ kind }) => kind === 'import');
  const { reasons, days } = await sourceCounts(db, source?.id ?? '', 1);
  expect(days).toMatchObject([{ seen: 7, stored: 1, skipped: 6 }]);
  expect(reasons.toSorted((one, other) => one.reason.localeCompare(other.reason))).toEqual([
    { outcome: 'skipped', reason: 'a moment that cannot be read', count: 1 },
    { outcome: 'skipped', reason: 'does not say when', count: 1 },
    { outcome: 'skipped', reason: 'does not say who it was', count: 2 },
    { outcome: 'skipped', reason: 'nobody is known by the phone number', count: 1 },
    { outcome: 'skipped', reason: 'not an e-mail address', count: 1 },
  ]);
});

test('whoever a file tells of first is known since then, also when it begins with its newest row', async ({
  db,
}) => {
  const who = await actor(db, 'admin');
  const rows = Array.from({ length: 1_500 }, (_, place) => {
    const at = new Date(Date.UTC(2015, 4, 17) - place * 3_600_000);
    return `${at.toISOString()},${place % 3 === 0 ? 'nora' : `visitor-${place}`}@x.example,visit\n`;
  });
  const content = `when,email,kind\n${rows.join('')}`;
  const { id } = await imported(db, who, content, { target: 'touchpoints' });
  const { rows: found } = await sql<{ people: number; late: number }>`
    select count(*) as people, count(*) filter (where c.created_at <> a.first_touch_at) as late
    from audience.contacts as c join touchpoints.activity as a on a.contact_id = c.id`.execute(db);
  expect(found).toEqual([{ people: 1_001, late: 0 }]);
  expect((await undone(db, who, id)).result).toMatchObject({ left: 0 });
  const people = db.selectFrom('audience.contacts').select('id').where('deleted_at', 'is', null);
  expect(await people.execute()).toEqual([]);
});

test('people are also known by id and phone; who made more of them than the import stays', async ({ db }) => {
  const who = await actor(db, 'admin');
  await makeContact(db, { email: 'nora@x.example', phone: '+44 113 496 0182' });
  const content =
    'When,Contact ID,Phone,Kind\n2026-01-01,7,,visit\n2026-01-02,8,,visit\n2026-01-03,,+44 113 496 0182,visit\n2026-01-04,,+44 113 496 0183,visit\n';
  const { id, result } = await imported(db, who, content, { target: 'touchpoints', idSpace: 'shop' });
  expect(result).toMatchObject({ created: 3, skipped: 1 });
  await imported(db, who, 'When,Contact ID,Kind\n2026-02-01,7,demo\n', {
    target: 'touchpoints',
    idSpace: 'shop',
  });
  const taken = await undone(db, who, id);
  expect(taken.result).toMatchObject({ deleted: 4, left: 1 });
  expect(await touchpoints(db)).toMatchObject([{ kind: 'demo' }]);
  const sums = await db.selectFrom('touchpoints.activity').select(['touch_count']).execute();
  expect(sums).toEqual([{ touch_count: 1 }]);
});

test('contacts of an import with whom something has happened since are not taken back with it', async ({
  db,
}) => {
  const who = await actor(db, 'admin');
  const { id } = await imported(db, who, 'email\nnora@x.example\nben@x.example\n');
  await imported(db, system, 'when,email,kind\n2026-01-01,nora@x.example,visit\n', { target: 'touchpoints' });
  expect((await undone(db, who, id)).result).toMatchObject({ deleted: 1, left: 1 });
});

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:30.0) Gecko/20100101 Firefox/30.0';

function line(request: string, { status = 200, address = '83.149.9.216', agent = FIREFOX } = {}) {
  return `${address} - - [17/May/2015:10:05:03 +0200] "${request} HTTP/1.1" ${status} 100 "https://www.google.com/" "${agent}"\n`;
}

test('bots in a log are counted apart, a broken line is told', async ({ db }) => {
  const who = await actor(db, 'admin');
  const google = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
  const log =
    line('GET /') +
    line('GET /pricing') +
    line('GET /', { address: '66.249.73.135', agent: google }) +
    '46.105.14.53 - - [17/May/2015:11:05:03\n';
  const { result } = await imported(db, who, log, { target: 'touchpoints' });
  expect(result).toMatchObject({ seen: 4, created: 2, skipped: 1, bot: 1 });
  const views = await touchpoints(db);
  expect(views).toMatchObject([{ name: '/', channel: 'search' }, { name: '/pricing' }]);
  expect(views[0]).toMatchObject({ kind: 'page_view', occurred_at: new Date('2015-05-17T08:05:03Z') });
  expect(new Set(views.map((view) => view.contact_id)).size).toBe(1);
});

test('of a log only documents that were delivered are page views; of every other line it is told why', async ({
  db,
}) => {
  const who = await actor(db, 'admin');
  const log = [
    line('GET /pricing?from=/logo.png'),
    line('GET /price-list.pdf', { status: 206 }),
    line('GET /about/', { status: 304 }),
    line('GET /about/team.JPG?size=2'),
    line('GET /style.css', { status: 304 }),
    line('GET /inter.woff2'),
    line('GET /favicon.ico'),
    line('GET /robots.txt'),
    line('GET /gone', { status: 404 }),
    line('GET /old', { status: 301 }),
    line('GET /broken', { status: 500 }),
    line('HEAD /'),
    line('POST /order'),
  ];
  const fileId = await upload(db, who, log.join(''));
  const preview = await previewImport(db, who, { target: 'touchpoints', fileId });
  expect(preview.rows.filter(({ outcome }) => outcome === 'created')).toHaveLength(3);
  const { id, result } = await imported(db, who, log.join(''), { target: 'touchpoints' });
  expect(result).toMatchObject({ seen: 13, created: 3, skipped: 10, bot: 0 });
  const views = await touchpoints(db);
  expect(new Set(views.map(({ name }) => name))).toEqual(
    new Set(['/pricing?from=/logo.png', '/price-list.pdf', '/about/']),
  );
  const notes = db.selectFrom('audience.import_notes').select('reason').where('import_id', '=', id);
  expect((await notes.orderBy('row_number').execute()).map(({ reason }) => reason)).toEqual([
    'an image, style or script',
    'an image, style or script',
    'a font',
    'an icon',
    'robots.txt',
    'not found (404)',
    'sent elsewhere (301)',
    'failed at the server (500)',
    'not a GET',
    'not a GET',
  ]);
});
