import type { Locator, Page } from 'playwright-core';
import { sessionFrom } from '../../e2e/api.ts';
import { launchBrowser } from '../../e2e/browser.ts';
import { asCookies } from '../../e2e/cookies.ts';
import { stopTandem } from '../../src/faults/tandem.ts';
import { median, quantile, type Line, type Row } from '../frame.ts';
import { owner, place, timeStart } from '../place.ts';

const TIMES = 20;
/** How long a hand rests on a link before it presses: 200 to 300 ms in studies; the short end. */
const HAND_MS = 200;
const PATIENCE_MS = 5_000;

/** From the click to the next page's heading on the screen; the pointer has rested on the link before, as a hand does. */
export const routeChange: Row = {
  name: 'route-change',
  async measure(say) {
    const { dataDir } = await place(say);
    const { tandem } = await timeStart(dataDir);
    const browser = await launchBrowser();
    try {
      const context = await browser.newContext({
        baseURL: tandem.address,
        viewport: { width: 1440, height: 900 },
      });
      const page = await context.newPage();
      await signIn(page, tandem.address);
      say('opening contacts …');
      const record = await timesOf(() => openRecord(page));
      say('contacts to settings …');
      const settings = await timesOf(() => openSettings(page));
      return [lineOf('contact row to its record', record), lineOf('contacts to settings', settings)];
    } finally {
      await browser.close();
      await stopTandem(tandem);
    }
  },
};

async function signIn(page: Page, address: string): Promise<void> {
  const body = { email: owner.OWNER_EMAIL, password: owner.OWNER_PASSWORD };
  const session = await sessionFrom(address, '/api/sign-in', body);
  await page.context().addCookies(asCookies(session, address));
}

let opened = 0;

/** Each time another contact, so that none is already known to the page. */
async function openRecord(page: Page): Promise<number> {
  await page.goto('/contacts');
  const row = page.locator('[role=row][data-index]').nth(opened++ % TIMES);
  const name = (await row.getAttribute('aria-label')) ?? '';
  return changeTo(row.getByRole('link'), name);
}

async function openSettings(page: Page): Promise<number> {
  await page.goto('/contacts');
  await page.locator('[role=row][data-index]').first().waitFor();
  return changeTo(page.getByRole('navigation').getByRole('link', { name: 'Settings' }).first(), 'Settings');
}

/** Both ends of the time are taken inside the page: the click, and the frame after the heading is there. */
async function changeTo(link: Locator, heading: string): Promise<number> {
  await link.hover();
  await link.page().waitForTimeout(HAND_MS);
  return link.evaluate(
    (element, { heading, patience }) => {
      const view = element.ownerDocument.defaultView;
      return new Promise<number>((resolve, reject) => {
        const began = view.performance.now();
        const look = () => {
          const took = view.performance.now() - began;
          if (took > patience) return reject(new Error(`"${heading}" did not appear.`));
          const there = element.ownerDocument.querySelector('h1')?.textContent === heading;
          return view.requestAnimationFrame(there ? () => resolve(view.performance.now() - began) : look);
        };
        element.click();
        look();
      });
    },
    { heading, patience: PATIENCE_MS },
  );
}

async function timesOf(change: () => Promise<number>): Promise<number[]> {
  await change();
  const times: number[] = [];
  for (let time = 0; time < TIMES; time++) times.push(await change());
  return times;
}

function lineOf(what: string, times: number[]): Line {
  return {
    what: `route change: ${what}`,
    ours: `median ${median(times).toFixed(0)} ms, 95 of 100 within ${quantile(times, 0.95).toFixed(0)} ms`,
    value: quantile(times, 0.95),
    unit: 'ms',
    target: { atMost: 100 },
  };
}
