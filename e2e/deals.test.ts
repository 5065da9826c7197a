import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import type { Api } from './api.ts';
import { expect, expectGoodLooks, test } from './testing.ts';

type Named = { id: string; name: string };

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A company, somebody there, and deals in every column. */
async function makeDeals(api: Api): Promise<{ spring: Named; nora: Named }> {
  const hallow = await api.post<Named>('/api/companies', { name: 'Hallow Salons Group' });
  const nora = await api.post<Named>('/api/contacts', {
    givenName: 'Nora',
    familyName: 'Whitlock',
    companyId: hallow.id,
  });
  const open = (name: string, more: object = {}) =>
    api.post<Named>('/api/deals', { name, contactId: nora.id, ...more });
  const spring = await open('Spring range for 12 salons', {
    amount: 480_000,
    currency: 'GBP',
    expectedCloseOn: inDays(12),
  });
  await open('Colour training, Leeds', { amount: 125_050, currency: 'EUR', expectedCloseOn: inDays(-3) });
  await open('Trial of the repair line', { contactId: null });
  const won = await open('Winter restock', { amount: 96_000, currency: 'GBP' });
  await api.put(`/api/deals/${won.id}/stage`, { stage: 'won' });
  const lost = await open('Own-label shampoo', { amount: 2_400_000, currency: 'GBP' });
  await api.put(`/api/deals/${lost.id}/stage`, {
    stage: 'lost',
    reason: 'competitor',
    words: 'They went with a maker near Leeds.',
  });
  return { spring, nora };
}

