import { describe } from 'vitest';
import type { Api } from './api.ts';
import { expect, expectGoodLooks, test } from './testing.ts';

type Company = { id: string; name: string; industry: string | null; people: number };

/** One company as it came from a fair and from a file, each with somebody who works there. */
async function makePair(api: Api, name: string): Promise<{ one: Company; other: Company }> {
  const one = await api.post<Company>('/api/companies', { name, city: 'Leeds' });
  const other = await api.post<Company>('/api/companies', {
    name: `${name} GmbH`,
    domain: `${name.toLowerCase().replace(' ', '-')}.example`,
    industry: 'Retail',
    city: 'Bonn',
  });
  await api.post('/api/contacts', { givenName: 'Ana', familyName: 'Bloom', companyId: one.id });
  for (const givenName of ['Ben', 'Cleo'])
    await api.post('/api/contacts', { givenName, familyName: 'Bloom', companyId: other.id });
  return { one, other };
}

const companyOf = (api: Api, id: string) => api.get<Company>(`/api/companies/${id}`);

describe('companies that are one', () => {
  test('are merged from a record, field by field; the old address leads to the survivor; Undo brings both back', async ({
    page,
    tandem,
  }) => {
    const api = tandem.as('owner');
    const { one, other } = await makePair(api, 'Salon Bloom');
    await page.goto(`/companies/${one.id}`);
    await page.getByRole('heading', { level: 1, name: 'Salon Bloom' }).waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Merge with another company …' }).click();
    await page.getByRole('combobox', { name: 'The other company' }).fill('Bloom GmbH');
    await page.getByRole('option', { name: /Salon Bloom GmbH/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge two companies' });
    // Where more people work is proposed to be kept.
    await dialog.getByText('1 person moves to Salon Bloom GmbH.').waitFor();
    await dialog.getByRole('button', { name: /Keep this record/ }).click();
    await dialog.getByText('2 people move to Salon Bloom.').waitFor();
    await expectGoodLooks(page);
    await dialog.getByRole('button', { name: 'City: Bonn' }).click();
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText('Salon Bloom GmbH merged into Salon Bloom', { exact: true }).waitFor();
    expect(await companyOf(api, other.id)).toMatchObject({
      id: one.id,
      name: 'Salon Bloom',
      industry: 'Retail',
      city: 'Bonn',
      people: 3,
    });

    await page.goto(`/companies/${other.id}`);
    await page.waitForURL(`**/companies/${one.id}`);
    await page.getByText('merged Salon Bloom GmbH into this company').waitFor();
    const block = page.getByRole('region', { name: 'Merged into this record' });
    await expectGoodLooks(page);
    await block.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Salon Bloom GmbH is a company of its own again.').waitFor();
    expect(await companyOf(api, other.id)).toMatchObject({ id: other.id, people: 2 });
    expect(await companyOf(api, one.id)).toMatchObject({
      id: one.id,
      city: 'Leeds',
      industry: null,
      people: 1,
    });
  });

  test('two that are ticked in the list can be merged', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    await makePair(api, 'Haarwerk Tannen');
    await page.goto('/companies?q=Haarwerk');
    const rows = page.locator('[role=row][data-index]');
    await expect.poll(() => rows.count()).toBe(2);
    for (const index of [0, 1]) await rows.nth(index).getByRole('checkbox').click();
    await page
      .getByRole('region', { name: 'Selected' })
      .getByRole('button', { name: 'Merge', exact: true })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
    await expect.poll(() => rows.count()).toBe(1);
  });
});
