import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Window } from 'happy-dom';
import { afterEach, expect, test, vi } from 'vitest';
import { minifySnippet, servedFile } from './minify.ts';

const MOST_BYTES = 1_500;

test('what is served was made from what is read (UPDATE_SNIPPET=1 makes it), and is at most 1.5 kB', () => {
  const made = minifySnippet();
  if (process.env['UPDATE_SNIPPET']) writeFileSync(servedFile, made);
  expect(readFileSync(servedFile, 'utf8')).toBe(made);
  expect(gzipSync(made, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
});

type Message = {
  type: string;
  event?: string;
  anonymousId?: string;
  properties?: Record<string, unknown>;
} & {
  context: { page: Record<string, string>; traits: Record<string, string>; personalLink?: string };
};
type Page = { window: Window; sent: () => Message[]; keys: () => string[] };

const open: Window[] = [];

/** A page of a customer's site with the snippet in it; `sent` is what has left so far. */
function visit(
  options: { body?: string; before?: string; url?: string; doNotTrack?: boolean; beacon?: boolean } = {},
): Page {
  const window = new Window({ url: options.url ?? 'https://shop.example/pricing?utm_source=radio' });
  open.push(window);
  const bodies: string[] = [];
  const script = window.document.createElement('script');
  Object.assign(script.dataset, { key: 'tandem_write_x' });
  const navigator = {
    doNotTrack: options.doNotTrack ? '1' : null,
    sendBeacon: (_url: string, body: string) => options.beacon !== false && bodies.push(body) > 0,
  };
  const fetch = async (_url: string, { body }: { body: string }) => bodies.push(body);
  window.document.body.innerHTML = options.body ?? '';
  const document = new Proxy(window.document, {
    get(target, name) {
      if (name === 'currentScript') return { src: 'https://tandem.example/t.js', dataset: script.dataset };
      if (name === 'referrer') return options.before ?? '';
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const names = {
    window,
    document,
    navigator,
    fetch,
    location: window.location,
    history: window.history,
    localStorage: window.localStorage,
    FormData: window.FormData,
    addEventListener: window.addEventListener.bind(window),
    innerHeight: 500,
    scrollY: 0,
  };
  // oxlint-disable-next-line typescript/no-implied-eval -- as a page would run what is served
  new Function(...Object.keys(names), readFileSync(servedFile, 'utf8'))(...Object.values(names));
  const parcels = () => bodies.map((body) => JSON.parse(body) as { writeKey: string; batch: Message[] });
  return {
    window,
    sent: () => parcels().flatMap(({ batch }) => batch),
    keys: () => parcels().map(({ writeKey }) => writeKey),
  };
}

function tandem({ window }: Page, ...words: unknown[]): void {
  (window as unknown as { tandem: (...words: unknown[]) => void }).tandem(...words);
}

function leave({ window }: Page): void {
  window.dispatchEvent(new window.Event('pagehide'));
}

afterEach(async () => {
  vi.useRealTimers();
  for (const window of open.splice(0)) await window.happyDOM.close();
});

test('a page view goes out with the address, the page before and the write key, and names nobody', () => {
  const page = visit({ before: 'https://www.google.com/' });
  leave(page);
  expect(page.sent()).toMatchObject([
    {
      type: 'page',
      context: {
        page: { url: 'https://shop.example/pricing?utm_source=radio', referrer: 'https://www.google.com/' },
      },
    },
  ]);
  expect(page.keys()).toEqual(['tandem_write_x']);
  expect(page.sent()[0]).not.toHaveProperty('anonymousId');
  expect(page.window.localStorage).toHaveLength(0);
});

test('after consent the browser is known again, until it is taken back', () => {
  const page = visit();
  tandem(page, 'consent', true);
  tandem(page, 'track', 'first');
  tandem(page, 'consent', false);
  tandem(page, 'track', 'second');
  leave(page);
  const ids = page.sent().map(({ anonymousId }) => anonymousId);
  expect(ids).toEqual([undefined, expect.stringMatching(/^[\da-f-]{36}$/), undefined]);
  expect(page.window.localStorage).toHaveLength(0);
});

test('a personal link is taken out of the address, and told apart from it for as long as the page stands', () => {
  const page = visit({ url: 'https://shop.example/pricing?utm_source=mail&tdm=TOKEN-_1&shade=7%20b#top' });
  expect(page.window.location.href).toBe('https://shop.example/pricing?utm_source=mail&shade=7%20b#top');
  page.window.history.pushState({}, '', '/demo');
  tandem(page, 'track', 'asked');
  leave(page);
  expect(page.sent().map(({ context }) => context.personalLink)).toEqual([
    'TOKEN-_1',
    'TOKEN-_1',
    'TOKEN-_1',
  ]);
  expect(JSON.stringify(page.sent())).not.toContain('tdm');
  expect(page.window.localStorage).toHaveLength(0);
});

test('of a personal link nothing is told by those who say no, or whose browser says it for them', () => {
  const url = 'https://shop.example/?tdm=TOKEN';
  const quiet = visit({ url, doNotTrack: true });
  leave(quiet);
  expect([quiet.window.location.href, quiet.sent()]).toEqual(['https://shop.example/', []]);
  const refusing = visit({ url });
  tandem(refusing, 'consent', false);
  tandem(refusing, 'track', 'after');
  leave(refusing);
  const [, after] = refusing.sent();
  expect([after?.event, after?.context.personalLink]).toEqual(['after', undefined]);
});

test('Do Not Track is silence, unless somebody has agreed', () => {
  const page = visit({ doNotTrack: true });
  leave(page);
  expect(page.sent()).toEqual([]);
  tandem(page, 'consent', true);
  tandem(page, 'track', 'agreed');
  leave(page);
  expect(page.sent()).toMatchObject([{ event: 'agreed' }]);
});

test('a single-page app’s steps are pages, each coming from the one before; the same address twice is one', () => {
  const page = visit();
  page.window.history.pushState({}, '', '/demo');
  page.window.history.replaceState({}, '', '/demo');
  leave(page);
  const views = page.sent().filter(({ type }) => type === 'page');
  expect(views.map(({ context }) => [context.page['url'], context.page['referrer']])).toEqual([
    ['https://shop.example/pricing?utm_source=radio', ''],
    ['https://shop.example/demo', 'https://shop.example/pricing?utm_source=radio'],
  ]);
});

test('how long and how far a page was read is told when it is left', () => {
  vi.useFakeTimers();
  const page = visit();
  vi.advanceTimersByTime(12_000);
  leave(page);
  leave(page);
  const read = page.sent().filter(({ event }) => event === 'page_read');
  expect(read).toMatchObject([{ properties: { seconds: 12, depth: expect.any(Number) } }]);
});

test('a link that leads away is told before the page is gone; one within is not', () => {
  const page = visit({
    body: '<a id="out" href="https://other.example/x">Other</a><a id="in" href="/next">Next</a>',
  });
  const click = (id: string) =>
    page.window.document
      .querySelector(id)
      ?.dispatchEvent(new page.window.MouseEvent('click', { bubbles: true, cancelable: true }));
  page.window.document.addEventListener('click', (event) => event.preventDefault());
  click('#out');
  click('#in');
  expect(page.sent().filter(({ type }) => type === 'track')).toMatchObject([
    { event: 'link_clicked', properties: { href: 'https://other.example/x', text: 'Other' } },
  ]);
});

test('of a marked form its address and marked fields are told, and nothing else that was typed', () => {
  const page = visit({
    body: `<form data-tandem="newsletter"><input type="email" name="mail" value="nora@castellan.example">
      <input name="first" data-tandem-trait="firstName" value="Nora"><input type="password" name="secret" value="hunter2">
      </form><form id="other"><input type="email" name="mail" value="ben@castellan.example"></form>`,
  });
  for (const form of page.window.document.querySelectorAll('form'))
    form.dispatchEvent(new page.window.Event('submit', { bubbles: true, cancelable: true }));
  const [, identify, submitted] = page.sent();
  expect(identify).toMatchObject({
    type: 'identify',
    traits: { email: 'nora@castellan.example', firstName: 'Nora' },
  });
  expect(submitted).toMatchObject({ event: 'form_submitted', properties: { form: 'newsletter' } });
  expect(JSON.stringify(page.sent())).not.toMatch(/hunter2|ben@/);
});

test('where sendBeacon refuses, fetch takes it over', () => {
  const page = visit({ beacon: false });
  leave(page);
  expect(page.sent()).toMatchObject([{ type: 'page' }]);
});
