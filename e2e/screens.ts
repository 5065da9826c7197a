import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { until } from '../src/faults/tandem.ts';
import { migrate } from '../src/platform/migrations.ts';
import { openUsableDatabase } from '../src/platform/open-database.ts';
import { throwawayPostgres } from '../src/platform/testing/postgres.ts';
import { databaseUrl, onServer } from '../src/platform/testing/setup.ts';
import { buildWebIfStale } from '../src/platform/web-build.ts';
import { apiOf, type Api } from './api.ts';
import { launchBrowser } from './browser.ts';
import { asCookies } from './cookies.ts';
import { PHONE } from './looks.ts';
import { asCsv, colleagues, someContacts, type Colleague } from './people.ts';
import { openTandem, type Tandem } from './tandem.ts';
import { importCsv } from './work.ts';
import { makeWorld, setUpBy, type Sessions } from './world.ts';

const HELP = `npm run screens -- [FOLDER] [--docs]

  FOLDER   where the pictures go; default /tmp/tandem-screens
  --docs   writes docs/images/contact.png and hand-off.png, of the sample company, for the README instead
`;

const CONTACTS = 800;
const DESK = { width: 1440, height: 900 };
const LARGEST_DOCS_PICTURE = 350_000;
const LONGEST_LOADING_MS = 120_000;

type World = Tandem & { owner: string };
type Look = { name: string; viewport: { width: number; height: number }; dark: boolean };
type Screen = { name: string; path: string; signedIn?: boolean; keys?: string[]; shows?: string };

const looks: Look[] = [
  { name: 'light', viewport: DESK, dark: false },
  { name: 'dark', viewport: DESK, dark: true },
  { name: 'phone', viewport: PHONE, dark: false },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { docs: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});

if (values.help) process.stdout.write(HELP);
else await run(positionals[0] ?? '/tmp/tandem-screens', values.docs);

async function run(folder: string, docs: boolean): Promise<void> {
  await buildWebIfStale((line) => process.stdout.write(`${line}\n`));
  const { world, close } = await furnish(docs ? loadSample : liveThrough);
  const browser = await launchBrowser();
  try {
    if (docs) await takeForDocs(browser, world);
    else await takeAll(browser, world, folder);
  } finally {
    await browser.close();
    await close();
  }
}

async function takeAll(browser: Browser, world: World, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const screens = await screensOf(world);
  for (const look of looks) {
    for (const screen of screens) {
      const page = await open(browser, world, look, screen.signedIn ?? true);
      await take(page, screen, join(folder, `${screen.name}-${look.name}.png`));
      await page.context().close();
    }
  }
  process.stdout.write(`${screens.length * looks.length} pictures in ${folder}\n`);
}

async function takeForDocs(browser: Browser, world: World): Promise<void> {
  const screens = [
    // Her score comes last of all.
    { name: 'contact', path: `/contacts/${await findNora(world)}`, shows: 'Cools to' },
    { name: 'hand-off', path: '/handoff', shows: 'Why now' },
  ];
  for (const screen of screens) {
    const page = await open(browser, world, { name: 'light', viewport: DESK, dark: false }, true);
    const file = `docs/images/${screen.name}.png`;
    await take(page, screen, file);
    await page.context().close();
    const { size } = await stat(file);
    if (size > LARGEST_DOCS_PICTURE)
      throw new Error(`${file} has ${size} bytes, more than ${LARGEST_DOCS_PICTURE}.`);
  }
}

async function open(
  browser: Browser,
  { address, owner }: World,
  look: Look,
  signedIn: boolean,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: look.viewport,
    colorScheme: look.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  if (signedIn) await context.addCookies(asCookies(owner, address));
  return context.newPage();
}

async function take(page: Page, { path, keys = [], shows }: Screen, file: string): Promise<void> {
  await page.goto(path);
  await page.locator('h1').first().waitFor();
  if (shows !== undefined) await page.getByText(shows).first().waitFor({ timeout: LONGEST_LOADING_MS });
  // Until what the page asked for has come; live updates keep one request open for ever.
  await page.waitForTimeout(700);
  await page.waitForFunction('document.querySelector(".skeleton") === null');
  for (const key of keys) await page.keyboard.press(key);
  if (keys.length > 0) await page.waitForTimeout(300);
  await page.screenshot({ path: file });
}

async function screensOf(world: World): Promise<Screen[]> {
  const api = apiOf(world.address, { cookie: world.owner });
  type Found = { items: { id: string; kind?: string }[] };
  const { items: teams } = await api.get<Found>('/api/teams');
  const { items: people } = await api.get<Found>('/api/people?q=hanna');
  const { items: segments } = await api.get<Found>('/api/segments');
  const nora = await findNora(world);
  const sales = teams.find(({ kind }) => kind === 'sales')?.id ?? '';
  const filter = encodeURIComponent('[["stage","is",["mql","sql"]],["createdAt","in_last","30d"]]');
  return [
    { name: 'today', path: '/' },
    { name: 'contacts', path: '/contacts' },
    { name: 'contacts-filtered', path: `/contacts?filter=${filter}&sort=name` },
    {
      name: 'contacts-selected',
      path: '/contacts?sort=name',
      keys: ['j', 'x', 'j', 'x', 'j', 'x'],
    },
    { name: 'contacts-none', path: '/contacts?q=nobody%20at%20all' },
    { name: 'contact', path: `/contacts/${nora}` },
    { name: 'contact-new', path: '/contacts?create=true' },
    { name: 'duplicates', path: '/duplicates' },
    { name: 'segments', path: '/segments' },
    { name: 'segment', path: `/segments/${segments[0]?.id ?? ''}` },
    { name: 'segment-edit', path: `/segments/${segments[0]?.id ?? ''}/edit` },
    { name: 'import', path: '/contacts/import' },
    { name: 'palette', path: '/contacts', keys: ['Control+k'] },
    { name: 'keys', path: '/contacts', keys: ['?'] },
    { name: 'settings', path: '/settings' },
    { name: 'account', path: '/settings/account' },
    { name: 'people', path: '/settings/people' },
    { name: 'person', path: `/settings/people/${people[0]?.id ?? ''}` },
    { name: 'invite', path: '/settings/people?invite=true' },
    { name: 'invitations', path: '/settings/people/invitations' },
    { name: 'teams', path: '/settings/teams' },
    { name: 'team', path: `/settings/teams/${sales}` },
    { name: 'workspace', path: '/settings/workspace' },
    { name: 'privacy', path: '/settings/privacy' },
    { name: 'retention', path: '/settings/retention' },
    { name: 'sources', path: '/settings/sources' },
    { name: 'api-keys', path: '/settings/keys' },
    { name: 'audit', path: '/settings/audit' },
    { name: 'jobs', path: '/settings/jobs' },
    { name: 'outbox', path: '/settings/mail' },
    { name: 'not-found', path: '/no/such/page' },
    { name: 'sign-in', path: '/sign-in', signedIn: false },
    { name: 'forgot', path: '/forgot', signedIn: false },
    { name: 'set-up-spent', path: '/set-up?token=spent', signedIn: false },
  ];
}

