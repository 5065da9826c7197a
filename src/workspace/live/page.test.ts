import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { openPage, PATIENCE_MS, type Page } from './page.ts';

let server: Server | undefined;

afterEach(() => {
  vi.useRealTimers();
  server?.closeAllConnections();
  server?.close();
});

async function open(): Promise<{ page: Page; answer: IncomingMessage }> {
  const opened = Promise.withResolvers<Page>();
  server = createServer((_request, response) => opened.resolve(openPage(response)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const [answer] = await once(request, 'response');
  answer.on('error', () => undefined);
  return { page: await opened.promise, answer };
}

test('a burst larger than any buffer arrives whole at a page that reads', async () => {
  const { page, answer } = await open();
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
  for (let number = 0; number < 3_000; number++)
    await page.send({ name: 'x', note: 'y'.repeat(1_000) }, number);
  page.close();
  await once(answer, 'end');
  expect(bytes).toBeGreaterThan(3_000_000);
});

test('a page that takes nothing in is waited for, then cut off, before it fills the memory', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { page, answer } = await open();
  answer.pause();
  let sent = 0;
  let said = '';
  void (async () => {
    for (; sent < 100_000; sent++) await page.send({ name: 'x', note: 'y'.repeat(10_000) });
  })().catch((error: Error) => (said = error.message));
  await vi.waitFor(() => {
    vi.advanceTimersByTime(PATIENCE_MS);
    expect(said).toBe('The page was closed.');
  }, 8_000);
  expect(sent).toBeLessThan(5_000);
});
