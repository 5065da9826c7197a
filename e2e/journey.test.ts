import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import type { Api } from './api.ts';
import { expect, expectGoodLooks, test } from './testing.ts';
import { contactCalled, daysAgo, logged, openSource, send, untilSeen, type Named } from './touches.ts';

const line = (page: Page) => page.getByRole('region', { name: 'Journey' });
const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });

/** Half a year with Nora: radio, pages, a fair, calls and a visit. */
async function walk(
  api: Api,
  { as, address }: { as: (who: 'owner') => Api; address: string },
): Promise<Named> {
  const nora = await contactCalled(api, 'Nora Castellan');
  await logged(api, nora, 190, { kind: 'heard_of_us', channel: 'radio', name: 'Moorland FM' });
  await logged(api, nora, 120, { kind: 'fair_talk', note: 'Saw the mousse twice.' });
  await logged(api, nora, 30, { kind: 'call_warm', minutes: 14, outcome: 'reached', campaign: 'backbar' });
  await logged(api, nora, 20, { kind: 'visit', expense: { amount: 4250, currency: 'GBP' } });
  await logged(api, nora, 2, {
    kind: 'call_warm',
    minutes: 6,
    note: 'First delivery is on the shelves in York.',
  });
  const source = await openSource(as('owner'), 'Shop');
  const page = (minutes: number, name: string, days: number) => ({
    type: 'page',
    userId: 'nora.castellan@castellan-hair-studios.example',
    messageId: `${name} ${days}`,
    timestamp: new Date(Date.parse(daysAgo(days)) + minutes * 60_000).toISOString(),
    name,
    properties: { url: `https://shop.example/${name.toLowerCase().replaceAll(' ', '-')}` },
  });
  await send(address, source.writeKey, [
    page(0, 'Trade prices', 60),
    page(3, 'Delivery', 60),
    page(7, 'For salons', 60),
    page(0, 'Education', 5),
  ]);
  await untilSeen(as('owner'), source, 4);
  return nora;
}

describe('the journey of a contact', () => {
  test('is one picture and one timeline, narrowed by team and kind in the address', async ({
    page,
    tandem,
  }) => {
    const nora = await walk(tandem.as('rep'), tandem);
    await page.goto(`/contacts/${nora.id}`);
    await line(page).getByText('9 touches in 190 days').waitFor();
    await timeline(page).getByText('Viewed 3 pages, 7 min').waitFor();
    await expectGoodLooks(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await line(page).getByRole('button').first().waitFor();
    await expectGoodLooks(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await timeline(page).getByRole('button', { name: 'Sales' }).click();
    await timeline(page).getByText('Viewed 3 pages').waitFor({ state: 'hidden' });
    await timeline(page).getByText('Hanna Brandt visited them').waitFor();
    expect(page.url()).toContain('team=sales');
    await page.reload();
    await timeline(page).getByText('Hanna Brandt visited them').waitFor();
    expect(await timeline(page).getByText('Viewed 3 pages').count()).toBe(0);
    await timeline(page).getByRole('button', { name: 'Both teams' }).click();
    await timeline(page).getByRole('button', { name: 'Kind' }).click();
    await page.getByRole('menuitem', { name: /Warm call/ }).click();
    await timeline(page).getByText('called, 14 min').waitFor();
    await timeline(page).getByText('visited them').waitFor({ state: 'hidden' });
    await expectGoodLooks(page);
    await timeline(page).getByRole('button', { name: 'Any kind' }).click();
    await timeline(page).getByText('visited them').waitFor();
  });

  test('is walked with the arrow keys, tells what it shows, and leads to the place on the timeline', async ({
    page,
    tandem,
  }) => {
    const nora = await contactCalled(tandem.as('rep'), 'Nora Castellan');
    await page.goto(`/contacts/${nora.id}`);
    const touches = line(page)
      .getByRole('group', { name: /^Journey of Nora/ })
      .getByRole('button');
    await touches.first().waitFor();
    expect(
      await line(page)
        .getByRole('group', { name: /^Journey of Nora Castellan from .* to today: / })
        .count(),
    ).toBe(1);
    expect(
      await touches.evaluateAll((all) => all.filter((each) => each.getAttribute('tabindex') === '0').length),
    ).toBe(1);
    await touches.last().focus();
    await page.keyboard.press('Home');
    const first = touches.first();
    expect(await first.evaluate((each) => each === each.ownerDocument.activeElement)).toBe(true);
    expect(await first.getAttribute('aria-label')).toMatch(/^Radio: Moorland FM, with .*, marketing$/);
    await line(page).getByText('Radio: Moorland FM').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await timeline(page).locator('li.lit', { hasText: 'Heard of us: radio, Moorland FM' }).waitFor();
    // Several touches in one dot: the timeline shows that stretch.
    const sitting = line(page).getByRole('button', { name: /3 touches/ });
    await sitting.click();
    await timeline(page).getByRole('button', { name: 'Any time' }).waitFor();
    await timeline(page).getByText('Viewed 3 pages').waitFor();
    expect(await timeline(page).getByText('visited them').count()).toBe(0);
    await timeline(page).getByRole('button', { name: 'Any time' }).click();
    await timeline(page).getByText('visited them').waitFor();
  });

  test('a page that was looked at can be opened, and what happens now appears by itself', async ({
    page,
    tandem,
  }) => {
    const nora = await contactCalled(tandem.as('rep'), 'Nora Castellan');
    await page.goto(`/contacts/${nora.id}`);
    await timeline(page).getByText('Every page').click();
    await timeline(page)
      .getByRole('listitem')
      .filter({ hasText: /^\d\d:\d\dDelivery/ })
      .waitFor();
    await page.getByText('Live').first().waitFor();
    await logged(tandem.as('rep'), nora, 0, { kind: 'demo', name: 'Air Dry Mousse' });
    await timeline(page).getByText('gave a demo').waitFor();
    await line(page).getByText('10 touches in 190 days').waitFor();
  });

  test('a long history is read page by page', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const theo = await contactCalled(api, 'Theo Varga');
    const source = await openSource(api, 'Till');
    const events = Array.from({ length: 230 }, (_, n) => ({
      type: 'track',
      event: `Purchase ${230 - n}`,
      userId: 'theo.varga@studio-varga.example',
      messageId: `purchase ${n}`,
      timestamp: daysAgo(1 + n),
    }));
    await send(tandem.address, source.writeKey, events.slice(0, 100));
    await send(tandem.address, source.writeKey, events.slice(100, 200));
    await send(tandem.address, source.writeKey, events.slice(200));
    await untilSeen(api, source, 230);
    await page.goto(`/contacts/${theo.id}`);
    await line(page).getByText('230 touches in 230 days').waitFor();
    await timeline(page).getByText('Purchase 230', { exact: true }).waitFor();
    expect(await timeline(page).getByText('Purchase 1', { exact: true }).count()).toBe(0);
    for (let pages = 0; pages < 2; pages++) {
      await timeline(page).getByRole('button', { name: 'Show earlier' }).click();
      await timeline(page)
        .getByText(`Purchase ${pages === 0 ? 40 : 5}`, { exact: true })
        .waitFor();
    }
    await timeline(page).getByText('Purchase 1', { exact: true }).waitFor();
    await expectGoodLooks(page);
  });
});