async function findNora({ address, owner }: Pick<World, 'address' | 'owner'>): Promise<string> {
  const path = '/api/contacts?q=nora%20castellan';
  const { items } = await apiOf(address, { cookie: owner }).get<{ items: { id: string }[] }>(path);
  return items[0]?.id ?? '';
}

/** A Tandem of its own; `live` gives it a past and returns its owner's session. */
async function furnish(
  live: (tandem: Tandem) => Promise<string>,
): Promise<{ world: World; close: () => Promise<void> }> {
  const external = process.env['DATABASE_URL'];
  const server = external ? { url: external, stop: async () => undefined } : await throwawayPostgres();
  const name = `tandem_screens_${process.pid}`;
  await onServer(server.url, `create database ${name}`);
  const url = databaseUrl(server.url, name);
  const { pool, close: closePool } = await openUsableDatabase(url, { max: 2 });
  await migrate(pool);
  await closePool();
  const tandem = await openTandem(url);
  const world = { ...tandem, owner: await live(tandem) };
  const close = async () => {
    await tandem.close();
    await onServer(server.url, `drop database if exists ${name} with (force)`);
    await server.stop();
  };
  return { world, close };
}

/** The sample company, as whoever tries Tandem meets it. */
async function loadSample(tandem: Tandem): Promise<string> {
  const owner = await setUpBy('owner', tandem);
  const api = apiOf(tandem.address, { cookie: owner });
  await api.post('/api/sample');
  const loaded = async () => (await api.get<{ state: string }>('/api/sample')).state === 'loaded';
  await until(loaded, 'the sample company', LONGEST_LOADING_MS);
  await api.post('/api/notifications/readings');
  return owner;
}

/** Hallow & Reed with a history: most contacts came by a file, some were worked on since. */
async function liveThrough(tandem: Tandem): Promise<string> {
  const sessions = await makeWorld(tandem);
  const file = asCsv(someContacts(CONTACTS).slice(60));
  await importCsv({ ...tandem, sessions }, 'marketing', 'salon-north-fair.csv', file);
  await livenUp({ ...tandem, sessions });
  return sessions.owner;
}

async function livenUp({ address, sessions }: Tandem & { sessions: Sessions }): Promise<void> {
  const as = (cookie: string) => apiOf(address, { cookie });
  const nora = `/api/contacts/${await findNora({ address, owner: sessions.owner })}`;
  await as(sessions.sales).patch(nora, { jobTitle: 'Salon owner' });
  await as(sessions.rep).patch(nora, { stage: 'advocate' });
  await as(sessions.marketing).patch(nora, { language: 'en', city: 'Leeds' });
  const owner = as(sessions.owner);
  await owner.post('/api/invitations', {
    email: 'anna@hallow-reed.example',
    name: 'Anna Lindqvist',
    role: 'rep',
    teamIds: [],
  });
  await owner.post('/api/keys', { name: 'Web shop', role: 'marketer' });
  await giveOut(owner);
  const tree = {
    match: 'all',
    items: [
      { source: 'contact', field: 'stage', operator: 'is', value: ['lead', 'mql'] },
      { source: 'contact', field: 'source', operator: 'is', value: ['trade_fair'] },
      {
        source: 'touchpoints',
        kinds: ['call_cold', 'call_warm'],
        times: { is: 'at_most', count: 0 },
        period: { last: '30d' },
      },
    ],
  };
  await owner.post('/api/segments', { name: 'Fair contacts nobody has called', tree });
  const view = {
    noun: 'contacts',
    name: 'Salon owners, newest first',
    shared: true,
    state: { sort: '-createdAt' },
  };
  await owner.post('/api/views', view);
}

/** Whoever is past the first stages belongs to somebody. */
async function giveOut(owner: Api): Promise<void> {
  const { items: people } = await owner.get<{ items: { id: string; name: string }[] }>('/api/people');
  const idOf = (who: Colleague) => people.find(({ name }) => name === colleagues[who].name)?.id ?? null;
  const owners: Record<string, Colleague> = { mql: 'marketing', opportunity: 'sales', customer: 'rep' };
  for (const [stage, who] of Object.entries(owners)) {
    const list = { filter: JSON.stringify([['stage', 'is', [stage]]]) };
    await owner.post('/api/contacts/bulk-edits', { list, change: { ownerId: idOf(who) } });
  }
}
