import { sql } from 'kysely';
import { expect, expectGoodLooks, test } from './testing.ts';

test('who is given a contact is told at once, goes there, and the bell is quiet again', async ({
  visit,
  tandem,
}) => {
  const api = tandem.as('owner');
  const unread = async () =>
    (await tandem.as('rep').get<{ count: number }>('/api/notifications/unread')).count;
  // Making the world gave the rep contacts, of which they are told, too, perhaps only now and not all at once.
  const untold = async () => {
    const { rows } = await sql<{ left: number }>`
      select count(*) as left from platform.events where name in ('contact.assigned', 'contacts.assigned', 'handoff.assigned')
        and position > (select position from platform.subscriptions where name = 'workspace.notifications')`.execute(
      tandem.db,
    );
    return rows[0]?.left;
  };
  await expect.poll(untold, { timeout: 10_000 }).toBe(0);
  await tandem.as('rep').post('/api/notifications/readings');
  const rep = await visit('rep');
  await rep.goto('/contacts');
  await rep.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  await rep.getByText('Live').first().waitFor();
  const me = await tandem.as('rep').get<{ user: { id: string } }>('/api/me');
  const { items } = await api.get<{ items: { id: string }[] }>('/api/contacts?q=freya%20lindqvist');
  await api.put(`/api/contacts/${items[0]?.id ?? ''}/owner`, { ownerId: me.user.id });
  await rep.getByRole('button', { name: 'Notifications, 1 new' }).click();
  await rep.getByText('Freya Lindqvist is yours now').waitFor();
  await expectGoodLooks(rep);
  await rep.getByRole('link', { name: /Freya Lindqvist is yours now/ }).click();
  await rep.getByRole('heading', { level: 1, name: 'Freya Lindqvist' }).waitFor();
  await rep.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  expect(await unread()).toBe(0);
});
