import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { webRoot } from '../src/platform/web-build.ts';

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[] };
type Manifest = Record<string, Chunk>;

export type FirstRouteFile = { file: string; gzipped: number };

/** The page people land on after signing in. */
const FIRST_PAGE = '/TodayPage.tsx';

/** The JavaScript a browser fetches before the first route is painted: the entry, the page, and what both import. */
export async function firstRouteFiles(): Promise<FirstRouteFile[]> {
  const manifest = JSON.parse(await readFile(join(webRoot, '.vite', 'manifest.json'), 'utf8')) as Manifest;
  const page = Object.keys(manifest).find((name) => name.endsWith(FIRST_PAGE));
  if (!page) throw new Error(`The build has no chunk for ${FIRST_PAGE}.`);
  const names = withImports(manifest, ['index.html', page]);
  const files = names.map((name) => manifest[name]?.file ?? '').filter((file) => file.endsWith('.js'));
  const loaded = [...new Set(files), 'theme.js'];
  return Promise.all(
    loaded.map(async (file) => ({ file, gzipped: gzipSync(await readFile(join(webRoot, file))).length })),
  );
}

export function kilobytes(files: readonly FirstRouteFile[]): number {
  return files.reduce((total, { gzipped }) => total + gzipped, 0) / 1_000;
}

function withImports(manifest: Manifest, names: string[]): string[] {
  const found = new Set(names);
  for (const name of found) for (const imported of manifest[name]?.imports ?? []) found.add(imported);
  return [...found];
}
