import { pino } from 'pino';
import { sql } from 'kysely';
import { system } from '../../src/platform/actor.ts';
import { openDatabase, type Db } from '../../src/platform/db.ts';
import { openEars } from '../../src/platform/ears.ts';
import { newId } from '../../src/platform/ids.ts';
import { listen } from '../../src/platform/listeners.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { throwawayPostgres } from '../../src/platform/testing/postgres.ts';
import { databaseUrl, onServer } from '../../src/platform/testing/setup.ts';
import '../../src/rooms.ts';
import { scoreListeners } from '../../src/scoring/listeners.ts';
import { keepScores } from '../../src/scoring/upkeep.ts';
import { record, type Source } from '../../src/touchpoints/touchpoints.ts';
import { inTurns, type Row } from '../frame.ts';

const ROUNDS = 5;
const BATCHES = 100;
const BATCH = 100;
const AT_ONCE = 4;
const VIEWS_A_VISIT = 5;
const REGULARS = 5_000;

/** Intake with every touchpoint scored, fits and cooling kept beside it, against the same with nobody scoring. */
export const scoreIntake: Row = {
  name: 'score-intake',
  async measure(say) {
    const server = process.env['DATABASE_URL'];
    const own = server ? { url: server, stop: async () => undefined } : await throwawayPostgres();
    const name = `tandem_bench_scores_${process.pid}`;
    await onServer(own.url, `create database ${name}`);
    const opened = openDatabase(databaseUrl(own.url, name), { max: AT_ONCE + 2 });
    const { db } = opened;
    const log = pino({ level: 'warn' });
    const everybody = listen([]);
    const nobody = everybody.filter((each) => each !== scoreListeners);
    try {
      await migrate(opened.pool);
      const source = await makeSource(db);
      const ears = openEars(opened.pool, log);
      const scored = async () => {
        listen(everybody);
        const keeping = keepScores({ db, ears, log });
        const rate = await burstOf(db, source);
        await keeping.stop();
        return rate;
      };
      const unscored = async () => {
        listen(nobody);
        return burstOf(db, source);
      };
      say('warming both up …');
      await scored();
      await unscored();
      await sql`analyze`.execute(db);
      say(`${ROUNDS} rounds of ${BATCHES} batches of ${BATCH} …`);
      const burst = await inTurns(ROUNDS, scored, unscored);
      await ears.stop();
      return [
        {
          what: 'intake with every touchpoint scored',
          ours: `${burst.ours.toFixed(0)} touchpoints/s`,
          against: `${burst.against.toFixed(0)} touchpoints/s, nobody scoring`,
          value: burst.ratio,
          unit: 'ratio',
          target: { atLeast: 0.5 },
          notes: [
            `the first model (${VIEWS_A_VISIT} views a visit, every tenth visitor new), ${AT_ONCE} batches at once`,
            'the work side keeps fits and cools in the same process, on the same cores',
          ],
        },
      ];
    } finally {
      listen(everybody);
      await opened.close();
      await onServer(own.url, `drop database if exists ${name} with (force)`);
      await own.stop();
    }
  },
};

async function makeSource(db: Db): Promise<Source> {
  const [id, at] = [newId(), new Date()];
  await sql`insert into touchpoints.sources (id, kind, name, id_space, created_at)
    values (${id}, 'segment', 'Benchmark', 'bench', ${at})`.execute(db);
  return { id, kind: 'segment', name: 'Benchmark', idSpace: 'bench' };
}

async function burstOf(db: Db, source: Source): Promise<number> {
  const batches = Array.from({ length: BATCHES }, () => viewsOf(BATCH));
  const began = performance.now();
  const sender = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) await record(db, system, source, batch);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return (BATCHES * BATCH) / ((performance.now() - began) / 1_000);
}

let visits = 0;

function viewsOf(count: number) {
  return Array.from({ length: count }, (_, n) => {
    if (n % VIEWS_A_VISIT === 0) visits += 1;
    const anonymousId = visits % 10 === 0 ? `new-${visits}` : `regular-${(visits * 7_919) % REGULARS}`;
    return {
      messageId: newId(),
      person: { anonymousId },
      occurredAt: new Date(Date.now() - n * 1_000),
      kind: 'page_view',
      channel: 'search' as const,
      name: 'Hair care for salons',
      properties: { url: `https://shop.example/${n % 20 === 0 ? 'pricing' : `products/${n % 97}`}` },
    };
  });
}
