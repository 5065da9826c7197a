import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, PHONE, test } from './testing.ts';

type Contacts = { items: { id: string; name: string; city: string | null }[] };

/** To the innermost group, whose button comes first. */
async function addCondition(page: Page, find: string): Promise<void> {
  await page.getByRole('button', { name: 'Condition', exact: true }).first().click();
  await page.getByLabel('Find what to ask for').fill(find);
  await page.keyboard.press('Enter');
}

describe('segments', () => {
  test('one is put together by keyboard and mouse, follows what happens, and shows who came', async ({
    page,
    tandem,
  }) => {
    const api = tandem.as('owner');
    await page.goto('/segments');
    await page.getByRole('heading', { name: 'No segments yet' }).waitFor();
    await expectGoodLooks(page);
    await page.keyboard.press('c');
    await page.getByLabel('Name', { exact: true }).fill('Customers in Leeds');

    await addCondition(page, 'stage');
    await page.getByRole('button', { name: 'Stage: Choose …' }).click();
    await page.getByRole('checkbox', { name: 'Customer' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await addCondition(page, 'city');
    await page.getByRole('textbox', { name: 'City' }).fill('Leeds');
    await page.getByText('Customers in Leeds', { exact: true }).first().waitFor();
    await page
      .getByRole('complementary', { name: 'Who this describes' })
      .getByText(/^contacts?$/)
      .waitFor();
    await expectGoodLooks(page);

    await page.getByRole('button', { name: 'Create segment' }).click();
    await page.getByRole('heading', { level: 1, name: 'Customers in Leeds' }).waitFor();
    await expect.poll(() => page.getByText('Finding members').count()).toBe(0);

    const { items } = await api.get<Contacts>('/api/contacts?q=york&limit=1');
    const somebody = items[0];
    if (!somebody) throw new Error('Nobody lives in York.');
    await api.patch(`/api/contacts/${somebody.id}`, { city: 'Leeds', stage: 'customer' });
    await page.getByRole('link', { name: somebody.name }).first().waitFor();
    await page.getByRole('tab', { name: 'Came and went' }).click();
    await page.getByText(/In 30 days [1-9]\d* came in/).waitFor();
    await page.getByRole('link', { name: somebody.name }).waitFor();
    await expectGoodLooks(page);

    await page.goto(`/contacts/${somebody.id}`);
    await page
      .getByRole('region', { name: 'Segments' })
      .getByRole('link', { name: 'Customers in Leeds' })
      .waitFor();
  });

  test('conditions on what people did read as a sentence, in groups, and can be changed later', async ({
    page,
    tandem,
  }) => {
    await page.goto('/segments/new');
    await page.getByLabel('Name', { exact: true }).fill('To be called');
    await addCondition(page, 'did');
    await page.getByLabel('How often').selectOption('never');
    await page.getByText('Contacts who never had any touchpoint in the last 30 days').waitFor();
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await addCondition(page, 'added');
    await page
      .getByRole('combobox', { name: 'How the conditions of this group are joined' })
      .last()
      .selectOption('none');
    await page.getByText('in the last 30 days and were not added in the last 30 days').waitFor();
    await page.getByRole('button', { name: 'Narrow' }).click();
    await page.getByRole('menuitem', { name: 'Page contains' }).click();
    await page.getByRole('textbox', { name: 'Page contains' }).fill('/pricing');
    await page.getByText('on /pricing').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Create segment' }).click();
    await page.getByRole('link', { name: 'Edit conditions' }).click();
    await page.getByRole('button', { name: 'Remove group' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByText('Version 2').waitFor();
    await expectGoodLooks(page);
    const api = tandem.as('owner');
    const { items } = await api.get<{ items: { sentence: string; version: number }[] }>(
      '/api/segments?q=called',
    );
    expect(items).toMatchObject([{ version: 2, sentence: expect.stringMatching(/^Contacts who never had/) }]);
  });

  test('a list is filled from the list of contacts, and emptied again by undo', async ({ page, tandem }) => {
    await page.goto('/contacts?sort=name');
    const rows = page.locator('[role=row][data-index]');
    await rows.first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'Add to list' }).click();
    await page.getByRole('menuitem', { name: 'New list …' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Salon North guests');
    await page.getByRole('button', { name: 'Create list' }).click();
    await page.getByText('1 contact put on “Salon North guests”').waitFor();
    const api = tandem.as('owner');
    const size = async () => {
      const { items } = await api.get<{ items: { memberCount: number }[] }>('/api/segments?q=salon%20north');
      return items[0]?.memberCount;
    };
    await expect.poll(size).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(size).toBe(0);
  });

  test('one is found by the palette, duplicated, and archived with a way back', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const tree = {
      match: 'all',
      items: [{ source: 'contact', field: 'country', operator: 'is', value: ['GB'] }],
    };
    await api.post('/api/segments', { name: 'British salons', tree });
    await page.goto('/contacts');
    await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Search or jump to' }).waitFor();
    await page.keyboard.type('british sal');
    await page.getByRole('option', { name: /British salons/ }).click();
    await page.getByRole('heading', { level: 1, name: 'British salons' }).waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await page.getByRole('heading', { level: 1, name: 'British salons (copy)' }).waitFor();
    await page.goto('/segments?q=copy');
    await page.getByRole('link', { name: /British salons \(copy\)/ }).click();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    await page.getByText('“British salons (copy)” archived').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect
      .poll(async () => (await api.get<{ items: unknown[] }>('/api/segments?q=copy')).items.length)
      .toBe(1);
  });

  test('the builder works with one thumb', async ({ visit }) => {
    const page = await visit('marketing', { phone: true });
    await page.setViewportSize(PHONE);
    await page.goto('/segments/new');
    await page.getByLabel('Name', { exact: true }).fill('On the phone');
    await addCondition(page, 'country');
    await page.getByRole('button', { name: 'Country: Choose …' }).click();
    await page.getByLabel('Find', { exact: true }).fill('united k');
    await page.getByRole('checkbox', { name: 'United Kingdom' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Contacts in United Kingdom').waitFor();
    await expectGoodLooks(page);
  });
});
