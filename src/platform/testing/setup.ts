import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../migrations.ts';
import { throwawayPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Server that holds the template, and the template's name. */
    databaseServer: string;
    databaseTemplate: string;
  }
}

/** Once per run: a PostgreSQL (DATABASE_URL's, or one that goes away with the run) with a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env['DATABASE_URL'];
  const server = external ? { url: external, stop: async () => undefined } : await throwawayPostgres();
  // Several projects of one run may share a server.
  const template = `tandem_test_${process.pid}_${randomBytes(3).toString('hex')}`;
  await onServer(server.url, `create database ${template}`);
  const pool = new pg.Pool({ connectionString: databaseUrl(server.url, template), max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await migrate(pool);
  await pool.end();
  project.provide('databaseServer', server.url);
  project.provide('databaseTemplate', template);
  return async () => {
    await dropClones(server.url, template);
    await server.stop();
  };
}

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function dropClones(server: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where datname like $1',
    [`${template}%`],
  );
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`);
  await client.end();
}
