import { firstRouteFiles, kilobytes } from '../bench/first-route-files.ts';
import { expect, test } from './testing.ts';

const BUDGET_KB = 150;

test('the first route needs at most 150 kB of JavaScript, gzipped', async ({ annotate }) => {
  const files = await firstRouteFiles();
  const size = kilobytes(files);
  await annotate(`JavaScript of the first route: ${size.toFixed(1)} kB gzipped, budget ${BUDGET_KB} kB`);
  const list = files.map(({ file, gzipped }) => `${file} ${gzipped}`).join('\n');
  expect(size, list).toBeLessThanOrEqual(BUDGET_KB);
});

test('and Today shows with these files alone', async ({ page, watch }) => {
  watch.allow(/ERR_FAILED|dynamically imported module/);
  const counted = new Set((await firstRouteFiles()).map(({ file }) => `/${file}`));
  const refused: string[] = [];
  await page.route('**/*.js', (route) => {
    const { pathname } = new URL(route.request().url());
    if (counted.has(pathname)) return route.continue();
    refused.push(pathname);
    return route.abort();
  });
  await page.goto('/');
  await page.getByRole('region', { name: 'New contacts by source' }).getByRole('link').first().waitFor();
  await page
    .getByRole('region', { name: 'What changed since yesterday' })
    .getByRole('link')
    .first()
    .waitFor();
  expect(refused.filter((file) => /(vendor|kit|index|TodayPage)/.test(file))).toEqual([]);
});
