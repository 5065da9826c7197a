import { afterAll, beforeAll, describe } from 'vitest';
import { setUpLink } from '../src/workspace/workspace.ts';
import { expect, expectGoodLooks, openEmptyTandem, PASSWORD, test } from './testing.ts';
import type { Tandem } from './tandem.ts';

describe('the sample company', () => {
  let empty: Tandem;
  beforeAll(async () => {
    empty = await openEmptyTandem();
  });
  afterAll(() => empty.close());

  const countOf = async (table: 'audience.contacts' | 'touchpoints.touchpoints' | 'audience.companies') => {
    const { count } = await empty.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  };

  test('is offered on the first visit, is there in seconds, and leaves without a trace', async ({
    visit,
  }) => {
    const page = await visit();
    await page.goto((await setUpLink(empty.db, empty.address)) ?? '');
    await page.getByLabel('Company').fill('Hallow & Reed');
    await page.getByLabel('Your name').fill('Eleanor Hallow');
    await page.getByLabel('E-mail').fill('eleanor@hallow-reed.example');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { name: 'How would you like to begin?' }).waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Explore the sample company' }).click();
    await page.getByRole('button', { name: /workspace menu/ }).waitFor({ timeout: 40_000 });
    expect(await countOf('audience.contacts')).toBe(2_000);
    expect(await countOf('touchpoints.touchpoints')).toBeGreaterThan(30_000);

    await page.goto(`${empty.address}/contacts?q=nora%20castellan`);
    await page.getByRole('link', { name: 'Nora Castellan' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Nora Castellan' }).waitFor();
    await page.getByText('First order, 118 units').first().waitFor();
    await expectGoodLooks(page);

    await page.goto(`${empty.address}/settings/sample`);
    await page.getByText('2,000').first().waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Remove the sample company' }).click();
    await page.getByRole('alertdialog').getByText('seven colleagues').waitFor();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByRole('button', { name: 'Load the sample company' }).waitFor({ timeout: 40_000 });
    await expectGoodLooks(page);
    expect(await countOf('audience.contacts')).toBe(0);
    expect(await countOf('audience.companies')).toBe(0);
    expect(await countOf('touchpoints.touchpoints')).toBe(0);
  }, 120_000);

  test('is not offered again, but an empty page leads to it', async ({ visit }) => {
    const page = await visit();
    await page.goto(`${empty.address}/sign-in`);
    await page.getByLabel('E-mail').fill('eleanor@hallow-reed.example');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: /workspace menu/ }).waitFor();
    await page.goto(`${empty.address}/contacts`);
    await page.getByRole('link', { name: 'Show me with sample data' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sample company' }).waitFor();
    await page.getByRole('button', { name: 'Load the sample company' }).waitFor();
  });
});
