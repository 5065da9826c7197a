import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, test } from './testing.ts';

type Stop = { name: string; visible: boolean; inDialog: boolean };

/** Where the focus is: what it is called, whether one can see it, and whether it left the open dialog. */
async function stop(page: Page): Promise<Stop> {
  return page.locator('html').evaluate((html) => {
    const document = html.ownerDocument;
    const element = document.activeElement;
    const style = document.defaultView.getComputedStyle(element);
    const around = document.defaultView.getComputedStyle(element.parentElement ?? element);
    const line = document.defaultView.getComputedStyle(element, '::after');
    const rings = [style, around].some(
      ({ outlineStyle, outlineWidth, boxShadow }) =>
        (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none',
    );
    return {
      name: element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? element.tagName,
      visible: element === document.body || rings || (line.content !== 'none' && line.width === '2px'),
      inDialog: element === document.body || element.closest('dialog') !== null,
    };
  });
}

async function tabThrough(page: Page, times: number): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let time = 0; time < times; time++) {
    await page.keyboard.press('Tab');
    stops.push(await stop(page));
  }
  return stops;
}

describe('without a mouse', () => {
  test('Tab goes from the rail into the page, row by row of tools, and the focus can be seen', async ({
    page,
  }) => {
    await page.goto('/contacts');
    await page.locator('[role=row][data-index]').first().waitFor();
    const stops = await tabThrough(page, 40);
    const names = stops.map(({ name }) => name);
    expect(stops.filter(({ visible }) => !visible).map(({ name }) => name)).toEqual([]);
    const place = (name: RegExp) => names.findIndex((each) => name.test(each));
    expect(place(/Contacts/)).toBeGreaterThanOrEqual(0);
    expect(place(/New contact/)).toBeGreaterThan(place(/Contacts/));
    expect(place(/Search contacts/)).toBeGreaterThan(place(/New contact/));
    // One stop for the whole grid: the arrow keys go on from there.
    expect(names.filter((name) => name.startsWith('Select ')).length).toBeLessThan(2);
  });

  test('a skip link leads past the rail', async ({ page }) => {
    await page.goto('/contacts');
    await page.locator('[role=row][data-index]').first().waitFor();
    await page.keyboard.press('Tab');
    expect((await stop(page)).name).toMatch(/skip/i);
  });

  test('a dialog keeps the focus and gives it back where it was', async ({ page }) => {
    await page.goto('/contacts');
    await page.locator('[role=row][data-index]').first().waitFor();
    const opener = page.getByRole('button', { name: 'New contact' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New contact' }).waitFor();
    const stops = await tabThrough(page, 20);
    expect(stops.filter(({ inDialog }) => !inDialog)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'New contact' }).waitFor({ state: 'hidden' });
    await expect
      .poll(() => opener.evaluate((button) => button === button.ownerDocument.activeElement))
      .toBe(true);
  });

  test('a menu opens, moves and closes by key, and gives the focus back', async ({ page }) => {
    await page.goto('/contacts');
    await page.locator('[role=row][data-index]').first().waitFor();
    const opener = page.getByRole('button', { name: /workspace menu/ });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('End');
    await expect
      .poll(() =>
        page
          .getByRole('menuitem', { name: 'Sign out' })
          .evaluate((item) => item === item.ownerDocument.activeElement),
      )
      .toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await expect
      .poll(() => opener.evaluate((button) => button === button.ownerDocument.activeElement))
      .toBe(true);
  });
});
