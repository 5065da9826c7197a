import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import '../rooms.ts';
import { openDatabase } from '../platform/db.ts';
import { findRunning } from '../platform/postgres/embedded.ts';
import { settledDataDir } from './settled.ts';
import { launchTandem, removeDataDirs, startTandem, stopTandem, tandemSays, until } from './tandem.ts';

const folder = await mkdtemp(join(tmpdir(), 'tandem-command-'));

afterAll(async () => {
  await removeDataDirs();
  await rm(folder, { recursive: true, force: true });
});

const ROWS = 20_000;

test('a command that was killed goes on where it stopped; one whose file breaks off says so, and what it read', async () => {
  const dataDir = await settledDataDir();
  const tandem = await startTandem(dataDir);
  const { db, close } = openDatabase((await findRunning(dataDir)) ?? '', { max: 1 });
  const seen = async () => {
    const { rows } = await sql<{
      seen: number;
    }>`select seen from audience.imports order by id desc limit 1`.execute(db);
    return rows[0]?.seen ?? 0;
  };
  const file = join(folder, 'people.csv');
  const lines = Array.from({ length: ROWS }, (_, row) => `p${row}@x.example,39\n`);
  await writeFile(file, `email,Shoe size\n${lines.join('')}`);
  const words = ['import', 'contacts', file];

  const killed = launchTandem(dataDir, {}, words);
  await until(async () => (await seen()) > 0, 'a batch');
  killed.signal('SIGKILL');
  await killed.ended;
  expect(killed.output()).toContain('Left out: Shoe size. Name them with --map.');
  const before = await seen();
  expect(before).toBeLessThan(ROWS);

  const { code, output } = await tandemSays(words, dataDir);
  expect(output).toMatch(/Goes on after row [\d,]+\./);
  expect(output).toContain(`${ROWS} rows: ${ROWS} created, 0 updated, 0 unchanged, 0 skipped.`);
  expect(code).toBe(0);
  const { rows } = await sql`select (select count(*) from audience.contacts) as people,
    (select count(*) from audience.imports) as imports, (select state from platform.operations) as state`.execute(
    db,
  );
  expect(rows).toEqual([{ people: ROWS, imports: 1, state: 'done' }]);

  const [broken, skipped] = [join(folder, 'broken.csv'), join(folder, 'skipped.csv')];
  await writeFile(broken, 'name,email\nNora,nora@x.example\nNobody,no address\nIda,"ida@x.example\n');
  const failed = await tandemSays(['import', 'contacts', broken, '--skipped', skipped], dataDir);
  expect(failed.output).toContain('2 rows: 1 created, 0 updated, 0 unchanged, 1 skipped.');
  expect(failed.output).toContain('After row 3 the file cannot be read');
  expect(failed.code).toBe(1);
  expect(await readFile(skipped, 'utf8')).toContain('is not an e-mail address.');
  await close();
  expect(await stopTandem(tandem)).toBe(0);
});
