import { describe } from 'vitest';
import type { Api } from './api.ts';
import { expect, expectGoodLooks, test } from './testing.ts';

type Contact = { id: string; name: string; jobTitle: string | null; phone: string | null };
type Pairs = {
  items: { id: string; one: { name: string }; other: { name: string } }[];
  estimate: { count: number };
};

/** Two contacts of one person, as they come from a fair and from a form. */
async function makePair(api: Api, familyName: string): Promise<{ fair: Contact; form: Contact }> {
  const work = { companyName: `${familyName} Hair Studios`, city: 'Leeds', country: 'GB' };
  const local = familyName.toLowerCase();
  const fair = await api.post<Contact>('/api/contacts', {
    ...work,
    givenName: 'Ottilie',
    familyName,
    email: `ottilie@${local}.example`,
    jobTitle: 'Owner',
    stage: 'customer',
  });
  const form = await api.post<Contact>('/api/contacts', {
    ...work,
    givenName: 'Otillie',
    familyName,
    email: `o.${local}@mailbox.example`,
    phone: '+44 113 496 0777',
    jobTitle: 'Salon owner',
  });
  return { fair, form };
}

async function waitForPair(api: Api, familyName: string): Promise<string> {
  const find = async () => {
    const { items } = await api.get<Pairs>('/api/duplicates?limit=50');
    return items.find(({ one }) => one.name.endsWith(familyName))?.id;
  };
  await expect.poll(find).toBeDefined();
  return (await find()) ?? '';
}

const contactOf = (api: Api, id: string) => api.get<Contact>(`/api/contacts/${id}`);

describe('duplicates', () => {
  test('are decided side by side and by keyboard; Undo brings both back', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    const { fair, form } = await makePair(api, 'Wexcombe');
    const pair = await waitForPair(api, 'Wexcombe');
    await page.goto(`/duplicates?pair=${pair}`);
    await page.getByRole('heading', { level: 1, name: 'Duplicates' }).waitFor();
    await page
      .getByText('Very likely one person')
      .or(page.getByText('Almost certainly one person'))
      .waitFor();
    await page
      .getByText(/same last name|similar name|same company/i)
      .first()
      .waitFor();
    await expectGoodLooks(page);

    const choice = (name: string) => page.getByRole('button', { name, exact: true });
    expect(await choice('Job title: Owner').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('2');
    expect(await choice('Job title: Salon owner').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('1');
    await choice('Job title: Salon owner').click();
    await page.keyboard.press('m');
    await page.getByText('Otillie Wexcombe merged into Ottilie Wexcombe').waitFor();
    expect(await contactOf(api, form.id)).toMatchObject({
      id: fair.id,
      jobTitle: 'Salon owner',
      phone: '+441134960777',
    });

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Otillie Wexcombe is a contact of their own again.').waitFor();
    expect(await contactOf(api, form.id)).toMatchObject({ id: form.id, jobTitle: 'Salon owner' });
    expect(await contactOf(api, fair.id)).toMatchObject({ jobTitle: 'Owner', phone: null });
  });

  test('two people stay two, and the answer can be taken back', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    await makePair(api, 'Tavistone');
    const pair = await waitForPair(api, 'Tavistone');
    await page.goto(`/duplicates?pair=${pair}`);
    await page.getByRole('button', { name: 'Not the same' }).click();
    await page.getByText('Ottilie Tavistone and Otillie Tavistone stay two').waitFor();
    await page.getByRole('button', { name: 'Told apart' }).click();
    await page
      .getByRole('button', { name: /Tavistone/ })
      .first()
      .click();
    await page.getByText(/said that they are two people/).waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Ask again' }).click();
    expect(await waitForPair(api, 'Tavistone')).toBe(pair);
  });

  test('j and k go through the queue', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    for (const name of ['Brackley', 'Culverson']) {
      await makePair(api, name);
      await waitForPair(api, name);
    }
    await page.goto('/duplicates');
    const current = page.locator('.pair-list [aria-current]');
    await current.waitFor();
    const first = await current.textContent();
    await page.keyboard.press('j');
    await expect.poll(() => current.textContent()).not.toBe(first);
    await page.keyboard.press('k');
    await expect.poll(() => current.textContent()).toBe(first);
  });

  test('any two are merged by hand from a record; its page follows, tells and takes it back', async ({
    page,
    tandem,
  }) => {
    const api = tandem.as('owner');
    const one = await api.post<Contact>('/api/contacts', { givenName: 'Petra', familyName: 'Quillfeather' });
    const other = await api.post<Contact>('/api/contacts', {
      givenName: 'P.',
      familyName: 'Zandstra',
      stage: 'sql',
    });
    await page.goto(`/contacts/${one.id}`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Merge with …' }).click();
    await page.getByRole('combobox', { name: 'The other contact' }).fill('Zandstra');
    await page.getByRole('option', { name: /Zandstra/ }).click();
    await page.getByRole('dialog', { name: 'Merge two contacts' }).getByText('This record is kept').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: /Keep this record/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
    await page
      .getByText(/merged into/)
      .first()
      .waitFor();
    const survivor = (await contactOf(api, one.id)).id;
    await page.waitForURL(`**/contacts/${survivor}`);
    await page.goto(`/contacts/${one.id === survivor ? other.id : one.id}`);
    await page.waitForURL(`**/contacts/${survivor}`);
    const block = page.getByRole('region', { name: 'Merged into this record' });
    await block.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/is a contact of their own again/).waitFor();
    expect((await contactOf(api, one.id)).id).toBe(one.id);
    expect((await contactOf(api, other.id)).id).toBe(other.id);
  });

  test('two that are ticked in the list can be merged', async ({ page, tandem }) => {
    const api = tandem.as('owner');
    await makePair(api, 'Hollinrake');
    await page.goto('/contacts?q=Hollinrake');
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
