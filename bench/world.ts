import { migrate } from '../src/platform/migrations.ts';
import { openDatabase } from '../src/platform/db.ts';
import { system } from '../src/platform/actor.ts';
import { startEmbedded, type Embedded } from '../src/platform/postgres/embedded.ts';
import { databaseUrl, onServer } from '../src/platform/testing/setup.ts';
import { beginWorld, DEFAULT_SEED, loadWorld } from '../src/sample/sample.ts';
import { newDataDir } from '../src/faults/tandem.ts';
import '../src/rooms.ts';

/** Hallow & Reed in a database of one's own, to do with as one likes; `drop` when done. */
export type World = { url: string; contacts: number; touchpoints: number; drop: () => Promise<void> };

/** It ends at the same moment in every run, so that the same seed is the same world. */
export const END = new Date('2026-11-23T12:00:00Z');

let server: Promise<Embedded> | undefined;
const templates = new Map<number, Promise<{ name: string; contacts: number; touchpoints: number }>>();
let copies = 0;

/**
 * A copy of the sample company with so many contacts. It is made once a run, by the same generator and loader as
 * `tandem sample`, and copied from then on: a copy is a copy of files. `BENCH_SERVER` names a PostgreSQL to use instead of
 * one of our own.
 */
export async function world(contacts: number, say: (progress: string) => void): Promise<World> {
  const made = templates.get(contacts) ?? make(contacts, say);
  templates.set(contacts, made);
  const { name: template, ...counts } = await made;
  const url = await address();
  const name = `${template}_${++copies}`;
  await onServer(url, `create database ${name} template ${template} strategy file_copy`);
  const drop = () => onServer(url, `drop database if exists ${name} with (force)`);
  return { url: databaseUrl(url, name), ...counts, drop };
}

/** Stops what was started; the data go with the run's directories. */
export async function leaveWorlds(): Promise<void> {
  for (const { name } of await Promise.all(templates.values()))
    await onServer(await address(), `drop database if exists ${name} with (force)`);
  templates.clear();
  await (await server)?.stop();
  server = undefined;
}

async function make(contacts: number, say: (progress: string) => void) {
  const url = await address();
  const name = `bench_world_${process.pid}_${contacts}`;
  await onServer(url, `create database ${name}`);
  const opened = openDatabase(databaseUrl(url, name), { max: 4 });
  try {
    await migrate(opened.pool);
    const began = performance.now();
    const begun = await beginWorld(opened.db, system, { contacts, seed: DEFAULT_SEED, end: END });
    let told = 0;
    const loaded = await loadWorld(opened, system, begun, {
      afterBatch: async (_db, { contacts: done }) => {
        if (done - told < contacts / 10) return;
        told = done;
        say(
          `the sample company: ${done.toLocaleString('en-GB')} of ${contacts.toLocaleString('en-GB')} contacts …`,
        );
      },
    });
    say(`the sample company took ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    return { name, ...loaded };
  } finally {
    await opened.close();
  }
}

async function address(): Promise<string> {
  const given = process.env['BENCH_SERVER'];
  if (given) return given;
  server ??= newDataDir().then((dataDir) => startEmbedded(dataDir, { what: 'benchmark' }, () => undefined));
  return (await server).url;
}
