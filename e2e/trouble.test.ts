import { sql } from 'kysely';
import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';

describe('when something goes wrong', () => {
  test('a mistake of ours shows an id to quote, and the form keeps what was typed', async ({
    page,
    watch,
    tandem: { db },
  }) => {
    watch.allow(/500/);
    await page.goto('/contacts?create=true');
    const dialog = page.getByRole('dialog', { name: 'New contact' });
    await dialog.getByLabel('First name').fill('Grace');
    await dialog.getByLabel('E-mail').fill('grace@example.com');
    await sql`alter table audience.identities rename to identities_away`.execute(db);
    await dialog.getByRole('button', { name: 'Create contact' }).click();
    await dialog
      .getByRole('alert')
      .filter({ hasText: /Quote [0-9a-f-]{36} when you ask for help/ })
      .waitFor();
    await expectGoodLooks(page);
    expect(await dialog.getByLabel('First name').inputValue()).toBe('Grace');
    await sql`alter table audience.identities_away rename to identities`.execute(db);
    await dialog.getByRole('button', { name: 'Create contact' }).click();
    await page.getByRole('heading', { level: 1, name: 'Grace' }).waitFor();
  });

  test('a lost connection says so, keeps the form, and goes on when it is back', async ({ page, watch }) => {
    watch.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_CONNECTION/);
    // The change of network may break off the code of the next page, too: the router then loads the page anew.
    watch.allow(/Failed to fetch dynamically imported module/);
    await page.goto('/contacts?create=true');
    const dialog = page.getByRole('dialog', { name: 'New contact' });
    await dialog.getByLabel('First name').fill('Offline');
    await page.context().setOffline(true);
    await dialog.getByRole('button', { name: 'Create contact' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Tandem cannot be reached' }).waitFor();
    expect(await dialog.getByLabel('First name').inputValue()).toBe('Offline');
    await page.context().setOffline(false);
    await dialog.getByRole('button', { name: 'Create contact' }).click();
    await page.getByRole('heading', { level: 1, name: 'Offline' }).waitFor();
  });

  test('a list that cannot be read says so and can be asked again', async ({
    page,
    watch,
    tandem: { db },
  }) => {
    watch.allow(/500/);
    await sql`alter table audience.contacts rename to contacts_away`.execute(db);
    await page.goto('/contacts');
    await page.getByRole('alert').first().waitFor({ timeout: 20_000 });
    await expectGoodLooks(page);
    await sql`alter table audience.contacts_away rename to contacts`.execute(db);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.locator('[role=row][data-index]').first().waitFor();
  });

  test('an address that leads nowhere says so', async ({ page }) => {
    await page.goto('/no/such/page');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await expectGoodLooks(page);
  });

  test('a session that ended elsewhere leads to sign-in, and back to the same place', async ({
    page,
    tandem: { db },
  }) => {
    await page.goto('/contacts?q=castellan');
    await page.getByRole('row', { name: 'Nora Castellan' }).waitFor();
    const kept = await db.selectFrom('workspace.sessions').selectAll().execute();
    await db.deleteFrom('workspace.sessions').execute();
    // Live updates may learn of it before the search does, and then the search box has gone already.
    await page
      .getByLabel('Search contacts')
      .fill('freya', { timeout: 2_000 })
      .catch(() => undefined);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(page.url()).toContain(encodeURIComponent('/contacts'));
    await db.insertInto('workspace.sessions').values(kept).execute();
  });
});
