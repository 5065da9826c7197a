import { pino } from 'pino';
import { sql } from 'kysely';
import { system } from '../../src/platform/actor.ts';
import { openDatabase, type Db, type OpenDatabase } from '../../src/platform/db.ts';
import { newId } from '../../src/platform/ids.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { throwawayPostgres } from '../../src/platform/testing/postgres.ts';
import { databaseUrl, onServer } from '../../src/platform/testing/setup.ts';
import '../../src/rooms.ts';
import { applyModel } from '../../src/scoring/apply.ts';
import { defaultModel } from '../../src/scoring/default-model.ts';
import { modelInForce } from '../../src/scoring/known-models.ts';
import { inTurns, type Row } from '../frame.ts';
import { fillWorld } from '../segment-world.ts';

/** `CONTACTS=1000000 TOUCHPOINTS=20000000 npm run bench -- --only score-rebuild` is the size that was promised. */
const CONTACTS = Number(process.env['CONTACTS'] ?? 100_000);
const TOUCHPOINTS = Number(process.env['TOUCHPOINTS'] ?? 20 * CONTACTS);
const ROUNDS = 3;

/** Everybody's score by another version, the old scores dropped included, against one plain GROUP BY. */
export const scoreRebuild: Row = {
  name: 'score-rebuild',
  async measure(say) {
    const server = process.env['DATABASE_URL'];
    const own = server ? { url: server, stop: async () => undefined } : await throwawayPostgres();
    const name = `tandem_bench_rebuild_${process.pid}`;
    await onServer(own.url, `create database ${name}`);
    const opened = openDatabase(databaseUrl(own.url, name), { max: 4 });
    try {
      await migrate(opened.pool);
      await fillWorld(opened.pool, { contacts: CONTACTS, touchpoints: TOUCHPOINTS }, say);
      await modelInForce(opened.db);
      await sql`truncate scoring.touched`.execute(opened.db);
      const parts: Record<string, number> = {};
      const ours = () => apply(opened.db, parts);
      const plain = () => groupBy(opened);
      say('warming both up …');
      await plain();
      await ours();
      say(`${ROUNDS} rounds of applying a version …`);
      const found = await inTurns(ROUNDS, ours, plain);
      return [
        {
          what: `a version of the score applied to ${inWords(CONTACTS)} contacts, ${inWords(TOUCHPOINTS)} touchpoints`,
          ours: `${found.ours.toFixed(2)} s`,
          against: `${found.against.toFixed(2)} s, one GROUP BY over the touchpoints`,
          value: found.ratio,
          unit: 'ratio',
          target: { atMost: 3 },
          notes: [
            `the last in seconds: ${Object.entries(parts)
              .map(([part, s]) => `${part} ${s.toFixed(2)}`)
              .join(', ')}`,
          ],
        },
      ];
    } finally {
      await opened.close();
      await onServer(own.url, `drop database if exists ${name} with (force)`);
      await own.stop();
    }
  },
};

async function groupBy({ pool }: OpenDatabase): Promise<number> {
  const client = await pool.connect();
  const began = performance.now();
  await client.query("set work_mem = '256MB'");
  await client.query(
    'create temp table plain as select contact_id, sum(1) from touchpoints.touchpoints group by contact_id',
  );
  const seconds = (performance.now() - began) / 1_000;
  await client.query('drop table plain');
  client.release();
  return seconds;
}

async function apply(db: Db, parts: Record<string, number>): Promise<number> {
  await sql`vacuum scoring.scores`.execute(db);
  const [modelId, at] = [newId(), new Date()];
  await sql`
    insert into scoring.models (id, number, state, document, created_at, updated_at)
    select ${modelId}, max(number) + 1, 'signed', ${JSON.stringify(defaultModel)}, ${at}, ${at} from scoring.models`.execute(
    db,
  );
  const began = performance.now();
  let last = began;
  for (const part of ['sums', 'warm', 'moves']) parts[part] = 0;
  await applyModel(
    { operationId: newId(), modelId },
    {
      operationId: newId(),
      db,
      log: pino({ level: 'silent' }),
      who: system,
      done: 0,
      cursor: null,
      isCancelled: async () => false,
      advance: async (_trx, { cursor }) => {
        const part =
          cursor?.['compared'] !== undefined ? 'moves' : cursor?.['after'] === null ? 'sums' : 'warm';
        const time = performance.now();
        parts[part] = (parts[part] ?? 0) + (time - last) / 1_000;
        last = time;
      },
    },
  );
  return (performance.now() - began) / 1_000;
}

function inWords(count: number): string {
  return count >= 1_000_000 ? `${count / 1_000_000} M` : `${count / 1_000}k`;
}
