import { threadId } from 'node:worker_threads';
import type pg from 'pg';
import { inject, test as base } from 'vitest';
import { openDatabase, type Db, type OpenDatabase } from '../db.ts';
import { databaseUrl, onServer } from './setup.ts';

/** A `test` whose `db` is one transaction, rolled back at its end: what a test writes, no other test sees. */
export const test = base.extend<{ db: Db }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixture's needs from its first parameter
  db: async ({}, use) => {
    const trx = await (await workerDatabase()).db.startTransaction().execute();
    try {
      await use(trx);
    } finally {
      await trx.rollback().execute();
    }
  },
});

export type FreshDatabase = { url: string; db: Db; pool: pg.Pool; close: () => Promise<void> };

/** A migrated database of its own, for tests that need commits: LISTEN, jobs, several connections, processes. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = inject('databaseServer');
  const name = `${inject('databaseTemplate')}_${threadId}_${++clones}`;
  await onServer(server, `create database ${name} template ${inject('databaseTemplate')}`);
  const url = databaseUrl(server, name);
  const opened = openDatabase(url, { max: 5 });
  const close = async () => {
    await opened.close();
    await onServer(server, `drop database if exists ${name} with (force)`);
  };
  return { ...opened, url, close };
}

let clones = 0;
let shared: Promise<OpenDatabase> | undefined;

function workerDatabase(): Promise<OpenDatabase> {
  shared ??= freshDatabase();
  return shared;
}
