import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import type { Api } from './api.ts';
import { expect, expectGoodLooks, test } from './testing.ts';

type Named = { id: string; name: string };

/** A company with two people, its parent, and things that happened with them. */
async function makeGroup(api: Api): Promise<{ hallow: Named; leeds: Named; nora: Named }> {
  const hallow = await api.post<Named>('/api/companies', {
    name: 'Hallow Salons Group',
    domain: 'hallow-salons.example',
    industry: 'Beauty and hair care',
    employees: 1240,
    city: 'London',
    country: 'GB',
    phone: '+44 20 7946 0991',
    street: '14 Tanner Row',
    tags: ['Wholesale'],
  });
  const leeds = await api.post<Named>('/api/companies', {
    name: 'Hallow Salons Leeds',
    city: 'Leeds',
    parentId: hallow.id,
  });
  const people = [
    { givenName: 'Nora', familyName: 'Whitlock', jobTitle: 'Buying director' },
    { givenName: 'Idris', familyName: 'Bell', jobTitle: 'Head of education' },
  ];
  const [nora, idris] = await Promise.all(
    people.map((person) => api.post<Named>('/api/contacts', { ...person, companyId: hallow.id })),
  );
  if (!nora || !idris) throw new Error('Nobody was made.');
  await api.put(`/api/companies/${hallow.id}/people/${nora.id}`, { roles: ['economic_buyer', 'champion'] });
  const log = (contact: Named, touch: object) => api.post(`/api/contacts/${contact.id}/touchpoints`, touch);
  await log(nora, {
    kind: 'call_warm',
    name: 'Trade terms',
    minutes: 12,
    occurredAt: '2026-11-03T10:00:00Z',
  });
  await log(idris, { kind: 'visit', name: 'Spring range', occurredAt: '2026-11-05T09:30:00Z' });
  return { hallow, leeds, nora };
}

