import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import type { Api } from './api.ts';
import { expect, expectGoodLooks, PHONE, test } from './testing.ts';

type Contact = { id: string; name: string; tags: string[]; properties: Record<string, unknown> };

async function contactCalled(api: Api, name: string): Promise<Contact> {
  const { items } = await api.get<{ items: Contact[] }>(`/api/contacts?q=${encodeURIComponent(name)}`);
  const contact = items.find((each) => each.name === name);
  if (!contact) throw new Error(`Nobody is called ${name}.`);
  return contact;
}

const fact = (page: Page, label: string) =>
  page.getByRole('button', { name: new RegExp(`^${label}: .*\\. Edit$`) });

async function declare(
  page: Page,
  label: string,
  type: string,
  more?: () => Promise<unknown>,
): Promise<void> {
  await page.getByRole('button', { name: 'New property' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill(label);
  await page.getByRole('radio', { name: new RegExp(`^${type}`) }).check({ force: true });
  await more?.();
  await page.getByRole('button', { name: 'Create property' }).click();
  await page.getByText(`${label} added`).waitFor();
}

const declared = [
  { label: 'Hair type', type: 'choice', choices: [{ label: 'Fine' }, { label: 'Curly' }] },
  {
    label: 'Interests',
    type: 'multi_choice',
    choices: [{ label: 'Colour' }, { label: 'Cut' }, { label: 'Care' }],
  },
  { label: 'Yearly spend', type: 'money', currency: 'GBP' },
  { label: 'Next visit', type: 'date' },
  { label: 'Owns a salon', type: 'yes_no' },
  { label: 'Shop', type: 'url' },
] as const;

async function declareAll(api: Api): Promise<void> {
  const { items } = await api.get<{ items: { label: string }[] }>('/api/properties?recordKind=contact');
  for (const property of declared)
    if (!items.some(({ label }) => label === property.label))
      await api.post('/api/properties', { recordKind: 'contact', ...property });
}

describe('own properties', () => {
  test('are declared with their type and choices', async ({ page, tandem }) => {
    await page.goto('/settings/properties');
    await page.getByRole('heading', { name: 'No properties of contacts yet' }).waitFor();
    await expectGoodLooks(page);
    await declare(page, 'Hair type', 'Choice', async () => {
      await page.getByLabel('Choice 1', { exact: true }).fill('Fine');
      await page.keyboard.press('Enter');
      await page.getByLabel('Choice 2', { exact: true }).fill('Curly');
      await expectGoodLooks(page);
    });
    await declareAll(tandem.as('owner'));
    await page.reload();
    await page.getByText('Money in GBP').waitFor();
    await expectGoodLooks(page);
  }, 60_000);

  test('are set on a record, shown and filtered by in the list', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    await declareAll(api);
    const nora = await contactCalled(api, 'Nora Castellan');
    await page.goto(`/contacts/${nora.id}`);
    await fact(page, 'Hair type').click();
    await page.getByLabel('Hair type', { exact: true }).selectOption('Curly');
    await page.getByText('Hair type changed').waitFor();
    await fact(page, 'Yearly spend').click();
    await page.getByLabel('Yearly spend', { exact: true }).fill('1.234,50');
    await page.keyboard.press('Enter');
    await fact(page, 'Yearly spend').filter({ hasText: '£1,234.50' }).waitFor();
    await page.getByRole('switch', { name: /Owns a salon/ }).click();
    await expectGoodLooks(page);
    await expect
      .poll(async () => (await contactCalled(api, 'Nora Castellan')).properties)
      .toEqual({ hair_type: 'curly', yearly_spend: 123450, owns_a_salon: true });

    await page.goto('/contacts');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Find a property').fill('hair');
    await page.getByRole('button', { name: 'Hair type' }).click();
    await page.getByLabel('Curly').check();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('1 contact', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Yearly spend' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('gridcell', { name: '£1,234.50' }).waitFor();
    await expectGoodLooks(page);
  });

  test('that cannot be read say why and keep what was typed', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    await declareAll(api);
    const freya = await contactCalled(api, 'Freya Lindqvist');
    await page.goto(`/contacts/${freya.id}`);
    await fact(page, 'Yearly spend').click();
    await page.getByLabel('Yearly spend', { exact: true }).fill('a lot');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '“a lot” is not an amount' }).waitFor();
    expect(await page.getByLabel('Yearly spend', { exact: true }).inputValue()).toBe('a lot');
  });

  test('and tags are set for many at once, taken back, and stand in the export', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    await declareAll(api);
    const count = async (filter: unknown[]) => {
      const asked = encodeURIComponent(JSON.stringify([filter]));
      return (await api.get<{ items: Contact[] }>(`/api/contacts?filter=${asked}`)).items.length;
    };
    const before = await count(['property:hair_type', 'is', 'fine']);
    await page.goto('/contacts?sort=name');
    await page.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
    const bar = page.getByRole('region', { name: 'Selected' });
    await bar.getByRole('button', { name: 'Property' }).click();
    await page.getByRole('button', { name: 'Hair type' }).click();
    await page.getByLabel('Hair type').selectOption('Fine');
    await page.getByRole('button', { name: 'Set Hair type' }).click();
    await page.getByText(/given another Hair type/).waitFor();
    expect(await count(['property:hair_type', 'is', 'fine'])).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => count(['property:hair_type', 'is', 'fine'])).toBe(before);

    await page.goto('/contacts?q=Nora+Castellan');
    await page.getByRole('checkbox', { name: 'Select Nora Castellan' }).click();
    await bar.getByRole('button', { name: 'Tags' }).click();
    await page.getByLabel('Find or create a tag').fill('Key account');
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Create “Key account”' }).click();
    await page.getByText('1 contact tagged Key account').waitFor();
    expect((await contactCalled(api, 'Nora Castellan')).tags).toEqual(['Key account']);

    await page.goto(
      '/contacts?columns=["tags","property:hair_type"]&filter=[["tags","has",["Key account"]]]',
    );
    await page.getByRole('gridcell', { name: 'Key account' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export what is shown' }).click();
    const file = await (await download).createReadStream();
    const text = (await file.toArray()).join('');
    expect(text).toContain('Name,Tags,Hair type');
    expect(text).toContain('Nora Castellan,Key account');
  });
});

