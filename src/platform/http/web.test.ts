import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from './app.ts';
import { createServer } from './server.ts';

let webRoot: string;
let app: App;

beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'tandem-web-'));
  await mkdir(join(webRoot, 'assets'));
  await writeFile(join(webRoot, 'index.html'), '<h1>Tandem</h1>');
  await writeFile(join(webRoot, 'assets', 'main-abc123.js'), 'start()');
  const log = pino({ level: 'silent' });
  const publicUrl = 'http://localhost:4000';
  app = await createServer({ log, publicUrl, webRoot, authenticate: async () => null, allows: () => false });
});

afterAll(async () => {
  await app.close();
  await rm(webRoot, { recursive: true, force: true });
});

test('every path that is no file is a page', async () => {
  for (const url of ['/', '/contacts', '/contacts/018f?tab=facts']) {
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.body]).toEqual([200, '<h1>Tandem</h1>']);
    expect(answer.headers['cache-control']).toBe('no-cache');
  }
});

test('files with a hash in their name are kept for good', async () => {
  const { headers, body } = await app.inject('/assets/main-abc123.js');
  expect(body).toBe('start()');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('a file of an older build, or a route that does not exist, is not answered with a page', async () => {
  for (const url of ['/assets/main-old.js', '/api/nothing', '/v1/nothing']) {
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  }
});
