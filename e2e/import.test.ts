import { readFile } from 'node:fs/promises';
import { describe } from 'vitest';
import { asCsv, someContacts } from './people.ts';
import { expect, expectGoodLooks, test } from './testing.ts';

const csv = (text: string) => ({ name: 'fair-leads.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('the import', () => {
  test('recognises the columns, shows what will be, and names the rows it could not take', async ({
    page,
    tandem,
  }) => {
    await page.goto('/contacts/import');
    await page.getByText('Drop a CSV file here').waitFor();
    await expectGoodLooks(page);
    const rows = [
      'First name,Surname,E-mail,Firm,Town,Shoe size',
      'Ida,Holm,ida@holm.example,Holm Hair,Aarhus,39',
      'Nora,Castellan,nora.castellan@castellan-hair-studios.example,Castellan Hair Studios,Otley,38',
      ',,no address at all,,Leeds,41',
    ];
    await page.locator('input[type=file]').setInputFiles(csv(rows.join('\n')));
    await page.getByText('Tandem has recognised').waitFor();
    await expect.poll(() => page.getByLabel('What Surname becomes').inputValue()).toBe('familyName');
    expect(await page.getByLabel('What Shoe size becomes').inputValue()).toBe('');
    await page.getByLabel('What Firm becomes').selectOption({ label: 'Company' });
    await page.getByLabel('What Town becomes').selectOption({ label: 'City' });
    const preview = page.getByRole('region', { name: 'Preview of the first rows' });
    await preview.getByText('Holm Hair').waitFor();
    await page.getByText('1 new, 1 updated, 1 skipped').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Start the import' }).click();
    await page.getByRole('heading', { name: /is finished/ }).waitFor();
    await expectGoodLooks(page);
    const arriving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Rows to look at' }).click();
    const notes = await readFile(await (await arriving).path(), 'utf8');
    expect(notes).toMatch(/4,skipped,/);
    const { items } = await tandem
      .as('owner')
      .get<{ items: { name: string; city: string }[] }>('/api/contacts?q=castellan%20nora');
    expect(items).toMatchObject([{ name: 'Nora Castellan', city: 'Otley' }]);
    await page.getByRole('link', { name: 'Open these contacts' }).click();
    await page.getByRole('row', { name: 'Ida Holm' }).waitFor();
  });

  test('goes on while the page is reloaded or left, and the panel tells of it', async ({
    page,
    visit,
    tandem,
  }) => {
    const many = someContacts(12_000).map((contact, index) => ({
      ...contact,
      email: `reload${index}@fair.example`,
    }));
    await page.goto('/contacts/import');
    await page.locator('input[type=file]').setInputFiles(csv(asCsv(many)));
    await page.getByRole('button', { name: 'Start the import' }).click();
    await page.waitForURL(/operation=/);
    await page.reload();
    await page
      .getByRole('region', { name: /fair-leads/ })
      .first()
      .waitFor();
    const second = await visit('owner');
    await second.goto('/settings');
    const panel = second.getByRole('region', { name: 'Work in progress' });
    await panel.waitFor();
    await panel.getByRole('progressbar').waitFor();
    await page.getByRole('heading', { name: /is finished/ }).waitFor({ timeout: 25_000 });
    await panel.getByText('Import of fair-leads.csv: done').click();
    await expectGoodLooks(second);
    await panel.getByRole('link', { name: 'Open the result' }).click();
    await second
      .getByRole('grid', { name: 'contacts' })
      .or(second.getByRole('heading', { name: /is finished/ }))
      .first()
      .waitFor();
    const { estimate } = await tandem
      .as('owner')
      .get<{ estimate: { count: number } }>('/api/contacts?q=reload11999');
    expect(estimate.count).toBe(1);
    await second.getByRole('button', { name: /^Notifications/ }).click();
    await second.getByText('fair-leads.csv').first().waitFor();
  }, 60_000);

  test('a file that is no table says so before anything is written', async ({ page }) => {
    await page.goto('/contacts/import');
    await page.locator('input[type=file]').setInputFiles({
      name: 'photo.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1]),
    });
    await page.getByRole('alert').first().waitFor();
    await expectGoodLooks(page);
  });
});
