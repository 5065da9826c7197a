import { sql } from 'kysely';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import '../rooms.ts';
import { startImport } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import { openDatabase, type OpenDatabase } from '../platform/db.ts';
import { storeFile } from '../platform/files.ts';
import { getOperation } from '../platform/operations.ts';
import { findRunning } from '../platform/postgres/embedded.ts';
import { dice } from './dice.ts';
import { settledDataDir } from './settled.ts';
import {
  answers,
  postmasterPid,
  removeDataDirs,
  startTandem,
  stopTandem,
  until,
  type Tandem,
} from './tandem.ts';

afterAll(removeDataDirs);

const IMPORTS = 5;
const KILLS_EACH = 5;
const ROWS = 6_000;

type Counts = { seen: number; created: number; updated: number; unchanged: number; skipped: number };

/** A file of new and known people, some twice, some as before, some unusable; and what has to come of it. */
function makeFile(
  round: number,
  random: () => number,
  known: Map<string, string>,
): { csv: string; counts: Counts } {
  const counts: Counts = { seen: 0, created: 0, updated: 0, unchanged: 0, skipped: 0 };
  const lines = ['email,city'];
  for (let row = 0; row < ROWS; row++) {
    const email = random() < 0.02 ? 'nobody' : `p${Math.floor(random() * ROWS * 2)}@x.example`;
    const city = random() < 0.5 ? 'Leeds' : `City ${round}`;
    lines.push(`${email},${city}`);
    counts.seen += 1;
    const before = known.get(email);
    if (email === 'nobody') counts.skipped += 1;
    else if (before === undefined) counts.created += 1;
    else if (before === city) counts.unchanged += 1;
    else counts.updated += 1;
    if (email !== 'nobody') known.set(email, city);
  }
  return { csv: `${lines.join('\n')}\n`, counts };
}

async function withDatabase<T>(dataDir: string, work: (db: OpenDatabase['db']) => Promise<T>): Promise<T> {
  const opened = openDatabase((await findRunning(dataDir)) ?? '', { max: 1 });
  try {
    return await work(opened.db);
  } finally {
    await opened.close();
  }
}

/** The half minute after which a dead worker's jobs are given back, and the pause before another try, in no time. */
async function hurry(dataDir: string): Promise<void> {
  await withDatabase(dataDir, async (db) => {
    await sql`delete from platform.workers`.execute(db);
    await sql`update graphile_worker._private_jobs set run_at = now(), locked_at = locked_at - interval '1 hour'`.execute(
      db,
    );
  }).catch(() => undefined);
}

test(`kill -9 of Tandem or PostgreSQL ${IMPORTS * KILLS_EACH} times during imports: no row is lost or doubled`, async () => {
  const random = dice(31);
  const dataDir = await settledDataDir();
  let tandem: Tandem = await startTandem(dataDir);
  const known = new Map<string, string>();
  let kills = 0;
  const kill = async () => {
    kills += 1;
    if (random() < 0.5) {
      tandem.signal('SIGKILL');
      await tandem.ended;
      tandem = await startTandem(dataDir);
    } else {
      process.kill(await postmasterPid(dataDir), 'SIGKILL');
      const isBack = async () =>
        Boolean(await findRunning(dataDir)) && (await answers(`${tandem.address}/ready`));
      await until(isBack, 'PostgreSQL to be back', 120_000).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${tandem.output()}`);
      });
    }
    await hurry(dataDir);
  };
  for (let round = 1; round <= IMPORTS; round++) {
    const { csv, counts } = makeFile(round, random, known);
    const id = await withDatabase(dataDir, async (db) => {
      const stream = Readable.from([Buffer.from(csv)]);
      const { id: fileId } = await storeFile(db, system, { name: 'fair.csv', mediaType: 'text/csv', stream });
      return (await startImport(db, system, { target: 'contacts', fileId })).id;
    });
    for (let shot = 0; shot < KILLS_EACH; shot++) {
      await wait(random() * 900);
      await kill();
    }
    const state = () => withDatabase(dataDir, (db) => getOperation(db, id)).catch(() => undefined);
    await until(
      async () => ['done', 'failed'].includes((await state())?.state ?? ''),
      `import ${round}`,
      120_000,
    );
    expect(await state()).toMatchObject({ state: 'done', error: null, result: { ...counts, bot: 0 } });
    await withDatabase(dataDir, async (db) => {
      const { rows } = await sql<Record<string, number>>`select
        (select count(*) from audience.contacts) as people,
        (select count(distinct email) from audience.contacts) as addresses,
        (select count(*) from audience.identities where kind = 'email') as identities,
        (select count(*) from audience.import_notes where import_id = ${id}) as notes,
        (select count(*) from platform.events where name = 'contact.created' and payload->>'importId' = ${id}) as created,
        (select count(*) from platform.events where name = 'contact.updated' and payload->>'importId' = ${id}) > 0 as told,
        (select count(*) from audience.import_changes where import_id = ${id} and before is null) as made`.execute(
        db,
      );
      const people = known.size;
      expect(rows[0]).toMatchObject({ people, addresses: people, identities: people });
      expect(rows[0]).toMatchObject({ notes: counts.skipped, created: counts.created, made: counts.created });
      const cities = await db.selectFrom('audience.contacts').select(['email', 'city']).execute();
      expect(new Map(cities.map(({ email, city }) => [email, city]))).toEqual(known);
    });
  }
  expect(kills).toBe(IMPORTS * KILLS_EACH);
  expect(await stopTandem(tandem)).toBe(0);
}, 900_000);
