import { afterAll, beforeAll, describe } from 'vitest';
import { setUpLink } from '../src/workspace/workspace.ts';
import { expect, expectGoodLooks, openEmptyTandem, PASSWORD, test } from './testing.ts';
import type { Tandem } from './tandem.ts';

describe('the first visit', () => {
  let empty: Tandem;
  beforeAll(async () => {
    empty = await openEmptyTandem();
  });
  afterAll(() => empty.close());

  test('the link makes an owner and leads straight into the product', async ({ visit }) => {
    const page = await visit();
    const link = (await setUpLink(empty.db, empty.address)) ?? '';
    await page.goto(link);
    await expectGoodLooks(page);
    await page.getByLabel('Company').fill('Hallow & Reed');
    await page.getByLabel('Your name').fill('Eleanor Hallow');
    await page.getByLabel('E-mail').fill('eleanor@hallow-reed.example');
    await page.getByLabel('Password', { exact: true }).fill('password1234');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('alert').filter({ hasText: 'easy to guess' }).waitFor();
    expect(await page.getByLabel('Company').inputValue()).toBe('Hallow & Reed');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('button', { name: 'Start empty' }).click();
    await page.getByRole('button', { name: /workspace menu/ }).waitFor();
    await page.goto(`${empty.address}/contacts`);
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Hallow & Reed, workspace menu' }).waitFor();
    await page.getByText('Nobody here yet').waitFor();
    await expectGoodLooks(page);

    const again = await visit();
    await again.goto(link);
    await again.getByRole('heading', { name: 'This set-up link does not work' }).waitFor();
  });
});
