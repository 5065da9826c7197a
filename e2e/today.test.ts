import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, openEmptyTandem, test } from './testing.ts';
import { contactCalled, logged } from './touches.ts';
import { makeWorld } from './world.ts';
import { asCookies } from './cookies.ts';

const news = (page: Page) => page.getByRole('region', { name: 'What changed since yesterday' });

describe('Today', () => {
  test('is where one begins: what changed, each number a link to exactly those records', async ({
    page,
    tandem,
  }) => {
    const api = tandem.as('owner');
    const [nora, theo] = [await contactCalled(api, 'Nora Castellan'), await contactCalled(api, 'Theo Varga')];
    await api.patch(`/api/contacts/${theo.id}`, { stage: 'sql' });
    await logged(api, nora, 90, { kind: 'call_warm' });
    await logged(api, nora, 0.1, { kind: 'call_inbound' });
    await logged(api, theo, 0.2, { kind: 'visit' });
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await news(page).getByText('People touched', { exact: true }).waitFor();
    const lede = page.getByText('2 people were touched since yesterday, 60 are new, 1 came back');
    await lede.waitFor();
    await expectGoodLooks(page);
    await news(page).getByRole('link', { name: '2 people touched' }).click();
    await page.getByText('2 contacts', { exact: true }).waitFor();
    await page.getByRole('row', { name: 'Nora Castellan' }).waitFor();
    await page.getByText('Last touch').first().waitFor();
    await page.goBack();
    await news(page).getByRole('link', { name: 'Phone call 1' }).click();
    await page.getByText('1 contact', { exact: true }).waitFor();
    await page.goBack();
    await news(page).getByRole('link', { name: 'SQL 1' }).click();
    await page.getByRole('row', { name: 'Theo Varga' }).waitFor();
    await page.getByText('1 contact', { exact: true }).waitFor();
    await page.goBack();
    const back = page.getByRole('region', { name: 'Came back' });
    await back.getByText('Phone call after 3 months').waitFor();
    await back.getByRole('link', { name: '1 in 7 days' }).click();
    await page.getByText('1 contact', { exact: true }).waitFor();
    await expectGoodLooks(page);
  });

  test('also the numbers of the headline and of the month lead to who was counted', async ({ page }) => {
    await page.goto('/');
    const sources = page.getByRole('region', { name: 'New contacts by source' });
    for (const link of [
      page.getByRole('link', { name: /are new$/ }),
      sources.getByRole('link', { name: /in 30 days$/ }),
    ]) {
      await link.waitFor();
      const number = /\d+/.exec((await link.textContent()) ?? '')?.[0];
      await link.click();
      await page.getByText(new RegExp(`^${number} contacts?$`)).waitFor();
      await page.goBack();
    }
  });

  test('says how a number is defined and when it was computed', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'How it is counted: New contacts by source' }).click();
    const words = page.getByRole('dialog', { name: /How it is counted/ });
    await words.getByText('the mark on the bar is the 30 days before').waitFor();
    await words.getByText(/^Computed /).waitFor();
    await expectGoodLooks(page);
  });

  test('a rep begins with their queue and their own contacts', async ({ visit, tandem }) => {
    const nora = await contactCalled(tandem.as('owner'), 'Nora Castellan');
    await logged(tandem.as('owner'), nora, 0.05, { kind: 'call_inbound' });
    const page = await visit('rep', { phone: true });
    await page.goto('/');
    const mine = page.getByRole('region', { name: 'My contacts' });
    await mine.getByRole('link', { name: 'Nora Castellan' }).waitFor();
    await page.getByRole('region', { name: 'My queue' }).getByText('No lead waits for you.').waitFor();
    const titles = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(titles.slice(0, 2)).toEqual(['My queue', 'My contacts']);
    await expectGoodLooks(page);
    await mine.getByRole('link', { name: 'Nora Castellan' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nora Castellan' }).waitFor();
  });

  test('with nobody yet it teaches, and offers the ways in', async ({ browser }) => {
    const empty = await openEmptyTandem();
    try {
      const sessions = await makeWorld(empty, 0);
      const context = await browser.newContext({ baseURL: empty.address });
      await context.addCookies(asCookies(sessions.owner, empty.address));
      const page = await context.newPage();
      await page.goto('/');
      await page.getByRole('heading', { name: 'Your day will stand here' }).waitFor();
      await page.getByRole('link', { name: 'Import contacts' }).waitFor();
      await page.getByRole('link', { name: 'Show me with sample data' }).waitFor();
      await page.getByRole('link', { name: 'Connect a web site' }).click();
      await page.getByRole('dialog', { name: 'New source' }).waitFor();
      await context.close();
    } finally {
      await empty.close();
    }
  });
});
