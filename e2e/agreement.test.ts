import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';

type Items<T> = { items: T[] };
type Named = { id: string; name: string };

describe('the agreement', () => {
  // The page of a draft has hundreds of controls: reading it as a screen reader does takes a while.
  test(
    'starts from the usual terms, is written as sentences and proposed',
    { timeout: 90_000 },
    async ({ visit }) => {
      const page = await visit('marketing');
      await page.goto('/agreement');
      await page.getByRole('heading', { name: 'No agreement yet' }).waitFor();
      await page.getByRole('button', { name: 'Start from the usual terms' }).click();
      await page.getByRole('heading', { level: 1, name: 'Version 1' }).waitFor();
      await page.getByLabel('Hot leads a month').fill('40');
      await page.getByRole('button', { name: 'Save draft' }).click();
      await page.getByText('Draft saved.').waitFor();
      await expectGoodLooks(page);
      await page.getByRole('button', { name: 'Propose to both sides' }).click();
      await sign(page, 'marketing');
    },
  );

  test('comes into force with the second signature', async ({ visit }) => {
    const page = await visit('sales');
    await page.goto('/agreement');
    await page.getByText('It waits for the signature of sales.').waitFor();
    await page.getByRole('link', { name: 'Read and sign' }).click();
    await page.getByText('Marketing brings 40 hot leads a month.').waitFor();
    await expectGoodLooks(page);
    await sign(page, 'sales');
    await page.goto('/agreement');
    await page.getByRole('heading', { name: 'Sales owes marketing' }).waitFor();
    await page.getByText('Version 1, signed').waitFor();
  });

  test('shows live how both keep their word, down to each case', async ({ visit, tandem }) => {
    const page = await visit('sales');
    await page.goto('/agreement');
    await page.getByText(/0 leads handed over/).waitFor();
    const api = tandem.as('owner');
    const { items: people } = await api.get<Items<Named>>('/api/people');
    const repId = people.find(({ name }) => name === 'Hanna Brandt')?.id;
    const { items: contacts } = await api.get<Items<Named>>('/api/contacts?limit=2');
    const ids: string[] = [];
    for (const { id: contactId } of contacts)
      ids.push((await api.post<{ id: string }>('/api/handoffs', { contactId, repId })).id);
    const [answered = '', missed = ''] = ids;
    const [first = '', second = ''] = contacts.map(({ name }) => name);
    await page.getByText(/2 leads handed over/).waitFor();
    await api.post(`/api/handoffs/${answered}/attempts`, { kind: 'call', outcome: 'reached' });
    const past = new Date(Date.now() - 60_000);
    await tandem.db
      .updateTable('handoff.clocks')
      .set({ due_at: past, late_at: past, next_at: past, counted_from: past, used_minutes: 90, step: 1 })
      .where('handoff_id', '=', missed)
      .where('promise', '=', 'first-response')
      .execute();
    const late = page.getByRole('region', { name: 'Late promises' });
    await late.getByRole('link', { name: second }).waitFor();
    await late.getByText(/min over/).waitFor();
    await page.getByText('50%', { exact: true }).waitFor();
    await expectGoodLooks(page);

    await page.getByRole('link', { name: '1 missed' }).click();
    const cases = page.getByRole('region', { name: 'Cases' });
    await cases.getByRole('link', { name: second }).waitFor();
    expect(await cases.getByRole('link', { name: first }).count()).toBe(0);
    await page.getByRole('button', { name: 'Kept' }).click();
    await cases.getByRole('link', { name: first }).waitFor();
  });

  test('a change is a new version, compared in words; whoever only reads, changes nothing', async ({
    visit,
    tandem,
  }) => {
    const page = await visit('sales');
    await page.goto('/agreement');
    await page.getByRole('button', { name: 'Propose a change' }).click();
    await page.getByRole('heading', { level: 1, name: 'Version 2' }).waitFor();
    await page.getByLabel('Why this change').fill('More capacity since the fair');
    await page.getByLabel('Within', { exact: true }).first().fill('2');
    await page.getByRole('button', { name: 'Propose to both sides' }).click();
    await page.getByRole('heading', { name: 'What differs from version 1' }).waitFor();
    await page.getByText('Sales answers 90% of leads within 2 working hours.').first().waitFor();
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText(/^Withdrawn/).waitFor();
    const { items } = await tandem.as('sales').get<Items<{ state: string }>>('/api/agreements');
    expect(items.map(({ state }) => state)).toEqual(['withdrawn', 'in_force']);

    const rep = await visit('rep', { phone: true });
    await rep.goto('/agreement');
    await rep.getByRole('heading', { name: 'Marketing owes sales' }).waitFor();
    expect(await rep.getByRole('button', { name: 'Propose a change' }).count()).toBe(0);
  });
});

async function sign(page: Page, side: string): Promise<void> {
  await page.getByRole('button', { name: `Sign for ${side}` }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: `Sign for ${side}` })
    .click();
  await expect.poll(() => page.getByRole('alertdialog').count()).toBe(0);
}
