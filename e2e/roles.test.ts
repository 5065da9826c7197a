import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';

describe('each sees what works for them', () => {
  test('a rep finds contacts and their own account, and no door that is locked', async ({ visit }) => {
    const rep = await visit('rep');
    await rep.goto('/contacts');
    await rep.locator('[role=row][data-index]').first().waitFor();
    expect(await rep.getByRole('button', { name: 'New contact' }).count()).toBe(1);
    expect(await rep.getByRole('link', { name: 'Import' }).count()).toBe(0);
    expect(await rep.getByRole('button', { name: 'Export what is shown' }).count()).toBe(0);
    await rep.goto('/settings');
    const links = rep.getByRole('navigation', { name: 'Settings' }).getByRole('link');
    await links.first().waitFor();
    const shown = (await links.allTextContents()).join(' ');
    expect(shown).toContain('My account');
    for (const hidden of ['API keys', 'Audit log', 'Jobs', 'Outbox', 'Retention', 'Workspace'])
      expect(shown).not.toContain(hidden);
    await expectGoodLooks(rep);
  });

  test.for([
    '/contacts/import',
    '/settings/audit',
    '/settings/jobs',
    '/settings/keys',
    '/settings/mail',
    '/settings/people/invitations',
    '/settings/retention',
    '/settings/workspace',
  ])('a rep who types %s is told why it stays closed', async (path, { visit, watch }) => {
    // React notes on the console what a page refuses to show.
    watch.allow(/You may not do this/);
    const rep = await visit('rep');
    await rep.goto(path);
    await rep
      .getByText(/Your role|role does not|may not/i)
      .first()
      .waitFor();
    await rep.getByRole('navigation').first().waitFor();
    await expectGoodLooks(rep);
  });

  test('an analyst reads everything and changes nothing', async ({ visit }) => {
    const analyst = await visit('analyst');
    await analyst.goto('/contacts?q=castellan');
    const row = analyst.getByRole('row', { name: 'Nora Castellan' });
    await row.waitFor();
    expect(await analyst.getByRole('button', { name: 'New contact' }).count()).toBe(0);
    await row.getByRole('link').click();
    await analyst.getByRole('heading', { level: 1, name: 'Nora Castellan' }).waitFor();
    await analyst.getByText('Castellan Hair Studios').first().waitFor();
    expect(await analyst.getByRole('button', { name: /\. Edit$/ }).count()).toBe(0);
  });

  test('a rep sees the contacts of the team and of nobody, and edits only their own', async ({
    visit,
    tandem,
  }) => {
    type Owned = { items: { id: string; owner: { name: string } | null }[] };
    const { items } = await tandem.as('rep').get<Owned>('/api/contacts?limit=100');
    expect(new Set(items.map(({ owner }) => owner?.name ?? null))).toEqual(
      new Set(['Hanna Brandt', 'Marcus Oyelaran', null]),
    );
    const rep = await visit('rep');
    const mine = items.find(({ owner }) => owner?.name === 'Hanna Brandt');
    await rep.goto(`/contacts/${mine?.id ?? ''}`);
    await rep.getByRole('button', { name: /^City: .*\. Edit$/ }).waitFor();
    const other = items.find(({ owner }) => owner?.name === 'Marcus Oyelaran');
    await rep.goto(`/contacts/${other?.id ?? ''}`);
    await rep.getByRole('heading', { level: 1 }).waitFor();
    await rep.getByText('Marcus Oyelaran').first().waitFor();
    expect(await rep.getByRole('button', { name: /^City: .*\. Edit$/ }).count()).toBe(0);
  });
});
