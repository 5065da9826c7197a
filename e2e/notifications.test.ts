import { expect, expectGoodLooks, test } from './testing.ts';

test('who is given a contact is told at once, goes there, and the bell is quiet again', async ({
  visit,
  tandem,
}) => {
  const api = tandem.as('owner');
  type Notice = { title: string; readAt: string | null };
  const notices = async () =>
    (await tandem.as('rep').get<{ items: Notice[] }>('/api/notifications?limit=100')).items;
  const aboutFreya = async () => (await notices()).filter(({ title }) => title.startsWith('Freya Lindqvist'));
  const rep = await visit('rep');
  await rep.goto('/contacts');
  await rep.getByText('Live').first().waitFor();
  const me = await tandem.as('rep').get<{ user: { id: string } }>('/api/me');
  const { items } = await api.get<{ items: { id: string }[] }>('/api/contacts?q=freya%20lindqvist');
  await api.put(`/api/contacts/${items[0]?.id ?? ''}/owner`, { ownerId: me.user.id });
  await rep.getByRole('button', { name: /^Notifications, \d+ new$/ }).click();
  await rep.getByText('Freya Lindqvist is yours now').waitFor();
  await expectGoodLooks(rep);
  await rep.getByRole('link', { name: /Freya Lindqvist is yours now/ }).click();
  await rep.getByRole('heading', { level: 1, name: 'Freya Lindqvist' }).waitFor();
  await expect.poll(aboutFreya).toEqual([expect.objectContaining({ readAt: expect.any(String) })]);
  // Making the world may have given the rep more, of which they are told when the rounds come to it.
  await tandem.as('rep').post('/api/notifications/readings');
  await rep.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
});