test('tags are added on a record, renamed everywhere, merged and deleted', async ({ page, tandem }) => {
  const api = tandem.as('owner');
  const nora = await contactCalled(api, 'Nora Castellan');
  await api.patch(`/api/contacts/${nora.id}`, { tags: ['VIP'] });
  await page.goto(`/contacts/${nora.id}`);
  await page.getByRole('button', { name: 'Add tag' }).click();
  await page.getByLabel('Find or create a tag').fill('Salon');
  await page.keyboard.press('Enter');
  await page.getByText('Tagged Salon').waitFor();
  await page.getByRole('button', { name: 'Remove the tag Salon' }).waitFor();
  await expectGoodLooks(page);

  await page.goto('/settings/tags');
  const line = page.getByRole('listitem').filter({ hasText: 'Salon' });
  await line.getByRole('link', { name: '1 contact' }).waitFor();
  await expectGoodLooks(page);
  await line.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('vip');
  await page.getByRole('button', { name: 'Rename everywhere' }).click();
  await page.getByRole('button', { name: 'Merge the tags' }).click();
  await page.getByText('Salon is one with VIP now').waitFor();
  expect((await contactCalled(api, 'Nora Castellan')).tags).toEqual(['VIP']);
  await page.getByRole('listitem').filter({ hasText: 'VIP' }).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete the tag' }).click();
  await page.getByText('VIP deleted').waitFor();
  expect((await contactCalled(api, 'Nora Castellan')).tags).toEqual([]);
});

test('on a phone properties and tags are edited with a thumb', async ({ page, tandem }) => {
  const api = tandem.as('owner');
  await declareAll(api);
  const nora = await contactCalled(api, 'Nora Castellan');
  await page.setViewportSize(PHONE);
  await page.goto(`/contacts/${nora.id}`);
  await page.getByRole('tab', { name: 'Facts' }).click();
  await fact(page, 'Interests').click();
  await page.getByLabel('Care').check();
  await page.keyboard.press('Escape');
  await page.getByText('Interests changed').waitFor();
  expect((await contactCalled(api, 'Nora Castellan')).properties['interests']).toEqual(['care']);

  await page.goto('/contacts?q=Lindqvist');
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select Freya Lindqvist' }).check();
  await expectGoodLooks(page);
  const bar = page.getByRole('region', { name: 'Selected' });
  await bar.getByRole('button', { name: 'Tags' }).click();
  await page.getByLabel('Find or create a tag').fill('Field visit');
  await page.getByRole('button', { name: 'Create “Field visit”' }).click();
  await page.getByText('1 contact tagged Field visit').waitFor();
  expect((await contactCalled(api, 'Freya Lindqvist')).tags).toContain('Field visit');
});
