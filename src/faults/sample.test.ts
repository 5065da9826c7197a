import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import '../rooms.ts';
import { openDatabase, type Db } from '../platform/db.ts';
import { findRunning, startEmbedded } from '../platform/postgres/embedded.ts';
import { settledDataDir } from './settled.ts';
import { launchTandem, removeDataDirs, tandemSays, until } from './tandem.ts';

afterAll(removeDataDirs);

const CONTACTS = 2_000;
const WORDS = ['sample', '--contacts', String(CONTACTS), '--seed', '5', '--until', '2026-11-01T12:00:00Z'];

async function withDatabase<T>(dataDir: string, work: (db: Db) => Promise<T>): Promise<T> {
  const opened = openDatabase((await findRunning(dataDir)) ?? '', { max: 1 });
  try {
    return await work(opened.db);
  } finally {
    await opened.close();
  }
}

function doneIn(dataDir: string): Promise<number> {
  return withDatabase(dataDir, async (db) => {
    const { rows } = await sql<{ done: number }>`select contacts_done as done from sample.worlds`.execute(db);
    return rows[0]?.done ?? 0;
  }).catch(() => 0);
}

/** How many rows there are, and how many would be if each stood there once. */
function counts(db: Db) {
  return sql<{ what: string; rows: number; once: number }>`
    select 'contacts' as what, count(*) as rows, ${CONTACTS}::bigint as once from audience.contacts
    union all select 'people', count(*), count(distinct contact_id) from sample.people
    union all select 'touchpoints', count(*), (select touchpoints_done from sample.worlds) from touchpoints.touchpoints
    union all select 'touchpoint ids', count(*), count(distinct id) from touchpoints.touchpoints
    union all select 'stage moves', count(*), count(distinct (contact_id, to_stage, moved_at)) from audience.stage_moves
    union all select 'consents', count(*), count(distinct (contact_id, purpose, channel, happened_at)) from audience.consents
    union all select 'temperatures', count(*), count(distinct (contact_id, moved_at, to_temperature)) from scoring.moves
    union all select 'hand-offs', count(*), count(distinct (contact_id, opened_at)) from handoff.handoffs
    union all select 'deals', count(*), count(distinct (contact_id, opened_at, name)) from pipeline.deals
    union all select 'notes', count(*), count(distinct (words, noted_at, contact_id)) from handoff.field_notes`.execute(
    db,
  );
}

test('a sample that is killed while it loads goes on when it is asked for again, and nothing is there twice', async () => {
  const dataDir = await settledDataDir();
  let done = 0;
  for (const kill of ['in the middle of the first people', 'after some']) {
    const loading = launchTandem(dataDir, {}, WORDS);
    const before = done;
    await until(
      async () => (kill === 'after some' ? (done = await doneIn(dataDir)) > before : beganIn(dataDir)),
      kill,
      60_000,
    );
    loading.signal('SIGKILL');
    await loading.ended;
  }
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(CONTACTS);
  const { code, output } = await tandemSays(WORDS, dataDir);
  expect(output).not.toContain('rror');
  expect(code).toBe(0);

  const server = await startEmbedded(dataDir, { what: 'test' }, () => undefined);
  const { rows } = await withDatabase(dataDir, counts);
  await server.stop();
  expect(rows.map(({ what, rows: all }) => [what, all])).toEqual(rows.map(({ what, once }) => [what, once]));
  expect(rows.every(({ rows: all }) => all > 0)).toBe(true);
}, 180_000);

function beganIn(dataDir: string): Promise<boolean> {
  return withDatabase(dataDir, async (db) => {
    return (await sql`select from sample.worlds`.execute(db)).rows.length > 0;
  }).catch(() => false);
}
