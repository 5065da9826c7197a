import { readdir, readFile } from 'node:fs/promises';

const migrations = new URL('../../../migrations/', import.meta.url);

/** Every PostgreSQL schema of Tandem's. A database may hold others, of other programs: those are not ours to copy. */
export async function tandemSchemas(): Promise<string[]> {
  const files = (await readdir(migrations)).filter((file) => file.endsWith('.sql'));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, migrations), 'utf8')));
  const created = texts.flatMap((text) => [...text.matchAll(/create schema (?:if not exists )?(\w+)/gi)]);
  // These two are made before the first migration.
  return [...new Set(['platform', 'graphile_worker', ...created.map(([, name]) => name ?? '')])].toSorted();
}
