import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';
import type { Api } from './api.ts';

type Contact = {
  id: string;
  name: string;
  city: string | null;
  jobTitle: string | null;
  email: string | null;
};

async function contactCalled(api: Api, name: string): Promise<Contact> {
  const { items } = await api.get<{ items: Contact[] }>(`/api/contacts?q=${encodeURIComponent(name)}`);
  const contact = items.find((each) => each.name === name);
  if (!contact) throw new Error(`Nobody is called ${name}.`);
  return contact;
}

const fact = (page: Page, label: string) =>
  page.getByRole('button', { name: new RegExp(`^${label}: .*\\. Edit$`) });

async function write(page: Page, label: string, value: string): Promise<void> {
  await fact(page, label).click();
  await page.getByLabel(label, { exact: true }).fill(value);
  await page.keyboard.press('Enter');
}

describe('the page of a contact', () => {
  test('is edited where it stands; the history tells old and new; Undo takes it back', async ({
    page,
    tandem,
  }) => {
    const api = tandem.as('owner');
    const nora = await contactCalled(api, 'Nora Castellan');
    await page.goto(`/contacts/${nora.id}`);
    await page.getByRole('heading', { level: 1, name: 'Nora Castellan' }).waitFor();
    await expectGoodLooks(page);
    await write(page, 'City', 'Harrogate');
    await page.getByText('City changed').waitFor();
    expect((await contactCalled(api, 'Nora Castellan')).city).toBe('Harrogate');
    const history = page.getByRole('region', { name: 'Timeline' });
    await history.locator('del', { hasText: 'Leeds' }).waitFor();
    await history.locator('ins', { hasText: 'Harrogate' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await fact(page, 'City').filter({ hasText: 'Leeds' }).waitFor();
    await expect.poll(async () => (await contactCalled(api, 'Nora Castellan')).city).toBe('Leeds');
  });

  test('what cannot be saved says why and keeps what was typed; Esc takes it back', async ({
    page,
    tandem,
  }) => {
    const freya = await contactCalled(tandem.as('owner'), 'Freya Lindqvist');
    await page.goto(`/contacts/${freya.id}`);
    await write(page, 'E-mail', 'freya at marlow');
    await page.getByRole('alert').filter({ hasText: 'Enter an e-mail address' }).waitFor();
    expect(await page.getByLabel('E-mail', { exact: true }).inputValue()).toBe('freya at marlow');
    await expectGoodLooks(page);
    await page.getByLabel('E-mail', { exact: true }).press('Escape');
    await fact(page, 'E-mail')
      .filter({ hasText: freya.email ?? '' })
      .waitFor();
    await write(page, 'E-mail', 'nora.castellan@castellan-hair-studios.example');
    await page.getByRole('alert').first().waitFor();
    expect((await contactCalled(tandem.as('owner'), 'Freya Lindqvist')).email).toBe(freya.email);
  });

  test('what a colleague changes appears without a reload', async ({ page, tandem }) => {
    const theo = await contactCalled(tandem.as('owner'), 'Theo Varga');
    await page.goto(`/contacts/${theo.id}`);
    await fact(page, 'Job title').waitFor();
    await page.getByText('Live').first().waitFor();
    await tandem.as('sales').patch(`/api/contacts/${theo.id}`, { jobTitle: 'Founder and colourist' });
    await fact(page, 'Job title').filter({ hasText: 'Founder and colourist' }).waitFor();
    await page.getByRole('region', { name: 'Timeline' }).getByText('Marcus Oyelaran').first().waitFor();
  });

  test('two who write the same fact are asked which one stands', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const maren = await contactCalled(api, 'Maren Aldous');
    await page.goto(`/contacts/${maren.id}`);
    await fact(page, 'City').click();
    await page.getByLabel('City', { exact: true }).fill('York');
    await tandem.as('sales').patch(`/api/contacts/${maren.id}`, { city: 'Whitby' });
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Two versions of the city' }).waitFor();
    await page.getByRole('dialog').getByText('Marcus Oyelaran changed Maren Aldous').waitFor();
    await expectGoodLooks(page);
    expect((await contactCalled(api, 'Maren Aldous')).city).toBe('Whitby');
    await page.getByRole('button', { name: /Use mine/ }).click();
    await fact(page, 'City').filter({ hasText: 'York' }).waitFor();
    await expect.poll(async () => (await contactCalled(api, 'Maren Aldous')).city).toBe('York');
  });

  test('one that was deleted can be read and brought back', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const beatriz = await contactCalled(api, 'Beatriz Lopes');
    await page.goto(`/contacts/${beatriz.id}`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete contact' }).click();
    await page.getByText('Beatriz Lopes deleted').waitFor();
    await page.goto(`/contacts/${beatriz.id}`);
    await page.getByText('This contact was deleted').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Bring back' }).click();
    await page.getByText('Beatriz Lopes is back').waitFor();
    expect((await contactCalled(api, 'Beatriz Lopes')).id).toBe(beatriz.id);
  });

  test('its neighbours in the list are one key away', async ({ page }) => {
    await page.goto('/contacts?q=example&sort=name');
    const rows = page.locator('[role=row][data-index]');
    await rows.first().waitFor();
    const [first, second] = await rows.evaluateAll((all) =>
      all.map((each) => each.getAttribute('aria-label')),
    );
    await rows.first().getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: first ?? '' }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: second ?? '' }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('heading', { level: 1, name: first ?? '' }).waitFor();
  });

  test('one that is not there says so', async ({ page }) => {
    await page.goto('/contacts/019f0000-0000-7000-8000-000000000000');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await expectGoodLooks(page);
  });
});
