import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';
import { send } from './touches.ts';

describe('sources of touchpoints', () => {
  test('one is made, shows its key once, and turns to receiving with the first event', async ({
    page,
    tandem,
  }) => {
    await page.goto('/settings/sources');
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
    await page.getByText('No web site or program is connected yet').waitFor();
    await expectGoodLooks(page);
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'New source' });
    await dialog.getByRole('button', { name: 'Create source' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Enter a name' }).waitFor();
    await dialog.getByLabel('Name').fill('Our shop');
    await expectGoodLooks(page);
    await dialog.getByRole('button', { name: 'Create source' }).click();
    const ready = page.getByRole('dialog', { name: 'Our shop is ready' });
    const snippet = await ready.getByLabel('Snippet', { exact: true }).textContent();
    const key = /data-key="([^"]+)"/.exec(snippet ?? '')?.[1] ?? '';
    expect(snippet).toContain(`src="${tandem.address}/t.js"`);
    expect(key).toMatch(/^tandem_write_.{20}/);
    await ready.getByText('Waiting for the first event').waitFor();
    await expectGoodLooks(page);
    await send(tandem.address, key, [
      { type: 'page', anonymousId: 'browser', messageId: 'one', name: 'Home' },
      { type: 'page', anonymousId: 'browser', messageId: 'one', name: 'Home' },
      'nonsense',
    ]);
    await ready.getByText('Receiving').waitFor();
    await ready.getByText('3 seen, 1 stored.').waitFor();
    await ready.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { level: 1, name: 'Our shop' }).waitFor();
    expect(await page.locator('html').innerHTML()).not.toContain(key);
    const came = page.getByRole('region', { name: 'What came' });
    await came.getByRole('cell', { name: 'not an object' }).waitFor();
    expect(await came.locator('dd.figure').allTextContents()).toEqual(['3', '1', '1', '1', '0']);
    // Nobody knows what cannot be stored, or it would be skipped: the answer is made here.
    await page.route('**/api/sources/*/counts*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), setAside: 2 } });
    });
    await page.reload();
    await came.getByText('Not among them: 2 messages that could not be stored').waitFor();
    await expectGoodLooks(page);
    await page.getByRole('button', { name: 'Revoke the key' }).click();
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByText('Revoked').first().waitFor();
    // Processes remember a key for some seconds.
    const refusal = () =>
      send(tandem.address, key, []).then(
        () => '',
        (error: Error) => error.message,
      );
    await expect.poll(refusal).toBe('The batch was refused: 403');
  });

  test('a kind of one’s own is declared, and can be logged', async ({ page, tandem }) => {
    await page.goto('/settings/sources');
    await page.getByRole('button', { name: 'Declare a kind' }).click();
    const dialog = page.getByRole('dialog', { name: 'Declare a kind of touchpoint' });
    await dialog.getByLabel('What it is called').fill('Salon training');
    await dialog.getByLabel('Usual channel').selectOption({ label: 'Event' });
    await dialog.getByLabel('Whose work it is').selectOption({ label: 'Marketing' });
    await expectGoodLooks(page);
    await dialog.getByRole('button', { name: 'Declare' }).click();
    await page.getByText('salon_training').waitFor();
    const { items } = await tandem
      .as('owner')
      .get<{ items: { kind: string; team: string }[] }>('/api/touchpoint-kinds');
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'salon_training', team: 'marketing', channel: 'event' }),
    );
  });

  test('whoever only reads sees them, and can change nothing', async ({ visit }) => {
    const page = await visit('analyst');
    await page.goto('/settings/sources');
    await page.getByText('Logged by hand').waitFor();
    expect(await page.getByRole('button', { name: /New source|Declare/ }).count()).toBe(0);
  });
});
