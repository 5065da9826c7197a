import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { botByName, watchBursts } from './bot.ts';
import { sharedData } from '../../platform/testing/shared.ts';

const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
  'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 14; CUBOT X70) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0 Mobile Safari/537.36 Instagram 355.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/485.0]',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 YaBrowser/24.6 Safari/537.36',
];

test.for(browsers)('a person’s browser is one: %s', (agent) => {
  expect(botByName(agent)).toBeUndefined();
});

test.for([
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'named itself'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0 Safari/537.36',
    'named itself',
  ],
  ['curl/8.5.0', 'named itself'],
  ['', 'no browser'],
] as const)('%s is not: %s', ([agent, reason]) => {
  expect(botByName(agent)).toBe(reason);
});

const list = `${sharedData}/13_email_ua/ua/crawler-user-agents.json`;

test.skipIf(!existsSync(list))(
  'nearly every crawler of a published list is known by its name (needs the list on this machine)',
  () => {
    const crawlers = JSON.parse(readFileSync(list, 'utf8')) as { instances: string[] }[];
    const agents = crawlers.flatMap(({ instances }) => instances);
    const missed = agents.filter((agent) => botByName(agent) === undefined);
    expect(agents.length).toBeGreaterThan(1_000);
    expect(missed.length / agents.length, missed.slice(0, 60).join('\n')).toBeLessThan(0.05);
  },
);

describe('five different pages within a second', () => {
  const at = Date.UTC(2026, 10, 22);
  test('are a scanner, and what it does next is too', () => {
    const watch = watchBursts();
    const views = [0, 90, 180, 300, 420].map((ms, n) =>
      watch({ visitor: 'a', page: `/page-${n}`, at: at + ms }),
    );
    expect(views).toEqual([false, false, false, false, true]);
    expect(watch({ visitor: 'a', page: '/page-1', at: at + 60_000 })).toBe(true);
    expect(watch({ visitor: 'b', page: '/page-1', at: at + 60_000 })).toBe(false);
  });

  test('are not the same page five times, nor an afternoon handed in at once', () => {
    const watch = watchBursts();
    const same = [0, 1, 2, 3, 4].map((ms) => watch({ visitor: 'a', page: '/', at: at + ms }));
    const slow = [0, 1, 2, 3, 4, 5].map((n) => watch({ visitor: 'b', page: `/${n}`, at: at + n * 4_000 }));
    expect([...same, ...slow].some(Boolean)).toBe(false);
  });
});
