import { sql } from 'kysely';
import { enqueue } from '../src/platform/jobs.ts';
import '../src/touchpoints/touchpoints.ts';
import { expect, expectGoodLooks, test } from './testing.ts';
import { contactCalled, daysAgo, logged, openSource, send, untilSeen } from './touches.ts';

type Line = { items: { kind: string }[]; deletedBefore: unknown };

test('an admin is told what a rule would delete, and the line says what it did', async ({ page, tandem }) => {
  const api = tandem.as('owner');
  const person = await api.post<{ id: string; name: string }>('/api/contacts', {
    givenName: 'Orla',
    familyName: 'Longago',
    email: 'orla@longago.example',
  });
  const source = await openSource(api, 'Old site');
  const page_ = (name: string, days: number) => {
    const moment = { timestamp: daysAgo(days), userId: 'orla@longago.example' };
    return { type: 'page', messageId: name, name, ...moment };
  };
  await send(tandem.address, source.writeKey, [page_('Old prices', 300), page_('New prices', 3)]);
  await untilSeen(api, source, 2);
  await logged(api, person, 300, { kind: 'call_cold', name: 'First call' });
  expect(await contactCalled(api, 'Orla Longago')).toMatchObject({ id: person.id });

  await page.goto('/settings');
  await page
    .getByRole('link', { name: /^Retention/ })
    .last()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Retention' }).waitFor();
  await expectGoodLooks(page);
  await page.getByLabel('Page views, clicks and other web touchpoints are kept').selectOption('6 months');
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete what is older?' });
  await dialog.getByText(/1 web touchpoint, such as a page view, of 1 month/).waitFor();
  await expectGoodLooks(page);
  await dialog.getByRole('button', { name: 'Save and delete tonight' }).click();
  await page.getByText(/^Chosen by/).waitFor();
  expect(await api.get('/api/retention')).toMatchObject({ web: 6, others: null, visitors: null });

  // It is night.
  await sql`update touchpoints.retention set changed_at = changed_at - interval '1 day'`.execute(tandem.db);
  await enqueue(tandem.db, 'touchpoints.applyRetention', {});
  const line = () => api.get<Line>(`/api/contacts/${person.id}/timeline`);
  await expect
    .poll(async () => (await line()).items.map(({ kind }) => kind))
    .toEqual(['page_view', 'call_cold']);
  await page.goto(`/contacts/${person.id}`);
  await page.getByText(/web touchpoints before \w+ \d{4} were deleted by the retention rules/).waitFor();
  await page.getByText('First call').first().waitFor();
  await expectGoodLooks(page);
  await page.goto('/settings/audit');
  const entry = page.getByRole('listitem').filter({ hasText: 'changed the' }).filter({ hasText: '6 months' });
  await entry.getByRole('link', { name: 'retention rules' }).waitFor();
});
