import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, PHONE, test } from './testing.ts';
import { contactCalled, logged } from './touches.ts';

const way = (page: Page) => page.getByRole('complementary', { name: 'The way into force' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name });

describe('the score', () => {
  test(
    'is drafted, simulated, proposed, signed by both sides, and then in force',
    { timeout: 120_000 },
    async ({ visit, tandem }) => {
      const sales = tandem.as('sales');
      const nora = await contactCalled(sales, 'Nora Castellan');
      await logged(sales, nora, 12, { kind: 'meeting' });
      await logged(sales, nora, 11, { kind: 'fair_talk' });

      const priya = await visit('marketing');
      await priya.goto('/score');
      await priya.getByText('Version 1, in force since').waitFor();
      await priya.getByRole('heading', { name: 'Who stands where' }).waitFor();
      await expectGoodLooks(priya);

      await priya.getByRole('button', { name: 'New version' }).click();
      await priya.getByRole('heading', { level: 1, name: 'Version 2' }).waitFor();
      await priya.getByText('Everything is saved.').waitFor();

      // What cannot be used stays as it was typed, and says why; what the server refuses does, too.
      const cap = priya.getByRole('textbox', { name: 'Most that Web gives' });
      await cap.fill('forty');
      await priya.getByText('Enter a number from 1 to 1,000.').waitFor();
      await priya.getByText('What is marked is not saved: correct it.').waitFor();
      await cap.fill('55');
      const leave = priya.getByRole('textbox', { name: 'Hot: engagement, until below' });
      await leave.fill('70');
      await priya.getByText('it cannot be above the one they become hot at').waitFor();
      await expect.poll(() => leave.inputValue()).toBe('70');
      await leave.fill('30');
      await priya
        .getByRole('group', { name: 'Sales' })
        .getByRole('button', { name: 'Rule', exact: true })
        .click();
      await priya.getByText('Everything is saved.').waitFor();
      await expectGoodLooks(priya);

      await tab(priya, 'Differences').click();
      await priya.getByText('Added').waitFor();

      await priya.getByRole('button', { name: 'Simulate', exact: true }).click();
      await priya.getByText(/would have become hot in these 90 days/).waitFor();
      const outcome = await tandem
        .as('owner')
        .get<{ items: { outcome: { draft: { people: number } } }[] }>(
          `/api/score-models/${priya.url().split('/').at(-1)?.split('?')[0] ?? ''}/simulations`,
        );
      expect(outcome.items[0]?.outcome.draft.people).toBe(1);
      await priya.getByRole('textbox', { name: 'Hot leads a week that the reps can take on' }).fill('0');
      await priya.getByText('against a capacity of 0 a week').waitFor();
      await expectGoodLooks(priya);

      await priya.getByRole('button', { name: 'Propose' }).click();
      await priya.getByRole('button', { name: 'Sign for marketing' }).click();
      const dialog = priya.getByRole('dialog');
      await dialog.getByText('1 person would have become hot').waitFor();
      await dialog.getByText('against a capacity of 0 a week').waitFor();
      await dialog.getByRole('button', { name: 'Sign for marketing' }).click();
      await expect.poll(() => priya.getByRole('button', { name: /^Sign for/ }).count()).toBe(0);
      await way(priya).getByText('Priya Raman').last().waitFor();

      const marcus = await visit('sales');
      await marcus.goto(priya.url());
      await marcus.getByRole('button', { name: 'Sign for sales' }).click();
      await marcus.getByRole('dialog').getByRole('button', { name: 'Sign for sales' }).click();
      await way(marcus).getByText('In force').last().waitFor();

      // The other one's page follows by itself.
      await priya.getByText(/^Version 2, in force since .* signed by Priya Raman for marketing/).waitFor();
      await priya.goto('/score');
      await priya.getByText(/Marcus Oyelaran for sales/).waitFor();
    },
  );

  test(
    'stands on the page of a contact and in the list, and follows what happens',
    { timeout: 90_000 },
    async ({ page, visit, tandem }) => {
      const api = tandem.as('sales');
      const { items } = await api.get<{ items: { id: string; name: string }[] }>(
        '/api/contacts?limit=1&sort=name&filter=[["companyName","is_not_empty",null]]',
      );
      const [somebody] = items;
      if (!somebody) throw new Error('Nobody works anywhere.');
      await page.goto(`/contacts/${somebody.id}`);
      const block = page.getByRole('region', { name: 'Score' });
      await block.getByText('Cold', { exact: true }).waitFor();
      await logged(api, somebody, 1, { kind: 'meeting' });
      await logged(api, somebody, 0, { kind: 'call_inbound' });
      await block.getByText('Hot', { exact: true }).waitFor();
      await block.getByText('Without a new touch it cools on').waitFor();
      await block.getByText('Called us').first().waitFor();
      await page.getByText('band: temperature').waitFor();
      await expectGoodLooks(page);

      await page.goto('/score');
      await page
        .getByRole('link', { name: /^[1-9]\d* contacts? of grade ., hot$/ })
        .first()
        .click();
      await page.getByRole('row', { name: somebody.name }).getByText('Hot').waitFor();
      expect(decodeURIComponent(page.url())).toContain('temperature');

      const phone = await visit('rep', { phone: true });
      await phone.setViewportSize(PHONE);
      await phone.goto('/score');
      await phone.getByText('in force since').waitFor();
      expect(await phone.getByRole('button', { name: 'New version' }).count()).toBe(0);
      await expectGoodLooks(phone);
    },
  );
});
