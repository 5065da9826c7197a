import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';

describe('a new contact', () => {
  test('is written down from the keyboard and opened', async ({ page, tandem }) => {
    await page.goto('/contacts');
    await page.locator('[role=row][data-index]').first().waitFor();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'New contact' });
    await dialog.waitFor();
    await expectGoodLooks(page);
    await page.keyboard.type('Ada');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Bright');
    await dialog.getByLabel('Phone').fill('0113 496 0999');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'country code' }).waitFor();
    expect(await dialog.getByLabel('First name').inputValue()).toBe('Ada');
    await dialog.getByLabel('Phone').fill('+44 113 496 0999');
    await dialog.getByLabel('Stage').selectOption({ label: 'SQL' });
    await page.getByRole('button', { name: 'Create contact' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ada Bright' }).waitFor();
    const found = await tandem
      .as('owner')
      .get<{ items: { phone: string; stage: string }[] }>('/api/contacts?q=ada%20bright');
    expect(found.items).toMatchObject([{ phone: '+441134960999', stage: 'sql' }]);
  });

  test('whose address is known already keeps what was typed and leads to who has it', async ({ page }) => {
    await page.goto('/contacts?create=true');
    const dialog = page.getByRole('dialog', { name: 'New contact' });
    await dialog.getByLabel('First name').fill('Eleonora');
    await dialog.getByLabel('E-mail').fill('Nora.Castellan@castellan-hair-studios.example');
    await page.getByRole('button', { name: 'Create contact' }).click();
    const known = dialog.getByRole('link', { name: 'Open Nora Castellan' });
    await known.waitFor();
    await expectGoodLooks(page);
    expect(await dialog.getByLabel('First name').inputValue()).toBe('Eleonora');
    await known.click();
    await page.getByRole('heading', { level: 1, name: 'Nora Castellan' }).waitFor();
  });

  test('somebody without any name or address cannot be told from others', async ({ page }) => {
    await page.goto('/contacts?create=true');
    await page.getByRole('dialog').getByLabel('Company').fill('Unnamed Ltd');
    await page.getByRole('button', { name: 'Create contact' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByRole('dialog').getByLabel('Company').inputValue()).toBe('Unnamed Ltd');
  });
});
