import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import '../rooms.ts';
import { startImport } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import { openDatabase, type Db } from '../platform/db.ts';
import { storeFile } from '../platform/files.ts';
import { getOperation } from '../platform/operations.ts';
import { findRunning } from '../platform/postgres/embedded.ts';
import { settle } from './settled.ts';
import { fillDisk, mountSmallDisk, onDisk, unmount } from './small-disk.ts';
import { answers, removeDataDirs, startTandem, stopTandem, until } from './tandem.ts';

const disk = mountSmallDisk();

afterAll(async () => {
  await removeDataDirs();
  await unmount(disk);
});

const ROWS = 8_000;

async function withDatabase<T>(dataDir: string, work: (db: Db) => Promise<T>): Promise<T> {
  const opened = openDatabase((await findRunning(dataDir)) ?? '', { max: 1 });
  try {
    return await work(opened.db);
  } finally {
    await opened.close();
  }
}

test.skipIf(!disk)(
  'a disk that fills up during an import: no batch is half there, and it ends once there is space (a small tmpfs; needs root)',
  async () => {
    const dataDir = settle(await onDisk(disk, 'import'));
    const tandem = await startTandem(dataDir);
    const lines = Array.from({ length: ROWS }, (_, row) => `p${row}@x.example,${'n'.repeat(300)}`);
    const id = await withDatabase(dataDir, async (db) => {
      const stream = Readable.from([Buffer.from(`email,name\n${lines.join('\n')}\n`)]);
      const { id: fileId } = await storeFile(db, system, { name: 'fair.csv', mediaType: 'text/csv', stream });
      return (await startImport(db, system, { target: 'contacts', fileId })).id;
    });
    const filler = await fillDisk(disk, 2_000_000);
    await until(() => tandem.output().includes('No space left on device'), 'the disk to be full', 60_000);
    expect(await answers(`${tandem.address}/health`)).toBe(true);
    await rm(filler);
    await until(() => answers(`${tandem.address}/ready`), 'ready after space was freed', 60_000);
    // The pause before the next try, in no time.
    const operation = () =>
      withDatabase(dataDir, async (db) => {
        await sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`.execute(
          db,
        );
        return getOperation(db, id);
      }).catch(() => undefined);
    await until(async () => (await operation())?.state === 'done', 'the import', 90_000);
    const counts = { seen: ROWS, created: ROWS, updated: 0, unchanged: 0, skipped: 0 };
    expect((await operation())?.result).toMatchObject(counts);
    await withDatabase(dataDir, async (db) => {
      const { rows } = await sql`select count(*) as people, count(distinct email) as addresses,
        (select count(*) from platform.events where name = 'contact.created') as told from audience.contacts`.execute(
        db,
      );
      expect(rows).toEqual([{ people: ROWS, addresses: ROWS, told: ROWS }]);
    });
    expect(await stopTandem(tandem)).toBe(0);
  },
  300_000,
);
