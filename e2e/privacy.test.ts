import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';

type Contact = { id: string };

describe('privacy', () => {
  test('consent is recorded with where it was given, and its history stays', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const { id } = await api.post<Contact>('/api/contacts', { givenName: 'Consuela', familyName: 'Asker' });
    await page.goto(`/contacts/${id}`);
    const consent = page.getByRole('region', { name: 'Consent' });
    await consent.getByText('Nothing was asked yet.').waitFor();
    await consent.getByRole('button', { name: 'Record' }).click();
    const dialog = page.getByRole('dialog', { name: 'What Consuela Asker agreed to' });
    await dialog.getByRole('button', { name: 'Record answer' }).click();
    await dialog.getByText('Say where they answered').waitFor();
    await dialog.getByLabel('Where they answered').fill('Phone call');
    await expectGoodLooks(page);
    await dialog.getByRole('button', { name: 'Record answer' }).click();
    await consent.getByRole('listitem').filter({ hasText: 'Newsletter by e-mail' }).waitFor();
    const recorded = await api.get(`/api/contacts/${id}/consents`);
    expect(recorded).toMatchObject({ states: [{ purpose: 'newsletter', channel: 'email', state: 'given' }] });
  });

  test('somebody is erased for good, and the receipt answers for it', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const email = 'quentin@vanishing.example';
    const { id } = await api.post<Contact>('/api/contacts', {
      givenName: 'Quentin',
      familyName: 'Vanishing',
      email,
    });
    await page.goto(`/contacts/${id}`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: /Erase for good/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase Quentin Vanishing for good?' });
    await dialog.getByLabel('Why').fill('Asked by letter');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await dialog.getByText('Type Quentin Vanishing to confirm.', { exact: true }).waitFor();
    await dialog.getByLabel('Type Quentin Vanishing to confirm').fill('Quentin Vanishing');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    const receipt = page.getByRole('dialog', { name: 'Erased for good' });
    await receipt.getByText('Identities').waitFor();
    await expectGoodLooks(page);
    await receipt.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
    await expect(api.get(`/api/contacts/${id}`)).rejects.toThrow();

    await page.goto('/settings/privacy');
    await page.getByLabel('E-mail address or phone number').fill(email);
    await page.getByRole('listitem').filter({ hasText: 'Asked by letter' }).waitFor();
    await expectGoodLooks(page);
    await page.getByLabel('E-mail address or phone number').fill('nobody@vanishing.example');
    await page.getByText('Nobody who was erased had this address or number.').waitFor();
  });
});
