import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';

/** Opened right after the page came, its code may still be on the way. */
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search or jump to' }).getByRole('combobox').waitFor();
}

describe('the palette', () => {
  test('finds a person and opens them without the mouse', async ({ page }) => {
    await page.goto('/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Search or jump to' });
    await palette.waitFor();
    await expectGoodLooks(page);
    await page.keyboard.type('nora cast');
    await palette.getByRole('option', { name: /Nora Castellan/ }).waitFor();
    await expectGoodLooks(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Nora Castellan' }).waitFor();
  });

  test('does things: new contact, another page; what was opened stands under Recent', async ({ page }) => {
    await page.goto('/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await openPalette(page);
    await page.keyboard.type('new con');
    await page.getByRole('option', { name: /New contact/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New contact' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'New contact' }).waitFor({ state: 'hidden' });
    await openPalette(page);
    await page.keyboard.type('audit');
    await page
      .getByRole('option', { name: /Audit log/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await openPalette(page);
    await page.keyboard.type('freya');
    await page.getByRole('option', { name: /Freya Lindqvist/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Freya Lindqvist' }).waitFor();
    await page.keyboard.press('Control+k');
    await page
      .getByRole('group', { name: 'Recent' })
      .getByRole('option', { name: /Freya Lindqvist/ })
      .waitFor();
    await page.keyboard.type('qqqq');
    await page.getByText('Nothing found for').waitFor();
    // As in every search box, the first Esc empties it.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('? shows what the keys do on this page', async ({ page }) => {
    await page.goto('/contacts');
    await page.locator('[role=row][data-index]').first().waitFor();
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await keys.getByText('New contact').first().waitFor();
    await expectGoodLooks(page);
    expect(await keys.getByRole('listitem').count()).toBeGreaterThan(5);
  });
});
