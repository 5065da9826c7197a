import { sql } from 'kysely';
import { describe } from 'vitest';
import { enqueue } from '../src/platform/jobs.ts';
import '../src/workspace/workspace.ts';
import { expect, expectGoodLooks, test } from './testing.ts';

describe('people', () => {
  test('somebody is invited; the link is shown, and the invitation can be revoked', async ({ page }) => {
    await page.goto('/settings/people');
    await page.getByRole('row', { name: 'Hanna Brandt' }).waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('E-mail').fill('anna@hallow-reed.example');
    await dialog.getByLabel('Name').fill('Anna Lindqvist');
    await dialog.getByLabel('Sales', { exact: true }).check();
    await expectGoodLooks(page);
    await dialog.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('dialog', { name: 'Anna Lindqvist is invited' }).waitFor();
    await page
      .getByText(/invitation\?token=/)
      .first()
      .waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: 'Invitations 1' }).click();
    const line = page.getByRole('listitem').filter({ hasText: 'Anna Lindqvist' });
    await line.waitFor();
    await expectGoodLooks(page);
    await line.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('The link to anna@hallow-reed.example no longer works').waitFor();
  });
});

describe('teams', () => {
  test('the hours of a team are set and taken back', async ({ page, tandem }) => {
    const hours = async () => {
      const { items } = await tandem
        .as('owner')
        .get<{ items: { name: string; workingHours: unknown }[] }>('/api/teams');
      return items.find(({ name }) => name === 'Sales')?.workingHours;
    };
    await page.goto('/settings/teams');
    await expectGoodLooks(page);
    await page.getByRole('link', { name: /^Sales/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Sales' }).waitFor();
    await expectGoodLooks(page);
    await page.getByText('Own hours').click();
    await page.getByLabel('Monday, from').fill('10:30');
    await page.getByLabel('Saturday').check();
    await page.getByRole('button', { name: 'Save hours' }).click();
    await page.getByText('Working hours saved').waitFor();
    await expectGoodLooks(page);
    expect(JSON.stringify(await hours())).toContain('10:30');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(hours).toBeNull();
  });
});

describe('API keys', () => {
  test('a key is shown once, opens what its role may, and nothing once it is revoked', async ({
    page,
    tandem,
  }) => {
    const ask = (key: string) =>
      fetch(`${tandem.address}/api/contacts?limit=1`, { headers: { 'x-api-key': key } });
    await page.goto('/settings/keys');
    await page.getByText('No API keys yet').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'New key' }).first().click();
    await page.getByRole('dialog').getByLabel('Name').fill('Web shop');
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Create key' }).click();
    const key =
      (await page
        .getByRole('dialog')
        .getByText(/^tandem_/)
        .textContent()) ?? '';
    await expectGoodLooks(page);
    expect((await ask(key)).status).toBe(200);
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Web shop' })
      .getByRole('button', { name: 'Revoke' })
      .click();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByText('Web shop opens nothing any more').waitFor();
    expect((await ask(key)).status).toBe(401);
  });
});

describe('the audit log', () => {
  test('finds who changed what, from what to what', async ({ page, tandem }) => {
    const api = tandem.as('sales');
    const { items } = await api.get<{ items: { id: string }[] }>('/api/contacts?q=theo%20varga');
    await api.patch(`/api/contacts/${items[0]?.id ?? ''}`, { city: 'Ilkley' });
    await page.goto('/settings/audit');
    const line = page.getByRole('listitem').filter({ hasText: 'Ilkley' });
    await line.waitFor();
    await expectGoodLooks(page);
    await line.getByText('Marcus Oyelaran').waitFor();
    await line.getByRole('button', { name: 'Show everything' }).click();
    await line.getByText('contact.updated').waitFor();
    await line.getByRole('link', { name: 'Theo Varga' }).click();
    await page.getByRole('heading', { level: 1, name: 'Theo Varga' }).waitFor();
  });
});

describe('jobs', () => {
  test('one that failed shows its error, and runs when it is tried again', async ({
    page,
    tandem: { db },
  }) => {
    await sql`alter table workspace.verifications rename to verifications_away`.execute(db);
    await enqueue(db, 'workspace.forgetExpired', {}, { maxAttempts: 1 });
    await page.goto('/settings/jobs');
    const line = page.getByRole('listitem').filter({ hasText: /forget expired/i });
    await line.waitFor();
    await line.getByText(/verifications" does not exist/).waitFor();
    await expectGoodLooks(page);
    await sql`alter table workspace.verifications_away rename to verifications`.execute(db);
    await line.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Nothing has failed').waitFor();
    await expectGoodLooks(page);
  });
});
