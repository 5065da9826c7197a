import type { Page } from 'playwright-core';
import { expect, expectGoodLooks, test } from './testing.ts';

const paper = (page: Page) =>
  page
    .locator('body')
    .evaluate((body) => body.ownerDocument.defaultView.getComputedStyle(body).backgroundColor);
const brightness = async (page: Page) => Number(/(\d+)/.exec(await paper(page))?.[1]);

test('the theme follows the system until one is chosen, and then stays', async ({ page }) => {
  await page.goto('/settings/account');
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  const light = await paper(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => paper(page)).not.toBe(light);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
  await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
  const dark = await paper(page);
  expect(dark).not.toBe(light);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  expect(await paper(page)).toBe(dark);
  expect(await brightness(page)).toBeLessThan(64);
  await expectGoodLooks(page);
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'As the system' }).click();
  await expect.poll(() => paper(page)).toBe(light);
});