async function openCompany(page: Page, { id, name }: Named): Promise<void> {
  await page.goto(`/companies/${id}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

describe('companies', () => {
  test('the first one is made from the keyboard, and found in the palette', async ({ page }) => {
    await page.goto('/contacts');
    await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'No companies yet' }).waitFor();
    await expectGoodLooks(page);
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'New company' });
    await dialog.getByLabel('Name', { exact: true }).fill('Marlow & Daughters');
    await dialog.getByLabel('Domain').fill('gmail.com');
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Create company' }).click();
    await dialog.getByText('Everybody can have a mailbox there').waitFor();
    await dialog.getByLabel('Domain').fill('https://www.marlow-daughters.example/about');
    await page.getByRole('button', { name: 'Create company' }).click();
    await page.getByRole('heading', { level: 1, name: 'Marlow & Daughters' }).waitFor();
    await page.getByRole('link', { name: 'marlow-daughters.example' }).waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').first().fill('marlow');
    await page.getByRole('option', { name: /Marlow & Daughters/ }).waitFor();
  });

  test('one shows its people with roles, its family, and all that happened with them', async ({
    page,
    tandem,
  }) => {
    const { hallow, nora } = await makeGroup(tandem.as('owner'));
    await openCompany(page, hallow);
    const people = page.getByRole('region', { name: 'People', exact: true }).first();
    await people.getByText('Economic buyer').waitFor();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('Trade terms').waitFor();
    await timeline.getByRole('link', { name: 'Idris Bell' }).waitFor();
    await page.getByRole('link', { name: 'Hallow Salons Leeds' }).waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'More about Idris Bell' }).click();
    await page.getByRole('menuitem', { name: 'Add roles' }).click();
    const dialog = page.getByRole('dialog', { name: /Idris Bell at/ });
    await dialog.getByLabel('Technical evaluator').check();
    await dialog.getByLabel('In your own words').fill('Runs the academy');
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Save roles' }).click();
    await people.getByText('Runs the academy').waitFor();
    await people.getByRole('link', { name: 'Open as a list' }).click();
    await page.getByRole('button', { name: /^Works at is Hallow Salons Group/ }).waitFor();
    await page.getByText('2 contacts').first().waitFor();
    await page.goto(`/contacts/${nora.id}`);
    const company = page.getByRole('region', { name: 'Company', exact: true });
    await company.getByRole('link', { name: 'Hallow Salons Group' }).waitFor();
    await company.getByRole('link', { name: 'Idris Bell' }).waitFor();
    await expectGoodLooks(page);
  });

  test('its line is narrowed to a kind that occurs on it, and the link says so', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const company = await api.post<Named>('/api/companies', { name: 'Fern Street Spa' });
    const fern = { givenName: 'Fern', familyName: 'Tully', companyId: company.id };
    const { id } = await api.post<Named>('/api/contacts', fern);
    await api.post(`/api/contacts/${id}/touchpoints`, { kind: 'call_warm', name: 'Trade terms' });
    await api.post(`/api/contacts/${id}/touchpoints`, { kind: 'visit', name: 'Spring range' });
    await openCompany(page, company);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('Spring range').waitFor();
    await timeline.getByRole('button', { name: 'Kind' }).click();
    await expectGoodLooks(page);
    await page.getByRole('menuitem', { name: /Visit\s*1$/ }).click();
    await timeline.getByText('Trade terms').waitFor({ state: 'hidden' });
    await page.reload();
    await timeline.getByText('Spring range').waitFor();
    expect(await timeline.getByText('Trade terms').count()).toBe(0);
    await timeline.getByRole('button', { name: 'Any kind' }).click();
    await timeline.getByText('Trade terms').waitFor();
  });

  test('a person is added and taken out again; Undo brings them back', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const company = await api.post<Named>('/api/companies', { name: 'Fenwick Retail' });
    await openCompany(page, company);
    await page.getByRole('button', { name: 'Add person' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a person to Fenwick Retail' });
    await dialog.getByRole('combobox').fill('Ottoline Grey');
    await dialog.getByRole('option', { name: /New contact/ }).click();
    await dialog.getByLabel('Decision maker').check();
    await dialog.getByRole('button', { name: 'Add person' }).click();
    // It stands within the card, and the card shows the new person before it is gone.
    await dialog.waitFor({ state: 'hidden' });
    const people = page.getByRole('region', { name: 'People', exact: true }).first();
    await people.getByRole('link', { name: 'Ottoline Grey' }).waitFor();
    await people.getByText('Decision maker').waitFor();
    await page.getByRole('button', { name: 'More about Ottoline Grey' }).click();
    await page.getByRole('menuitem', { name: 'Take out of the company' }).click();
    await people.getByText('Nobody we know works here yet').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await people.getByText('Decision maker').waitFor();
  });

  test('people of its domain are offered to be linked', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    await api.post('/api/contacts', {
      givenName: 'Wren',
      email: 'wren@dovetail.example',
      companyName: 'Dovetail',
    });
    const company = await api.post<Named>('/api/companies', {
      name: 'Dovetail Ltd',
      domain: 'dovetail.example',
    });
    await openCompany(page, company);
    await page.getByText('1 contact with an address at dovetail.example').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Link the contact' }).click();
    await page.getByText('1 contact works at Dovetail Ltd now').waitFor();
    await page.getByRole('link', { name: 'Wren' }).waitFor();
  });

  test('a written name becomes a company from the contact', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const contact = await api.post<Named>('/api/contacts', {
      givenName: 'Piers',
      companyName: 'Quill & Ash',
    });
    await page.goto(`/contacts/${contact.id}`);
    await page.getByRole('button', { name: 'Create company' }).click();
    const dialog = page.getByRole('dialog', { name: 'New company' });
    expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('Quill & Ash');
    await dialog.getByRole('button', { name: 'Create company' }).click();
    await page.getByRole('link', { name: 'Quill & Ash' }).first().waitFor();
    await expect
      .poll(
        async () => (await api.get<{ company: Named | null }>(`/api/contacts/${contact.id}`)).company?.name,
      )
      .toBe('Quill & Ash');
  });

  test('a new contact is linked to the company of the name that is typed', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const { id } = await api.post<Named>('/api/companies', { name: 'Pell & Sons' });
    await page.goto('/contacts?create=true');
    const dialog = page.getByRole('dialog', { name: 'New contact' });
    await dialog.getByLabel('First name').fill('Greta');
    await dialog.getByLabel('Company').fill('pell & sons');
    await dialog.getByText('Will be linked to Pell & Sons.').waitFor();
    await dialog.getByRole('button', { name: 'Create contact' }).click();
    await page.getByRole('heading', { level: 1, name: 'Greta' }).waitFor();
    await page
      .getByRole('region', { name: 'Company', exact: true })
      .getByRole('link', { name: 'Pell & Sons' })
      .waitFor();
    const people = await api.get<{ items: Named[] }>(`/api/companies/${id}/people`);
    expect(people.items.map(({ name }) => name)).toEqual(['Greta']);
  });

  test('is renamed where it stands, deleted by key and brought back', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const company = await api.post<Named>('/api/companies', { name: 'Bramble' });
    const contact = await api.post<Named>('/api/contacts', { givenName: 'Ada', companyId: company.id });
    await openCompany(page, company);
    await page.getByRole('button', { name: /^Name: Bramble/ }).click();
    await page.getByLabel('Name', { exact: true }).fill('Bramble & Thorn');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Bramble & Thorn' }).waitFor();
    const nameOf = async () =>
      (await api.get<{ companyName: string | null }>(`/api/contacts/${contact.id}`)).companyName;
    await expect.poll(nameOf).toBe('Bramble & Thorn');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('d');
    await page.getByText('Bramble & Thorn deleted').waitFor();
    await page.goto(`/companies/${company.id}`);
    await page.getByText('This company was deleted').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Bring back' }).click();
    await page.getByText('Bramble & Thorn is back').waitFor();
  });

  test('the list is filtered, changed in bulk and taken back', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    for (const name of ['Orchard One', 'Orchard Two', 'Orchard Three'])
      await api.post('/api/companies', { name, city: 'Bath', industry: 'Retail', employees: 12 });
    await page.goto('/companies?q=orchard');
    await page.getByText('3 companies').waitFor();
    await expectGoodLooks(page);
    await page.locator('[role=row][data-index]').first().hover();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    const bar = page.getByRole('region', { name: 'Selected' });
    await bar.getByText('2 selected').waitFor();
    await bar.getByRole('button', { name: 'Industry' }).click();
    await page.getByRole('menuitem', { name: 'Wholesale' }).click();
    await page.getByText('2 companies put in Wholesale').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('2 companies are as before').waitFor();
  });
});
