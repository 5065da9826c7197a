import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';

type Shown = {
  version: number;
  rules: { id: string; name: string | null }[];
  owners: { warm: string };
  sticky: boolean;
  workingFirst: boolean;
  capacity: number;
};
type Reps = { items: { name: string; capacity: number | null; skills: string[]; vacations: unknown[] }[] };

async function routingOf(page: Page): Promise<void> {
  await page.goto('/settings');
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name: /^Routing/ })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Routing' }).waitFor();
}

const rules = (page: Page) => page.getByRole('region', { name: 'Rules' });
const trial = (page: Page) => page.getByRole('region', { name: 'Who would get this?' });

describe('the routing', () => {
  test('a rule is written, reads as a sentence and is tried on a lead', async ({ visit }) => {
    const page = await visit('sales');
    await routingOf(page);
    await rules(page).getByText('there are no rules yet').waitFor();
    await rules(page).getByRole('button', { name: 'Rule' }).click();
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    await dialog.getByLabel(/^Name/).fill('Germany to Hanna');
    await dialog.getByRole('button', { name: 'Condition', exact: true }).click();
    await page.getByLabel('Find what to ask for').fill('country');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Country: Choose …' }).click();
    await page.getByLabel('Find', { exact: true }).fill('german');
    await page.getByRole('checkbox', { name: 'Germany' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await dialog.getByText(/Contacts in Germany/).waitFor();
    await dialog.getByRole('radio', { name: 'Certain reps' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    await dialog.getByText('Choose at least one rep.').waitFor();
    const hanna = dialog.locator('option', { hasText: 'Hanna Brandt' });
    await dialog.getByLabel('Add a rep').selectOption({ label: (await hanna.textContent()) ?? '' });
    await dialog.getByLabel('Weight of Hanna Brandt').waitFor();
    await expectGoodLooks(page);
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    await page.getByText('Rule added').waitFor();
    await rules(page)
      .getByText(/Germany.*Hanna Brandt/)
      .waitFor();
    await trial(page).getByRole('button', { name: 'A made-up lead' }).click();
    await trial(page).getByLabel('Country').selectOption({ label: 'Germany' });
    await trial(page).getByText('Hanna Brandt', { exact: true }).first().waitFor();
    await trial(page).getByLabel('Country').selectOption({ label: 'France' });
    await trial(page).getByText(/queue/i).first().waitFor();
  });

  test('rules change places by keyboard, and Undo takes it back', async ({ visit, tandem }) => {
    const sales = tandem.as('sales');
    const { version, owners, sticky, workingFirst, capacity } = await sales.get<Shown>('/api/routing');
    const queue = { kind: 'queue' };
    const two = [
      { id: 'one', name: 'First come', to: queue },
      { id: 'two', name: 'The rest', to: queue },
    ];
    await sales.put('/api/routing', { version, owners, sticky, workingFirst, capacity, rules: two });
    const names = async () => (await sales.get<Shown>('/api/routing')).rules.map(({ name }) => name);
    const page = await visit('sales');
    await page.goto('/settings/routing');
    await rules(page).getByText('First come').waitFor();
    await rules(page)
      .getByRole('button', { name: /^Move rule 2/ })
      .focus();
    await page.keyboard.press('ArrowUp');
    await page.getByText('Rule 2 is rule 1 now').waitFor();
    await expect.poll(names).toEqual(['The rest', 'First come']);
    await page.keyboard.press('z');
    await expect.poll(names).toEqual(['First come', 'The rest']);
    const shown = () =>
      rules(page)
        .getByText(/^(First come|The rest)$/)
        .allTextContents();
    await expect.poll(shown, { message: 'the page has followed' }).toEqual(['First come', 'The rest']);
    await rules(page).getByRole('button', { name: 'More of rule 2' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByText('Rule removed').waitFor();
    await expect.poll(names).toEqual(['First come']);
  });

  test('warm leads go to sales, and a rep has skills, room and a vacation', async ({ visit, tandem }) => {
    const sales = tandem.as('sales');
    const page = await visit('sales');
    await routingOf(page);
    await page.getByRole('group', { name: 'Warm leads' }).getByRole('button', { name: 'Sales' }).click();
    await page.getByText('Warm leads go to sales, too').waitFor();
    expect((await sales.get<Shown>('/api/routing')).owners.warm).toBe('sales');
    await page.getByRole('button', { name: 'Edit Hanna Brandt' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hanna Brandt' });
    await dialog.getByLabel(/^Capacity/).fill('none');
    await dialog.getByLabel(/^Skills/).fill('Spa, hotels');
    await dialog.getByLabel(/^Languages/).fill('de, en');
    await dialog.getByRole('button', { name: 'Vacation' }).click();
    await dialog.getByLabel('First day of vacation 1').fill('2030-12-23');
    await dialog.getByLabel('Last day of vacation 1').fill('2030-12-31');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('A number from 1 to 1,000.').waitFor();
    await dialog.getByLabel(/^Capacity/).fill('12');
    await expectGoodLooks(page);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Hanna Brandt saved').waitFor();
    const reps = page.getByRole('region', { name: 'Reps' });
    await reps.getByText('German', { exact: true }).waitFor();
    await reps.getByText(/away 23 Dec 2030/).waitFor();
    await expectGoodLooks(page);
    const { items } = await sales.get<Reps>('/api/routing/reps');
    const hanna = items.find(({ name }) => name === 'Hanna Brandt');
    expect(hanna).toMatchObject({ capacity: 12, skills: ['Spa', 'hotels'] });
    expect(hanna?.vacations).toHaveLength(1);
  });

  test('a rep reads it and changes nothing', async ({ visit }) => {
    const page = await visit('rep');
    await page.goto('/settings/routing');
    await page.getByRole('heading', { level: 1, name: 'Routing' }).waitFor();
    await page.getByRole('region', { name: 'Reps' }).getByText('Hanna Brandt').waitFor();
    expect(await page.getByRole('button', { name: 'Rule', exact: true }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Edit/ }).count()).toBe(0);
    await expectGoodLooks(page);
  });
});