const column = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name} \\d`) });

async function openBoard(page: Page): Promise<void> {
  await page.goto('/deals');
  await column(page, 'Open').waitFor();
}

describe('deals', () => {
  test('the first one is opened from the keyboard, and found in the palette', async ({ page, tandem }) => {
    await tandem.as('owner').post('/api/contacts', { givenName: 'Ottoline', familyName: 'Grey' });
    await page.goto('/contacts');
    await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'No deals yet' }).waitFor();
    await expectGoodLooks(page);
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'New deal' });
    await dialog.getByLabel('Name').fill('Launch of the salon');
    await dialog.getByLabel('Amount').fill('a lot');
    await dialog.getByLabel('Contact').fill('Ottoline');
    await dialog.getByRole('option', { name: /Ottoline Grey/ }).click();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Open deal' }).click();
    await dialog.getByText('Enter an amount such as').waitFor();
    await dialog.getByLabel('Amount').fill('1,250.50');
    await page.getByRole('button', { name: 'Open deal' }).click();
    await page.getByRole('heading', { level: 1, name: 'Launch of the salon' }).waitFor();
    await page
      .getByText(/1,250\.50/)
      .first()
      .waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').first().fill('launch of');
    await page.getByRole('option', { name: /Launch of the salon/ }).waitFor();
  });

  test('the board sums up each column; a card is moved by keys and by the mouse', async ({
    page,
    tandem,
  }) => {
    await makeDeals(tandem.as('owner'));
    await openBoard(page);
    await column(page, 'Open').getByText('£4,800').first().waitFor();
    await column(page, 'Open').getByText('1 without an amount').waitFor();
    await column(page, 'Lost').getByText('Chose a competitor').waitFor();
    await expectGoodLooks(page);
    const card = page.getByRole('link', { name: 'Spring range for 12 salons' });
    await card.focus();
    await page.keyboard.press('Shift+ArrowRight');
    const win = page.getByRole('dialog', { name: 'Won: Spring range for 12 salons' });
    await win.getByLabel('Amount in GBP').fill('5,000');
    await expectGoodLooks(page);
    await page.keyboard.press('Enter');
    await column(page, 'Won').getByText('£5,000').waitFor();
    await column(page, 'Won').getByText('£5,960').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await column(page, 'Open').getByRole('link', { name: 'Spring range for 12 salons' }).waitFor();
    await page.getByRole('link', { name: 'Trial of the repair line' }).dragTo(column(page, 'Lost'));
    const lose = page.getByRole('dialog', { name: 'Lost: Trial of the repair line' });
    await page.getByRole('button', { name: 'Mark as lost' }).click();
    await lose.getByText('Choose why it was lost.').waitFor();
    await lose.getByLabel('Why').selectOption('No budget');
    await lose.getByLabel('In words').fill('Next year, perhaps.');
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Mark as lost' }).click();
    await column(page, 'Lost').getByText('No budget').waitFor();
    await page.getByRole('button', { name: 'Move Trial of the repair line' }).click();
    await page.getByRole('menuitem', { name: 'Open again' }).click();
    await column(page, 'Open').getByRole('link', { name: 'Trial of the repair line' }).waitFor();
  });

  test('on a phone one column is seen at a time', async ({ visit, tandem }) => {
    await makeDeals(tandem.as('owner'));
    const page = await visit('owner', { phone: true });
    await openBoard(page);
    await page.getByRole('button', { name: /^Lost \d/ }).click();
    await page.getByRole('link', { name: 'Own-label shampoo' }).first().waitFor();
    expect(await page.getByRole('link', { name: 'Winter restock' }).count()).toBe(0);
    await expectGoodLooks(page);
  });

  test('its page shows with whom, changes where it stands, and tells its history', async ({
    page,
    tandem,
  }) => {
    const { spring, nora } = await makeDeals(tandem.as('owner'));
    await page.goto(`/deals/${spring.id}`);
    await page.getByRole('heading', { level: 1, name: spring.name }).waitFor();
    await page.getByRole('link', { name: 'Hallow Salons Group' }).waitFor();
    await page.getByRole('button', { name: /^Amount in GBP: / }).click();
    await page.getByRole('textbox', { name: 'Amount in GBP' }).fill('6200');
    await page.keyboard.press('Enter');
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByRole('button', { name: 'This deal' }).click();
    await timeline.getByText('changed the amount').waitFor();
    await timeline.getByText('£6,200').waitFor();
    await page.keyboard.press('w');
    await page.getByRole('dialog', { name: `Won: ${spring.name}` }).waitFor();
    await page.getByRole('button', { name: 'Mark as won' }).click();
    await timeline.getByText('won this deal').waitFor();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
    await expectGoodLooks(page);
    await timeline.getByRole('button', { name: 'Nora Whitlock' }).click();
    await timeline.getByText('£6,200').waitFor();
    await page.goto(`/contacts/${nora.id}`);
    const deals = page.getByRole('region', { name: 'Deals' });
    await deals.getByRole('link', { name: spring.name }).waitFor();
    await page.getByText('Customer').first().waitFor();
    await expectGoodLooks(page);
  });

  test('the list narrows down, and a deleted deal comes back', async ({ page, tandem }) => {
    const { spring } = await makeDeals(tandem.as('owner'));
    await openBoard(page);
    await page.getByRole('button', { name: 'List' }).click();
    await page
      .getByText(/^\d+ deals$/)
      .first()
      .waitFor();
    await expectGoodLooks(page);
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Lost' }).click();
    await page.getByRole('button', { name: /^Stage is Lost/ }).waitFor();
    await page.getByText('Own-label shampoo').first().waitFor();
    await expect.poll(() => page.getByText('Winter restock').count()).toBe(0);
    const arriving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export what is shown' }).click();
    const csv = await readFile(await (await arriving).path(), 'utf8');
    expect(csv).toContain('Own-label shampoo');
    expect(csv).not.toContain('Winter restock');
    await page.goto(`/deals/${spring.id}`);
    await page.getByRole('heading', { level: 1, name: spring.name }).waitFor();
    await page.keyboard.press('d');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.goto(`/deals/${spring.id}`);
    await page.getByRole('button', { name: 'Won' }).waitFor();
  });

  test('a rep moves their own deals and reads those of the team', async ({ visit, tandem }) => {
    await makeDeals(tandem.as('owner'));
    await tandem.as('rep').post('/api/deals', { name: 'Mine alone' });
    const page = await visit('rep');
    await openBoard(page);
    await page.getByRole('button', { name: 'Move Mine alone' }).waitFor();
    expect(await page.getByRole('button', { name: 'Move Spring range for 12 salons' }).count()).toBe(0);
  });
});
