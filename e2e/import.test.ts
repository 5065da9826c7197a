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
      'First name,Surname,E-mail,Company,Locality,Shoe size',
      'Ida,Holm,ida@holm.example,Holm Hair,Aarhus,39',
      'Nora,Castellan,nora.castellan@castellan-hair-studios.example,Castellan Hair Studios,Otley,38',
      ',,no address at all,,Leeds,41',
    ];
    await page.locator('input[type=file]').setInputFiles(csv(rows.join('\n')));
    await page.getByText('4 of 6 columns are recognised').waitFor();
    await page.getByText('Read as UTF-8, separated by commas; line 1 names the columns.').waitFor();
    expect(await page.getByLabel('What Surname becomes').inputValue()).toBe('familyName');
    expect(await page.getByLabel('What Shoe size becomes').inputValue()).toBe('');
    await page.getByLabel('What Locality becomes').selectOption({ label: 'City' });
    await page.getByLabel('What Shoe size becomes').selectOption({ label: 'New property …' });
    expect(await page.getByLabel('Its values are').inputValue()).toBe('number');
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Make companies that nobody knows yet').check();
    await page.getByLabel('Tags for everybody in the file').fill('Salon North 2026');
    await page.getByLabel('Put them on a list').selectOption({ label: 'New list …' });
    await page.getByRole('dialog').getByLabel('Name').fill('Met at Salon North');
    await page.getByRole('dialog').getByRole('button', { name: /list/ }).click();
    await expectGoodLooks(page);
    await page.reload();
    expect(await page.getByLabel('Tags for everybody in the file').inputValue()).toBe('Salon North 2026');
    expect(await page.getByLabel('Make companies that nobody knows yet').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Continue' }).click();
    const preview = page.getByRole('region', { name: 'Preview of the first rows' });
    await preview.getByText('Holm Hair').waitFor();
    await page.getByText('1 new, 1 updated, 1 skipped').waitFor();
    await preview.getByRole('insertion').getByText('Otley').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Start the import' }).click();
    await page.getByRole('heading', { name: /is finished/ }).waitFor();
    await expectGoodLooks(page);
    const arriving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Rows to look at' }).click();
    const notes = await readFile(await (await arriving).path(), 'utf8');
    expect(notes).toMatch(/^4,skipped,.*no address at all,,Leeds,41$/m);
    const { items } = await tandem
      .as('owner')
      .get<{ items: { name: string; city: string; tags: string[] }[] }>('/api/contacts?q=castellan%20nora');
    expect(items).toMatchObject([{ name: 'Nora Castellan', city: 'Otley', tags: ['Salon North 2026'] }]);
    const owner = tandem.as('owner');
    type Named = { items: { id: string; name: string }[] };
    const [list] = (await owner.get<Named>('/api/segments?q=met%20at%20salon')).items;
    const filter = encodeURIComponent(JSON.stringify([['segment', 'is', list?.id]]));
    // Who is in a segment follows within a second.
    const onList = async () => (await owner.get<Named>(`/api/contacts?sort=name&filter=${filter}`)).items;
    await expect
      .poll(async () => (await onList()).map(({ name }) => name))
      .toEqual(['Ida Holm', 'Nora Castellan']);

    await page.getByRole('link', { name: 'Open these contacts' }).click();
    await page.getByText(/Came in or changed by import of fair-leads\.csv/).waitFor();
    await page.getByRole('link', { name: 'Ida Holm' }).waitFor();
    await page.getByText('2 contacts').waitFor();
    await expectGoodLooks(page);
    await page.goto('/contacts/imports');
    const made = page.getByRole('row', { name: /fair-leads.csv/ });
    await made.getByRole('link', { name: '1', exact: true }).first().click();
    await page.getByText(/Came in by import of fair-leads\.csv/).waitFor();
    await page.getByText('1 contact', { exact: true }).waitFor();
    await page.goto('/contacts/imports');
    await made.getByRole('link', { name: 'fair-leads.csv' }).click();

    await page.getByRole('button', { name: 'Take this import back' }).click();
    await page.getByText('Taken back: 1 as they were before').waitFor();
    await expectGoodLooks(page);
    const before = await tandem
      .as('owner')
      .get<{ items: { city: string }[] }>('/api/contacts?q=castellan%20nora');
    expect(before.items[0]?.city).not.toBe('Otley');
    const { estimate } = await tandem
      .as('owner')
      .get<{ estimate: { count: number } }>('/api/contacts?q=holm.example');
    expect(estimate.count).toBe(0);
    await page.getByRole('link', { name: 'Past imports' }).click();
    await page.getByRole('row', { name: /fair-leads.csv.*Taken back/ }).waitFor();
    await expectGoodLooks(page);

    await page.getByRole('link', { name: 'Import a file' }).click();
    await page.locator('input[type=file]').setInputFiles(csv(rows.join('\n')));
    await page.getByRole('button', { name: 'Use the same choices' }).click();
    expect(await page.getByLabel('What Locality becomes').inputValue()).toBe('city');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.getByLabel('Make companies that nobody knows yet').isChecked()).toBe(true);
  }, 60_000);

  test('says before the start that a file breaks off, and in which line', async ({ page }) => {
    await page.goto('/contacts/import');
    const broken = 'name,email\nIda,ida@holm.example\nNora,"nora@x.example\nBen,ben@x.example\n';
    await page.locator('input[type=file]').setInputFiles(csv(broken));
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('a quotation mark is opened in line 3 or below and never closed').waitFor();
    await expectGoodLooks(page);
  });

  test('a semicolon file in Latin-1 is read as it is meant, on a phone, and companies and touchpoints come in too', async ({
    visit,
    tandem,
  }) => {
    const page = await visit('owner', { phone: true });
    await page.goto('/contacts/import?target=companies');
    const accounts = 'Firma;Branche;Belongs to\nSölden Salons;Hair care;Alpen Holding\n';
    await page.locator('input[type=file]').setInputFiles({
      name: 'accounts.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(accounts, 'latin1'),
    });
    await page.getByText('Windows-1252 or Latin-1, separated by semicolons').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('1 new').waitFor();
    await page.getByRole('button', { name: 'Start the import' }).click();
    await page.getByRole('heading', { name: /is finished/ }).waitFor();
    await expectGoodLooks(page);
    const { items } = await tandem.as('owner').get<{ items: { name: string }[] }>('/api/companies?q=salden');
    expect(items.length).toBeLessThan(2);

    await page.goto('/contacts/import?target=touchpoints');
    const visits = 'Date;E-mail\n12.11.2026 10:00;nora.castellan@castellan-hair-studios.example\n';
    await page.locator('input[type=file]').setInputFiles(csv(visits));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Kind of all of them').fill('Salon visit');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('1 new').waitFor();
    await page.getByRole('button', { name: 'Start the import' }).click();
    await page.getByRole('heading', { name: /is finished/ }).waitFor();
    await page.goto('/contacts/imports');
    await page.getByRole('link', { name: 'accounts.csv' }).waitFor();
    await expectGoodLooks(page);
  }, 60_000);

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
    await page.getByText('are recognised').waitFor();
    await page.getByRole('button', { name: 'Preview' }).click();
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
