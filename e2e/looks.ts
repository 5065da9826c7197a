import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeBreaches } from './axe.ts';

export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Readable by everybody in light and in dark, and nothing sticks out sideways on a phone. */
export async function expectGoodLooks(page: Page): Promise<void> {
  await expectNoBreaches(page, 'light');
  await expectNoBreaches(page, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  const before = page.viewportSize() ?? DESK;
  await page.setViewportSize(PHONE);
  await expect.poll(() => sticksOut(page), { message: `390 px: ${page.url()}` }).toEqual([]);
  await page.setViewportSize(before);
}

/** Light and dark differ in colours only (src/web/styles/tokens.css), so in the dark only those are looked at again. */
async function expectNoBreaches(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await rest(page);
  const breaches = await axeBreaches(page, colorScheme === 'light' ? 'everything' : 'colours');
  expect(breaches, `${colorScheme}: ${page.url()}`).toEqual([]);
}

/** Until nothing moves or fades: a colour halfway between two is nobody's. */
async function rest(page: Page): Promise<void> {
  await page.locator('html').evaluate((html) => {
    const moving = html.ownerDocument.getAnimations();
    return Promise.allSettled(moving.map((animation: { finished: Promise<unknown> }) => animation.finished));
  });
}

/** The elements that make the page wider than the screen. */
async function sticksOut(page: Page): Promise<string[]> {
  return page.locator('html').evaluate((html) => {
    const width = html.clientWidth;
    if (html.scrollWidth <= width) return [];
    const wide = [...html.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    return wide.map((element) => `${element.tagName.toLowerCase()}.${element.className}`).slice(0, 8);
  });
}
