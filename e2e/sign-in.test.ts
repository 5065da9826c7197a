import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { codeFor } from './totp.ts';
import { colleagues, expect, expectGoodLooks, PASSWORD, test } from './testing.ts';

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

function today(page: Page): Promise<void> {
  return page.getByRole('region', { name: 'What changed since yesterday' }).waitFor();
}

describe('signing in', () => {
  test('a stranger is asked who they are, and then sent where they wanted to go', async ({ visit }) => {
    const page = await visit();
    await page.goto('/contacts?q=castellan');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectGoodLooks(page);
    await signIn(page, colleagues.rep.email, PASSWORD);
    await page.getByRole('link', { name: 'Nora Castellan' }).waitFor();
    expect(new URL(page.url()).search).toContain('castellan');
  });

  test('a wrong password says so and keeps the e-mail address', async ({ visit }) => {
    const page = await visit();
    await page.goto('/sign-in');
    await signIn(page, colleagues.rep.email, 'not my password at all');
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(colleagues.rep.email);
    await expectGoodLooks(page);
    await signIn(page, colleagues.rep.email, PASSWORD);
    await today(page);
  });

  test('signing out ends the session, also for the way back', async ({ visit }) => {
    const page = await visit();
    await page.goto('/sign-in');
    await signIn(page, colleagues.analyst.email, PASSWORD);
    await today(page);
    await page.getByRole('button', { name: /workspace menu/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect((await page.request.get('/api/me')).status()).toBe(401);
  });
});

describe('the second factor', () => {
  test('is set up with an app, then asked for; a wrong code is refused', async ({ visit }) => {
    const page = await visit('sales');
    await page.goto('/settings/account');
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    const app = (await page.getByRole('link', { name: 'open it in the app' }).getAttribute('href')) ?? '';
    await expectGoodLooks(page);
    await page.getByLabel('Enter the six digits it shows now').fill(codeFor(app));
    await page.getByRole('button', { name: 'Turn on' }).click();
    const kept = page.getByRole('list', { name: 'Backup codes' }).getByRole('listitem');
    await kept.first().waitFor();
    const codes = await kept.allTextContents();
    expect(codes.length).toBeGreaterThanOrEqual(8);
    await expectGoodLooks(page);
    await page.getByLabel('I have put them somewhere safe').check();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Two-step sign-in is on').waitFor();

    const other = await visit();
    await other.goto('/sign-in');
    await signIn(other, colleagues.sales.email, PASSWORD);
    await other.getByRole('heading', { name: 'One more step' }).waitFor();
    await expectGoodLooks(other);
    await other.getByLabel('Code').fill('000 000');
    await other.getByRole('button', { name: 'Go on' }).click();
    await other.getByRole('alert').first().waitFor();
    await other.getByLabel('Code').fill(codeFor(app));
    await other.getByRole('button', { name: 'Go on' }).click();
    await today(other);

    const lost = await visit();
    await lost.goto('/sign-in');
    await signIn(lost, colleagues.sales.email, PASSWORD);
    await lost.getByRole('button', { name: 'Use a backup code' }).click();
    await lost.getByLabel('Backup code').fill(codes[0] ?? '');
    await lost.getByRole('button', { name: 'Go on' }).click();
    await today(lost);
  });
});

describe('a forgotten password', () => {
  test('is chosen anew by a link that an administrator can find in the outbox', async ({
    visit,
    page: admin,
  }) => {
    const page = await visit();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(colleagues.marketing.email);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(colleagues.marketing.email);
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();

    await admin.goto('/settings/mail');
    const mail = admin
      .getByRole('listitem')
      .filter({ hasText: colleagues.marketing.email })
      .filter({ hasText: /password/i });
    await mail.waitFor();
    await expectGoodLooks(admin);
    await mail.getByRole('button', { name: 'Open' }).click();
    const href =
      (await admin
        .getByText(/^https?:.*[/]reset[?]token=/)
        .first()
        .textContent()) ?? '';
    await expectGoodLooks(admin);

    await page.goto(href);
    await expectGoodLooks(page);
    await page.getByLabel('New password').fill('a quite different saddle 9');
    await page.getByRole('button', { name: 'Save password' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(page, colleagues.marketing.email, 'a quite different saddle 9');
    await today(page);

    await page.goto(href);
    await page.getByLabel('New password').fill('one more bicycle saddle 9');
    await page.getByRole('button', { name: 'Save password' }).click();
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
  });
});
