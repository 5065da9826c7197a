import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';
import type { Api } from './api.ts';
import { contactCalled } from './touches.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Field note' });
const stream = (page: Page) => page.getByRole('list', { name: 'What was said' });

type Note = { id: string };

function noted(api: Api, words: string, more: Record<string, unknown> = {}): Promise<Note> {
  return api.post<Note>('/api/field-notes', { kind: 'complaint', words, ...more });
}

describe('a field note', () => {
  test('is kept on a phone in a few taps, with a name of before', async ({ visit, tandem }) => {
    await noted(tandem.as('rep'), 'Uses another bleach', { kind: 'competitor', competitor: 'Brightwave' });
    const page = await visit('rep', { phone: true });
    await page.goto('/feedback');
    await page.getByRole('button', { name: /^Field note(?!s)/ }).click();
    await dialog(page).getByLabel('What did they say?').fill('Gets a display stand there');
    await dialog(page).getByLabel('Competitor seen').check({ force: true });
    await dialog(page).getByRole('button', { name: 'Brightwave' }).click();
    await expectGoodLooks(page);
    await dialog(page).getByRole('button', { name: 'Keep it' }).click();
    await page.getByText('Field note kept').waitFor();
    await stream(page).getByText('Gets a display stand there').waitFor();
    const { items } = await tandem.as('owner').get<{ items: unknown[] }>('/api/feedback');
    expect(items[0]).toMatchObject({
      kind: 'competitor',
      competitor: 'Brightwave',
      by: { name: 'Hanna Brandt' },
    });
  });

  test('is corrected and deleted by whoever wrote it, and by nobody else of sales', async ({
    visit,
    tandem,
  }) => {
    await noted(tandem.as('rep'), 'Wants the old pump back', { kind: 'wish' });
    const page = await visit('rep', { phone: true });
    await page.goto('/feedback');
    const said = stream(page).getByRole('listitem').filter({ hasText: 'the old pump' });
    await said.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Change' }).click();
    const change = page.getByRole('dialog', { name: 'Change field note' });
    await change.getByLabel('What did they say?').fill('Misses the old pump');
    await change.getByLabel('Complaint').check({ force: true });
    await change.getByRole('button', { name: 'Save' }).click();
    await stream(page).getByText('Misses the old pump').waitFor();
    await said.getByText('corrected').waitFor();
    await said.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('Field note deleted').waitFor();
    expect(await said.count()).toBe(0);
  });

  test('about a contact begins on their page and stands on their line; unsent words are kept', async ({
    page,
    tandem,
  }) => {
    const { id } = await contactCalled(tandem.as('owner'), 'Theo Varga');
    await page.goto(`/contacts/${id}`);
    await page.getByRole('button', { name: 'Field note' }).click();
    await dialog(page).getByRole('button', { name: 'Keep it' }).click();
    await dialog(page).getByText('Write down what they said.').waitFor();
    await dialog(page).getByLabel('What did they say?').fill('Loves the new scent');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Field note' }).click();
    expect(await dialog(page).getByLabel('What did they say?').inputValue()).toBe('Loves the new scent');
    await dialog(page).getByLabel('Praise').check({ force: true });
    await page.keyboard.press('Control+Enter');
    await page.getByText('Field note about Theo Varga kept').waitFor();
    await page.getByText('Loves the new scent').waitFor();
  });
});

describe('the feedback page', () => {
  test('suggests what sounds alike; confirmed, it is a theme with what came of it', async ({
    page,
    tandem,
  }) => {
    const api = tandem.as('marketing');
    await noted(api, 'Delivery took three weeks', { product: 'Colour 60 ml' });
    await noted(api, 'The delivery came two weeks late');
    await noted(api, 'Shampoo smells of nothing she likes', { kind: 'wish' });
    await page.goto('/feedback');
    const alike = page.getByRole('region', { name: 'These sound alike' });
    await alike.getByText('The delivery came two weeks late').waitFor();
    await expectGoodLooks(page);
    await alike.getByLabel('Name of the new theme').first().fill('Late deliveries');
    await alike.getByRole('button', { name: 'Make a theme' }).first().click();
    await page.getByRole('region', { name: 'Themes' }).getByRole('link', { name: 'Late deliveries' }).click();
    await page.getByRole('heading', { level: 1, name: 'Late deliveries' }).waitFor();
    await stream(page).getByText('Delivery took three weeks').waitFor();
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByLabel('Title').fill('Where is my parcel');
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Change: Where is my parcel' }).click();
    await page.getByLabel('How it stands').selectOption({ label: 'Done' });
    await page.getByLabel('What came of it').fill('Half as many calls');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Half as many calls').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Take out' }).first().click();
    await page.getByText('Taken out').waitFor();
    const { items } = await api.get<{ items: unknown[] }>('/api/themes');
    expect(items[0]).toMatchObject({ name: 'Late deliveries', notes: 1, followUps: { done: 1 } });
  });

  test('is narrowed by its address, and what is ticked goes into a theme', async ({ visit, tandem }) => {
    const api = tandem.as('marketing');
    await noted(api, 'Wants a litre bottle', { kind: 'wish', product: 'Litre bottle' });
    const page = await visit('marketing');
    await page.goto('/feedback?kind=wish&product=Litre+bottle');
    await stream(page).getByText('Wants a litre bottle').waitFor();
    expect(await stream(page).getByRole('listitem').count()).toBe(1);
    await stream(page)
      .getByRole('checkbox', { name: /Wants a litre bottle/ })
      .check();
    const chosen = page.getByRole('region', { name: 'Chosen' });
    await chosen.getByLabel('Theme', { exact: true }).selectOption('new');
    await chosen.getByLabel('Name of the new theme').fill('Larger bottles');
    await chosen.getByRole('button', { name: 'Make a theme' }).click();
    await stream(page).getByRole('link', { name: 'Larger bottles' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => stream(page).getByRole('listitem').count()).toBeGreaterThan(1);
  });
});

test('the tension view opens the leads behind a number', async ({ page, tandem }) => {
  const { id: contactId } = await contactCalled(tandem.as('owner'), 'Amara Nwosu');
  const rep = tandem.as('owner');
  const { id } = await rep.post<{ id: string }>('/api/handoffs', { contactId, note: 'Asked for a call' });
  await rep.put(`/api/handoffs/${id}/verdict`, {
    verdict: 'rejected',
    reason: 'no_budget',
    words: 'Next year',
  });
  await page.goto('/tension');
  await page
    .getByRole('region', { name: 'Why they came back' })
    .getByRole('button', { name: /No budget/ })
    .click();
  const leads = page.getByRole('dialog', { name: 'Leads: no budget' });
  await leads.getByRole('link', { name: 'Amara Nwosu' }).waitFor();
  await leads.getByText('Next year').waitFor();
  await expectGoodLooks(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '90 days' }).click();
  await page.getByRole('heading', { name: 'Do both sides mean the same?' }).waitFor();
  await expect.poll(() => new URL(page.url()).search).toMatch(/days=.*90/);
  await expectGoodLooks(page);
});
