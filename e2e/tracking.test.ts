/* oxlint-disable no-empty-pattern -- vitest reads what a fixture needs from its first parameter */
import { createServer, type Server } from 'node:http';
import type { BrowserContext, Page } from 'playwright-core';
import { describe } from 'vitest';
import { launchBrowser } from './browser.ts';
import { expect, expectGoodLooks, test as base } from './testing.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

type Touch = {
  kind: string;
  name: string | null;
  channel: string | null;
  campaign: string | null;
  contact_id: string;
  properties: Record<string, unknown>;
};

/** Two web sites that are not Tandem's: a shop with the snippet in its pages, and another one that it links to. */
const test = base
  // Whole, not only its pages: what is sent as a page closes bears the browser's own name, and Headless is a machine's.
  .extend('visitors', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launchBrowser([`--user-agent=${CHROME}`]);
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('sites', async ({ tandem }, { onCleanup }) => {
    const { id, writeKey } = await tandem
      .as('owner')
      .post<{ id: string; writeKey: string }>('/api/sources', { kind: 'web', name: 'The shop' });
    const elsewhere = await serve(
      () =>
        `<title>Magazine</title><a id="ad" href="${shop.address}/?utm_medium=cpc&utm_campaign=spring">Ad</a>`,
    );
    const shop: Site = await serve(
      (path) => `<!doctype html><title>Shop ${path}</title>
        <script async src="${tandem.address}/t.js" data-key="${writeKey}"></script>
        <a id="out" href="${elsewhere.address}/review">A review of us</a> <a id="in" href="/next">Next</a>
        <form data-tandem="newsletter" method="post" action="/thanks"><input type="email" name="mail">
          <input name="first" data-tandem-trait="firstName"><input type="password" name="secret">
          <button>Send</button></form>
        <form id="search" method="post" action="/found"><input type="email" name="other"><button>Find</button></form>
        <p style="height: 4000px">Hair care</p>`,
    );
    onCleanup(() => {
      shop.server.close();
      elsewhere.server.close();
    });
    /** What has come in, in the order it happened. */
    const touches = (): Promise<Touch[]> =>
      tandem.db
        .selectFrom('touchpoints.touchpoints')
        .select(['kind', 'name', 'channel', 'campaign', 'contact_id', 'properties'])
        .where('source_id', '=', id)
        .orderBy('occurred_at')
        .orderBy('id')
        .execute();
    const whenThere = async (kinds: string[]): Promise<Touch[]> => {
      await expect
        .poll(async () => (await touches()).map(({ kind }) => kind).toSorted())
        .toEqual(kinds.toSorted());
      return touches();
    };
    return { shop: shop.address, elsewhere: elsewhere.address, whenThere };
  })
  .extend('surf', async ({ visitors }, { onCleanup }) => {
    const contexts: BrowserContext[] = [];
    onCleanup(async () => {
      for (const context of contexts) await context.close();
    });
    return async (doNotTrack = false): Promise<Page> => {
      const context = await visitors.newContext();
      contexts.push(context);
      context.setDefaultTimeout(10_000);
      if (doNotTrack)
        await context.addInitScript(`Object.defineProperty(navigator, 'doNotTrack', { value: '1' })`);
      return context.newPage();
    };
  });

type Site = { server: Server; address: string };

async function serve(page: (path: string) => string): Promise<Site> {
  const server = createServer(({ url = '/' }, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(url));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  // Another name than Tandem's, not only another port.
  return { server, address: `http://localhost:${typeof address === 'object' && address ? address.port : 0}` };
}

const loaded = (page: Page) => page.waitForFunction(`'tandem' in window`);

const tell = (page: Page, ...words: unknown[]) =>
  page.evaluate(`tandem(${words.map((word) => JSON.stringify(word)).join(', ')})`);

describe('t.js on the pages of another site', () => {
  test('tells of a page with what led there, also when it is left at once', async ({ sites, surf }) => {
    const page = await surf();
    await page.goto(`${sites.elsewhere}/`);
    await page.click('#ad');
    await loaded(page);
    await page.goto(`${sites.shop}/next?utm_medium=radio&utm_source=capital`);
    await loaded(page);
    await page.goto('about:blank');
    const touches = await sites.whenThere(['page_view', 'page_view']);
    expect(touches).toMatchObject([
      { name: expect.stringContaining('utm_campaign'), channel: 'ad', campaign: 'spring' },
      { channel: 'radio', properties: { origin: 'capital' } },
    ]);
    expect(touches[0]?.properties['referrer']).toBe(`${sites.elsewhere}/`);
  });

  test('loses no click on a link that leads away, nor what came right before it', async ({ sites, surf }) => {
    const page = await surf();
    await page.goto(`${sites.shop}/`);
    await loaded(page);
    await tell(page, 'track', 'Shade chosen', { shade: 7 });
    await page.click('#out');
    await page.waitForURL(/review/);
    const touches = await sites.whenThere(['page_view', 'event', 'link_clicked']);
    expect(touches.map(({ kind, properties }) => [kind, properties['href'] ?? properties['shade']])).toEqual([
      ['page_view', undefined],
      ['event', 7],
      ['link_clicked', `${sites.elsewhere}/review`],
    ]);
  });

  test('of a marked form tells the address and the marked fields, although the page is gone with it', async ({
    sites,
    surf,
    tandem,
  }) => {
    const page = await surf();
    await page.goto(`${sites.shop}/`);
    await loaded(page);
    await page.fill('[name=mail]', 'nora.visitor@castellan.example');
    await page.fill('[name=first]', 'Nora');
    await page.fill('[name=secret]', 'hunter2');
    await page.click('form[data-tandem] button');
    await page.waitForURL(/thanks/);
    await loaded(page);
    await page.fill('[name=other]', 'ben@castellan.example');
    await page.click('#search button');
    await page.waitForURL(/found/);
    await loaded(page);
    await page.goto('about:blank');
    const touches = await sites.whenThere([
      'page_view',
      'identify',
      'form_submitted',
      'page_view',
      'page_view',
    ]);
    expect(touches.find(({ kind }) => kind === 'form_submitted')?.properties).toMatchObject({
      form: 'newsletter',
    });
    expect(JSON.stringify(touches)).not.toMatch(/hunter2/);
    const lead = await tandem.db
      .selectFrom('audience.contacts')
      .select(['given_name', 'stage'])
      .where('email', '=', 'nora.visitor@castellan.example')
      .executeTakeFirst();
    expect(lead).toEqual({ given_name: 'Nora', stage: 'lead' });
  });

  test('tells how far and how long a page was read when it is left', async ({ sites, surf }) => {
    const page = await surf();
    await page.clock.install();
    await page.goto(`${sites.shop}/`);
    await loaded(page);
    await page.evaluate(`scrollTo(0, 2000); dispatchEvent(new Event('scroll'))`);
    await page.clock.fastForward(42_000);
    await page.goto('about:blank');
    const touches = await sites.whenThere(['page_view', 'page_read']);
    const read = touches.find(({ kind }) => kind === 'page_read')?.properties;
    expect(read).toMatchObject({ seconds: 42 });
    expect(read?.['depth']).toBeGreaterThan(30);
    expect(read?.['depth']).toBeLessThan(90);
  });

  test('takes the steps of a single-page app for pages', async ({ sites, surf }) => {
    const page = await surf();
    await page.goto(`${sites.shop}/`);
    await loaded(page);
    // One after the other: when each happened is told by when it came, and two at once may overtake each other.
    const views = (count: number) => sites.whenThere(Array.from({ length: count }, () => 'page_view'));
    await page.evaluate(`history.pushState({}, '', '/demo')`);
    await views(2);
    await page.evaluate(`history.replaceState({}, '', '/demo')`);
    await page.evaluate(`history.pushState({}, '', '/pricing')`);
    await views(3);
    await page.goBack();
    await views(4);
    await page.goto('about:blank');
    const touches = await views(4);
    expect(touches.map(({ properties }) => new URL(String(properties['url'])).pathname)).toEqual([
      '/',
      '/demo',
      '/pricing',
      '/demo',
    ]);
    // Whoever goes on from our own page has not come in again.
    expect(touches.slice(1).map(({ channel }) => channel)).toEqual([null, null, null]);
  });

  test('keeps nothing in the browser until somebody agrees; then it is known again, until they take it back', async ({
    sites,
    surf,
  }) => {
    const page = await surf();
    const kept = () => page.evaluate(`[document.cookie, localStorage.length, sessionStorage.length]`);
    await page.goto(`${sites.shop}/`);
    await loaded(page);
    expect(await kept()).toEqual(['', 0, 0]);
    await tell(page, 'consent', true);
    await page.goto(`${sites.shop}/next`);
    await loaded(page);
    expect(await kept()).toEqual(['', 1, 0]);
    await page.goto(`${sites.shop}/found`);
    await loaded(page);
    await tell(page, 'consent', false);
    expect(await kept()).toEqual(['', 0, 0]);
    await page.goto('about:blank');
    const touches = await sites.whenThere(['page_view', 'page_view', 'page_view']);
    const who = touches.map(({ contact_id: id }) => id);
    expect(who[1]).toBe(who[2]);
    expect(who[0]).not.toBe(who[1]);
  });

  test('knows whose personal link was opened: on this page without consent, on all of this browser with it', async ({
    page,
    sites,
    surf,
    tandem,
  }) => {
    const { id } = await tandem
      .as('owner')
      .post<{ id: string }>('/api/contacts', { givenName: 'Linda', familyName: 'Marlow' });
    await page.goto(`/contacts/${id}`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Copy personal link …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Personal link for Linda Marlow' });
    await dialog.getByLabel('Page of your web site').fill('the pricing page');
    await dialog.getByRole('button', { name: 'Make link' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Enter the whole address' }).waitFor();
    await dialog.getByLabel('Page of your web site').fill(`${sites.shop}/next?shade=7`);
    await expectGoodLooks(page);
    await dialog.getByRole('button', { name: 'Make link' }).click();
    await dialog.getByRole('button', { name: 'Copy: Link' }).waitFor();
    await expectGoodLooks(page);
    const link = await dialog.getByLabel('Link', { exact: true }).inputValue();
    expect(link).toMatch(/\/next\?shade=7&tdm=[\w-]{40}$/);

    const phone = await surf();
    await phone.goto(link);
    await loaded(phone);
    expect(phone.url()).toBe(`${sites.shop}/next?shade=7`);
    await phone.goto(`${sites.shop}/found`);
    await loaded(phone);
    expect(await phone.evaluate(`[document.cookie, localStorage.length]`)).toEqual(['', 0]);
    await phone.goto('about:blank');
    await sites.whenThere(['page_view', 'page_view']);
    const desk = await surf();
    await desk.goto(`${sites.shop}/`);
    await loaded(desk);
    await tell(desk, 'consent', true);
    await desk.goto(link);
    await loaded(desk);
    await desk.goto(`${sites.shop}/thanks`);
    await loaded(desk);
    await desk.goto('about:blank');
    const touches = await sites.whenThere(Array.from({ length: 5 }, () => 'page_view'));
    const hers = touches.map(({ contact_id: whose }) => whose === id);
    expect(hers).toEqual([true, false, false, true, true]);
    expect(JSON.stringify(touches.map(({ properties }) => properties))).not.toContain('tdm');
  });

  test('is silent when Do Not Track is on, until somebody agrees', async ({ sites, surf }) => {
    const page = await surf(true);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${sites.shop}/`);
    await loaded(page);
    await page.goto(`${sites.shop}/next`);
    await loaded(page);
    expect(asked).not.toContain('/v1/batch');
    await tell(page, 'consent', true);
    await tell(page, 'track', 'Agreed');
    await page.goto('about:blank');
    expect(await sites.whenThere(['event'])).toMatchObject([{ name: 'Agreed' }]);
  });
});
