import { expect, expectGoodLooks, PASSWORD, test } from './testing.ts';

test('somebody invited sees by whom, joins, and is in the product with the role that was given', async ({
  tandem,
  visit,
}) => {
  const invitation = {
    email: 'ingrid@hallow-reed.example',
    name: 'Ingrid Novák',
    role: 'marketer',
    teamIds: [],
  };
  const { link } = await tandem.as('owner').post<{ link: string }>('/api/invitations', invitation);
  const page = await visit();
  await page.goto(link);
  await page.getByText('Eleanor Hallow invites you as Marketer.').waitFor();
  await expectGoodLooks(page);
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ingrid Novák');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'What changed since yesterday' }).waitFor();
  const me = (await (await page.request.get('/api/me')).json()) as { user: { role: string } };
  expect(me.user.role).toBe('marketer');

  const late = await visit();
  await late.goto(link);
  await late.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
  await expectGoodLooks(late);
});
