import { asCsv, someContacts } from './people.ts';
import { importCsv } from './work.ts';
import { expect, test } from './testing.ts';

const MANY = 5_000;

test('five thousand contacts scroll to the last one with a handful of rows in the page', async ({
  page,
  tandem,
}) => {
  await importCsv(tandem, 'owner', 'many.csv', asCsv(someContacts(MANY)));
  await page.goto('/contacts?sort=createdAt');
  const grid = page.getByRole('grid', { name: 'contacts' });
  const rows = grid.locator('[role=row][data-index]');
  await rows.first().waitFor();
  const last = async () => Number(await rows.last().getAttribute('data-index'));
  let furthest = 0;
  while (furthest < MANY - 1) {
    await grid.evaluate((table) => table.parentElement.scrollTo(0, table.scrollHeight));
    await expect.poll(last, { interval: 20 }).toBeGreaterThan(furthest);
    furthest = await last();
    expect(await rows.count()).toBeLessThan(80);
  }
  expect(await rows.last().getByRole('link').count()).toBe(1);
}, 60_000);
