import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';

const card = (page: Page) => page.getByRole('region', { name: 'From first seen to customer' });

describe('the funnel', () => {
  test('counts the way to customer and opens the people behind a number', async ({ page, tandem }) => {
    await page.goto('/funnel');
    const customers = card(page).getByRole('button', { name: /, Customer: show them/ });
    await customers.waitFor();
    const said = Number((await customers.textContent())?.replaceAll(/\D/g, ''));
    const { steps } = await tandem
      .as('owner')
      .get<{ steps: { step: string; count: number }[] }>('/api/funnel');
    expect(said).toBe(steps.find(({ step }) => step === 'customer')?.count);
    expect(said).toBeGreaterThan(0);
    await expectGoodLooks(page);
    await customers.click();
    const people = page.getByRole('dialog', { name: 'Came as far as Customer' });
    await people.getByRole('link', { name: 'Nora Castellan' }).waitFor();
    await expectGoodLooks(page);
    await people.getByRole('link', { name: 'Nora Castellan' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nora Castellan' }).waitFor();
  });

  test('is split by channel; the address holds all of it', async ({ page }) => {
    await page.goto('/funnel?days=30');
    await page.getByRole('button', { name: 'By channel' }).click();
    const groups = page.getByRole('region', { name: 'By first channel' }).first();
    await groups.getByRole('rowheader', { name: 'Radio' }).waitFor();
    await page.getByRole('combobox', { name: 'First channel' }).selectOption('radio');
    await expect.poll(() => groups.getByRole('rowheader').count()).toBe(1);
    expect(new URL(page.url()).search).toContain('source=radio');
    await page.reload();
    await groups.getByRole('rowheader', { name: 'Radio' }).waitFor();
    await expectGoodLooks(page);
  });

  test('says so when nobody was first seen in that time', async ({ page }) => {
    await page.goto('/funnel?from=2020-01-01&to=2020-01-31');
    await page.getByRole('heading', { name: 'Nobody was first seen in this time' }).waitFor();
  });
});
