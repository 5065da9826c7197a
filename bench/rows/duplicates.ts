import { sql } from 'kysely';
import '../../src/rooms.ts';
import { askForChecks } from '../../src/audience/duplicates/checks.ts';
import { findDuplicates, type Found } from '../../src/audience/duplicates/suggesting.ts';
import {
  entriesOf,
  qualityOf,
  truthIsThere,
  truths,
  writeEntries,
  type Quality,
  type Truth,
} from '../../src/audience/duplicates/testing.ts';
import { openDatabase, type Db } from '../../src/platform/db.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { throwawayPostgres } from '../../src/platform/testing/postgres.ts';
import { databaseUrl, onServer } from '../../src/platform/testing/setup.ts';
import { quantile, type Line, type Row } from '../frame.ts';

const CONTACTS = Number(process.env['CONTACTS'] ?? 50_000);
const EDITS = 40;

/** What the best threshold of each set reaches with weighted Jaro–Winkler on all fields; ours is the same for every set. */
const baselines: Record<Truth, string> = { 'Febrl 1': 'F1 0.999', 'Febrl 4': 'F1 0.998' };

/** How many of the duplicates whose truth is known are suggested, how many others, and what it costs. */
export const duplicates: Row = {
  name: 'duplicates',
  async measure(say) {
    const server = process.env['DATABASE_URL'];
    const own = server ? { url: server, stop: async () => undefined } : await throwawayPostgres();
    const lines: Line[] = [];
    try {
      if (!truthIsThere) say('the sets of known truth are not in ../shared/data, so quality is not measured');
      for (const truth of truthIsThere ? (Object.keys(truths) as Truth[]) : []) {
        say(`${truth} …`);
        lines.push(await qualityLine(own.url, truth));
      }
      say(`${CONTACTS} contacts …`);
      lines.push(await inDatabase(own.url, speedLine));
    } finally {
      await own.stop();
    }
    return lines;
  },
};

async function qualityLine(server: string, truth: Truth): Promise<Line> {
  const whole = await inDatabase(server, (db) => measureTruth(db, truth, true));
  const nameless = await inDatabase(server, (db) => measureTruth(db, truth, false));
  return {
    what: `suggested duplicates, ${truth} (F1)`,
    ours: `precision ${whole.precision.toFixed(3)}, recall ${whole.recall.toFixed(3)}`,
    against: `${baselines[truth]}, threshold chosen per set`,
    value: whole.f1,
    unit: 'ratio',
    target: { atLeast: 0.95 },
    notes: [
      `${whole.truePairs} pairs are known, ${whole.suggested} were suggested, ${whole.right} of them right`,
      `by name and address alone, without birthdays: precision ${nameless.precision.toFixed(3)}, recall ${nameless.recall.toFixed(3)}`,
      'two who share a home but not a first name are held to be relatives; the sets hold some of them to be one',
    ],
  };
}

async function measureTruth(db: Db, truth: Truth, birthdays: boolean): Promise<Quality> {
  const entries = entriesOf(truth, { birthdays });
  await writeEntries(db, entries);
  await sql`analyze audience.contacts`.execute(db);
  await findDuplicates(db);
  return qualityOf(db, entries);
}

/** Everybody at once, as after a large import, and then one by one, as people write. */
async function speedLine(db: Db): Promise<Line> {
  await makeCrowd(db);
  const began = performance.now();
  const all = await findDuplicates(db);
  const seconds = (performance.now() - began) / 1_000;
  const { rows } = await sql<{ id: string }>`select id from audience.contacts limit ${EDITS}`.execute(db);
  const times: number[] = [];
  for (const { id } of rows) {
    await askForChecks(db, [id]);
    const start = performance.now();
    await findDuplicates(db);
    times.push(performance.now() - start);
  }
  return {
    what: `duplicates of one edited contact among ${CONTACTS.toLocaleString('en-GB')}, p95`,
    ours: `median ${quantile(times, 0.5).toFixed(0)} ms`,
    value: quantile(times, 0.95),
    unit: 'ms',
    target: { atMost: 200 },
    notes: [`all at once: ${rates(all, seconds)}`],
  };
}

function rates({ contacts, candidates }: Found, seconds: number): string {
  const per = (count: number) => Math.round(count / seconds).toLocaleString('en-GB');
  return `${per(contacts)} contacts a second, ${per(candidates)} pairs compared a second`;
}

/** Names, companies and towns as uneven as in life: a few are everywhere, most are rare. */
async function makeCrowd(db: Db): Promise<void> {
  await sql`
    create function pg_temp.word(n int, syllables int) returns text language sql immutable as $$
      select string_agg(substr('bcdfghklmnprstvz', 1 + ((n * 7919 + i * 104729 + n / 7) % 16), 1) ||
        substr('aeiou', 1 + ((n * 31 + i * 17 + n / 11) % 5), 1), '') from generate_series(1, syllables + n % 3) as i $$`.execute(
    db,
  );
  await sql`
    insert into audience.contacts (id, given_name, family_name, email, phone, company_name, city, stage, source, created_at, updated_at)
    select gen_random_uuid(), pg_temp.word((power(random(), 3) * 800)::int, 2), pg_temp.word(1000 + (power(random(), 2) * 20000)::int, 4),
      'user' || i || '@crowd.example', case when random() < 0.6 then '+4411' || lpad((random() * 1e8)::bigint::text, 8, '0') end,
      case when random() < 0.7 then pg_temp.word(50000 + (power(random(), 2) * 30000)::int, 3) || ' ' ||
        pg_temp.word(90000 + (random() * 50)::int, 2) end,
      pg_temp.word(200000 + (power(random(), 3) * 500)::int, 3), 'lead', 'unknown', now(), now()
    from generate_series(1, ${CONTACTS}::int) as i`.execute(db);
  await sql`insert into audience.duplicate_checks select now(), id from audience.contacts`.execute(db);
  await sql`analyze audience.contacts`.execute(db);
}

async function inDatabase<T>(server: string, work: (db: Db) => Promise<T>): Promise<T> {
  const name = `tandem_bench_duplicates_${process.pid}`;
  await onServer(server, `create database ${name}`);
  // One connection: the crowd's function lives in it.
  const opened = openDatabase(databaseUrl(server, name), { max: 1 });
  try {
    const first = openDatabase(databaseUrl(server, name), { max: 2 });
    await migrate(first.pool);
    await first.close();
    return await work(opened.db);
  } finally {
    await opened.close();
    await onServer(server, `drop database if exists ${name} with (force)`);
  }
}
