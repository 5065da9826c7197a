import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import '../../src/rooms.ts';
import { bringIn, importOptions } from '../../src/audience/audience.ts';
import { system } from '../../src/platform/actor.ts';
import { openDatabase } from '../../src/platform/db.ts';
import { newId } from '../../src/platform/ids.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { throwawayPostgres } from '../../src/platform/testing/postgres.ts';
import { databaseUrl, onServer } from '../../src/platform/testing/setup.ts';
import type { Line, Row } from '../frame.ts';

/** CONTACTS=1000000 npm run bench -- --only import */
const CONTACTS = Number(process.env['CONTACTS'] ?? 100_000);
const CHUNK = 1_048_576;
const DATABASE = 'bench_import';

/** A file with matching, events, histories and all that undoing it needs, against COPY of its rows into a table like it. */
export const importFile: Row = {
  name: 'import',
  async measure(say) {
    const server = process.env['DATABASE_URL'];
    const own = server ? { url: server, stop: async () => undefined } : await throwawayPostgres();
    await onServer(own.url, `drop database if exists ${DATABASE} with (force)`);
    await onServer(own.url, `create database ${DATABASE}`);
    const { db, pool, close } = openDatabase(databaseUrl(own.url, DATABASE), { max: 4 });
    try {
      await migrate(pool);
      say(`COPY of ${CONTACTS} rows …`);
      const copied = await copy(pool);
      say(`${CONTACTS} new contacts …`);
      const made = await bring(db, 'Leeds', say);
      say('the same file with another city …');
      const changed = await bring(db, 'York', say);
      return [
        lineOf('import of new contacts', made, copied),
        lineOf('import of known contacts', changed, copied),
      ];
    } finally {
      await close();
      await onServer(own.url, `drop database if exists ${DATABASE} with (force)`);
      await own.stop();
    }
  },
};

function lineOf(what: string, ours: number, copied: number): Line {
  return {
    what: `${what}, ${CONTACTS.toLocaleString('en-GB')} rows`,
    ours: `${ours.toFixed(0)} rows/s`,
    against: `${copied.toFixed(0)} rows/s, COPY into the same table with its indexes`,
    value: ours / copied,
    unit: 'ratio',
    target: { atLeast: 0.2 },
    notes: [
      'matched by id and e-mail address; with identities, history, events, before-images and listeners',
    ],
  };
}

const given = ['Nora', 'Ida', 'Ben', 'Theo', 'Freya', 'Anna', 'Jonas', 'Mia', 'Luca', 'Zoe'];
const family = [
  'Castellan',
  'Holm',
  'Lindqvist',
  'Okafor',
  'Petrov',
  'Reed',
  'Hallow',
  'Schmidt',
  'Rossi',
  'Dubois',
];

type Person = Record<'given' | 'family' | 'email' | 'phone' | 'company', string>;

function personOf(index: number): Person {
  return {
    given: given[index % 10] ?? '',
    family: `${family[(index >> 3) % 10] ?? ''} ${String(index % 977)}`,
    email: `person${index}@company${index % 20_000}.example`,
    phone: `+44113${String(4_960_000 + (index % 30_000))}`,
    company: `Company ${index % 20_000}`,
  };
}

const HEADER = 'First name,Last name,E-mail,Phone,Job title,Company,City,Country,Stage,Source\n';

function* fileOf(city: string): Generator<string> {
  yield HEADER;
  for (let index = 0; index < CONTACTS; index++) {
    const person = personOf(index);
    yield `${person.given},${person.family},${person.email},${person.phone},Buyer,${person.company},${city},GB,lead,search\n`;
  }
}

function* copyOf(): Generator<string> {
  for (let index = 0; index < CONTACTS; index++) {
    const { given: first, family: last, email, phone, company } = personOf(index);
    yield `${newId()},${first},${last},${email},${phone},${phone},Buyer,${company},Leeds,GB,lead,search,2026-11-23,2026-11-23\n`;
  }
}

function* inChunks(lines: Iterable<string>): Generator<Buffer> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  yield Buffer.from(chunk);
}

async function copy(pool: pg.Pool): Promise<number> {
  await pool.query('create table copied (like audience.contacts including all)');
  const client = await pool.connect();
  const began = performance.now();
  const into = copyFrom(
    `copy copied (id, given_name, family_name, email, phone, phone_original, job_title, company_name, city, country,
      stage, source, created_at, updated_at) from stdin with (format csv)`,
  );
  await pipeline(Readable.from(inChunks(copyOf())), client.query(into));
  const seconds = (performance.now() - began) / 1_000;
  client.release();
  await pool.query('drop table copied');
  return CONTACTS / seconds;
}

const TOLD_MS = 30_000;

async function bring(
  db: Parameters<typeof bringIn>[0],
  city: string,
  say: (progress: string) => void,
): Promise<number> {
  const began = performance.now();
  let told = began;
  await bringIn(db, system, {
    fileName: 'people.csv',
    open: async () => Readable.from(inChunks(fileOf(city))),
    options: importOptions.parse({}),
    afterBatch: ({ cursor }) => {
      if (performance.now() - told < TOLD_MS) return;
      told = performance.now();
      const seconds = (told - began) / 1_000;
      say(`${cursor.counts.seen} rows, ${(cursor.counts.seen / seconds).toFixed(0)} a second`);
    },
  });
  return CONTACTS / ((performance.now() - began) / 1_000);
}
