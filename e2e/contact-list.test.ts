import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { colleagues, expect, expectGoodLooks, test } from './testing.ts';

type Contact = { id: string; name: string; stage: string };
type Contacts = { items: Contact[]; estimate: { count: number } };

const grid = (page: Page) => page.getByRole('grid', { name: 'contacts' });
const row = (page: Page, name: string) => grid(page).getByRole('row', { name, exact: true });
const rows = (page: Page) => grid(page).locator('[role=row][data-index]');
const names = async (page: Page) =>
  rows(page).evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));

async function opened(page: Page, path = '/contacts'): Promise<void> {
  await page.goto(path);
  await rows(page).first().waitFor();
}

describe('the list of contacts', () => {
  test('finds by part of a name, company or address, and says so in the URL', async ({ page }) => {
    await opened(page);
    await page.getByLabel('Search contacts').fill('marlow lind');
    await expect.poll(() => names(page)).toEqual(['Freya Lindqvist']);
    expect(new URL(page.url()).searchParams.get('q')).toBe('marlow lind');
    await page.getByLabel('Search contacts').fill('nobody is called so');
    await page.getByText('No contacts match').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await expect.poll(async () => (await names(page)).length).toBeGreaterThan(10);
  });

  test('filters read as a sentence, sorting shows at the header, and a reload shows the same', async ({
    page,
    tandem,
  }) => {
    await opened(page);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    const adding = page.getByRole('dialog', { name: 'Add a filter' });
    await adding.getByRole('button', { name: 'Stage', exact: true }).click();
    await adding.getByRole('group', { name: 'Stage' }).getByLabel('MQL').check();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: /^Stage is MQL/ }).waitFor();
    await grid(page).getByRole('columnheader', { name: 'Name' }).getByRole('button').first().click();
    await expect.poll(() => page.url()).toContain('sort=name');
    expect(await grid(page).getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    const filter = encodeURIComponent('[["stage","is",["mql"]]]');
    const { items } = await tandem.as('owner').get<Contacts>(`/api/contacts?filter=${filter}&sort=name`);
    const before = items.map(({ name }) => name);
    expect(before).toContain('Maren Aldous');
    expect(before).not.toContain('Nora Castellan');
    await expect.poll(() => names(page)).toEqual(before);
    await expectGoodLooks(page);
    await page.reload();
    await page.getByRole('button', { name: /^Stage is MQL/ }).waitFor();
    await expect.poll(() => names(page)).toEqual(before);
    await page.getByRole('button', { name: 'Remove: Stage is MQL' }).click();
    await expect.poll(async () => (await names(page)).length).toBeGreaterThan(before.length);
  });

  test('a view keeps the question, and a colleague sees it once it is shared', async ({ page, visit }) => {
    await opened(page, `/contacts?filter=${encodeURIComponent('[["stage","is",["customer"]]]')}&sort=name`);
    const asked = await names(page);
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Customers by name');
    await page.getByLabel('Share with everybody').check();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const tab = page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: /^Customers by name/ });
    await expect.poll(() => tab.getAttribute('aria-current')).toBe('true');

    const colleague = await visit('marketing');
    await opened(colleague);
    await colleague
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: /^Customers by name/ })
      .click();
    await expect.poll(() => names(colleague)).toEqual(asked);
  });

  test('is worked by keyboard alone: j k move, x selects, / searches, Enter opens', async ({ page }) => {
    await opened(page);
    const first = await names(page);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    await expect.poll(() => page.locator('[role=row]:focus').getAttribute('aria-label')).toBe(first[1]);
    await page.keyboard.press('x');
    await page.getByRole('status').filter({ hasText: '1 selected' }).waitFor();
    expect(await row(page, first[1] ?? '').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Selected' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await expect
      .poll(() =>
        page.getByLabel('Search contacts').evaluate((box) => box === box.ownerDocument.activeElement),
      )
      .toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    const here = await page.locator('[role=row]:focus').getAttribute('aria-label');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: here ?? '' }).waitFor();
  });
});

describe('many contacts at once', () => {
  test('the stage is changed together, and Undo gives each its own back', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const stages = async () => {
      const { items } = await api.get<Contacts>('/api/contacts?q=castellan%20nora');
      const { items: others } = await api.get<Contacts>('/api/contacts?q=freya%20lindqvist');
      return [...items, ...others].map(({ name, stage }) => [name, stage]);
    };
    expect(await stages()).toEqual([
      ['Nora Castellan', 'customer'],
      ['Freya Lindqvist', 'opportunity'],
    ]);
    await opened(page, '/contacts?sort=createdAt');
    for (const name of ['Nora Castellan', 'Freya Lindqvist'])
      await row(page, name).getByLabel(`Select ${name}`).click();
    await expectGoodLooks(page);
    const bar = page.getByRole('region', { name: 'Selected' });
    await bar.getByRole('button', { name: 'Stage' }).click();
    await page.getByRole('menuitem', { name: 'Advocate' }).click();
    await page.getByText('2 contacts set to Advocate').waitFor();
    expect(await stages()).toEqual([
      ['Nora Castellan', 'advocate'],
      ['Freya Lindqvist', 'advocate'],
    ]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('2 contacts are as before').waitFor();
    expect(await stages()).toEqual([
      ['Nora Castellan', 'customer'],
      ['Freya Lindqvist', 'opportunity'],
    ]);
  });

  test('deleting can be undone, too', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const count = async () => (await api.get<Contacts>('/api/contacts?q=theo%20varga')).estimate.count;
    await opened(page, '/contacts?q=theo%20varga');
    await row(page, 'Theo Varga').getByLabel('Select Theo Varga').click();
    await page.getByRole('region', { name: 'Selected' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('1 contact deleted').waitFor();
    expect(await count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Theo Varga').waitFor();
    await expect.poll(count).toBe(1);
  });

  test('the export holds what is shown, and no cell can run as a formula', async ({ page, tandem }) => {
    await tandem.as('owner').post('/api/contacts', {
      givenName: '=HYPERLINK("https://evil.example")',
      familyName: 'Formula',
      email: 'formula@example.com',
    });
    await opened(page, '/contacts?q=formula');
    const arriving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export what is shown' }).click();
    const csv = await readFile(await (await arriving).path(), 'utf8');
    const lines = csv.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('formula@example.com');
    expect(csv).not.toMatch(/(^|[,;\n"])=HYPERLINK/);
  });

  test('somebody is given many contacts and finds them under Mine', async ({ page, visit, tandem }) => {
    await opened(page, '/contacts?q=amara');
    await row(page, 'Amara Nwosu').getByLabel('Select Amara Nwosu').click();
    await page.getByRole('region', { name: 'Selected' }).getByRole('button', { name: 'Owner' }).click();
    await page.getByRole('menuitem', { name: colleagues.marketing.name }).click();
    await page.getByText('1 contact given to Priya Raman').waitFor();
    const marketing = await visit('marketing');
    await opened(marketing);
    await marketing.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Mine' }).click();
    await expect.poll(() => names(marketing)).toEqual(['Amara Nwosu']);
    const mine = await tandem
      .as('marketing')
      .get<Contacts>(`/api/contacts?filter=${encodeURIComponent('[["owner","is",["me"]]]')}`);
    expect(mine.items.map(({ name }) => name)).toEqual(['Amara Nwosu']);
  });
});
