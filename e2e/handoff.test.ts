import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import type { Api } from './api.ts';
import { expect, expectGoodLooks, test } from './testing.ts';
import { contactCalled, logged, type Named } from './touches.ts';

type Shown = { id: string; state: string; reason: string | null; rep: { name: string } | null };

async function personCalled(api: Api, name: string): Promise<string> {
  const { items } = await api.get<{ items: Named[] }>('/api/people');
  return items.find((person) => person.name === name)?.id ?? '';
}

/** Marketing hands somebody over, to Hanna unless said otherwise. */
async function handedOver(
  api: Api,
  name: string,
  note: string,
  to: string | null = 'Hanna Brandt',
): Promise<Shown> {
  const { id: contactId } = await contactCalled(api, name);
  const repId = to === null ? {} : { repId: await personCalled(api, to) };
  return api.post('/api/handoffs', { contactId, note, ...repId });
}

const shown = (api: Api, id: string) => api.get<Shown>(`/api/handoffs/${id}`);
const lane = (page: Page, name: string) => page.getByRole('region', { name, exact: false });
const brief = (page: Page, name: string) => page.getByRole('complementary', { name: `Brief: ${name}` });

async function boardOf(page: Page): Promise<void> {
  await page.goto('/handoff');
  await page.getByRole('heading', { level: 1, name: 'Hand-off' }).waitFor();
}

describe('the board', () => {
  test('a lead that is handed over appears by itself, with its brief', async ({ visit, tandem }) => {
    const marketing = tandem.as('marketing');
    const rep = await visit('rep');
    await boardOf(rep);
    await rep.getByText('Live', { exact: true }).waitFor();
    const beatriz = await contactCalled(marketing, 'Beatriz Lopes');
    await logged(marketing, beatriz, 1, { kind: 'note', note: 'Lost ten minutes a head on the dryer.' });
    await handedOver(marketing, 'Beatriz Lopes', 'Asked for a call about six salons');
    await lane(rep, 'Ready').getByRole('link', { name: 'Beatriz Lopes' }).waitFor();
    await lane(rep, 'Ready')
      .getByRole('img', { name: /in six weeks|in the last six weeks/ })
      .first()
      .waitFor();
    const pane = brief(rep, 'Beatriz Lopes');
    await pane.getByText('Asked for a call about six salons').waitFor();
    await pane.getByText(/Lost ten minutes a head/).waitFor();
    await pane.getByText('Why now').waitFor();
    await expectGoodLooks(rep);
  });

  test('it is accepted by keyboard, and its deal is open', async ({ visit, tandem }) => {
    const marketing = tandem.as('marketing');
    const { id } = await handedOver(marketing, 'Beatriz Lopes', 'Wants prices for six salons');
    const rep = await visit('rep');
    await rep.goto(`/handoff?at=${id}`);
    await brief(rep, 'Beatriz Lopes').getByText('Why now').waitFor();
    await rep.keyboard.press('a');
    const dialog = rep.getByRole('dialog', { name: 'Accept Beatriz Lopes' });
    await dialog.getByLabel('Deal', { exact: true }).waitFor();
    expect(await dialog.getByLabel('Deal', { exact: true }).inputValue()).toBe('Lopes Hair Group');
    await dialog.getByLabel(/^Amount/).fill('6,400');
    await rep.keyboard.press('Control+Enter');
    await rep.getByText('Beatriz Lopes accepted, deal opened').waitFor();
    await lane(rep, 'Accepted').getByRole('link', { name: 'Beatriz Lopes' }).waitFor();
    expect(await shown(marketing, id)).toMatchObject({ state: 'accepted' });
    await rep.getByRole('button', { name: 'Open the deal' }).click();
    await rep.getByRole('heading', { level: 1, name: 'Lopes Hair Group' }).waitFor();
  });

  test('an attempt is logged in two taps, a rejection needs a reason, and what was typed stays', async ({
    visit,
    tandem,
  }) => {
    const marketing = tandem.as('marketing');
    const { id } = await handedOver(marketing, 'Theo Varga', 'Wants samples');
    const rep = await visit('rep');
    await rep.goto(`/handoff?at=${id}`);
    await brief(rep, 'Theo Varga').getByText('Wants samples').waitFor();
    await rep.keyboard.press('l');
    const log = rep.getByRole('dialog', { name: 'Log: Theo Varga' });
    await log.getByRole('radio', { name: 'Left a message' }).check({ force: true });
    await log.getByLabel(/^Words/).fill('Call again on Wednesday');
    await log.getByRole('button', { name: 'Log it' }).click();
    await lane(rep, 'Contacting').getByRole('link', { name: 'Theo Varga' }).waitFor();
    await brief(rep, 'Theo Varga').getByText('Call again on Wednesday').waitFor();
    // The board may be told of it before the dialog is.
    await log.waitFor({ state: 'hidden' });
    await rep.keyboard.press('x');
    const reject = rep.getByRole('dialog', { name: 'Reject Theo Varga' });
    await reject.getByLabel(/^In your words/).fill('One chair, no plans to grow');
    await reject.getByRole('button', { name: 'Reject' }).click();
    await reject.getByText('Choose a reason').waitFor();
    await rep.keyboard.press('Escape');
    await rep.keyboard.press('x');
    expect(await reject.getByLabel(/^In your words/).inputValue()).toBe('One chair, no plans to grow');
    await reject.getByRole('radio', { name: 'No need' }).check({ force: true });
    await expectGoodLooks(rep);
    await reject.getByRole('button', { name: 'Reject' }).click();
    await lane(rep, 'Returned').getByText('No need: One chair, no plans to grow').waitFor();
    await expect.poll(() => shown(marketing, id)).toMatchObject({ state: 'returned', reason: 'no_need' });
  });

  test('marketing reads on Today what sales said, in its words', async ({ visit, tandem }) => {
    const { id } = await handedOver(tandem.as('marketing'), 'Nora Castellan', 'Asked for prices');
    const verdict = { verdict: 'rejected', reason: 'competitor', words: 'Bought mousse from a rival' };
    await tandem.as('rep').put(`/api/handoffs/${id}/verdict`, verdict);
    const page = await visit('marketing');
    await page.goto('/');
    const said = page.getByRole('region', { name: 'What sales said' });
    await said.getByText('“Bought mousse from a rival”').waitFor();
    await said.getByRole('link', { name: /since yesterday/ }).click();
    await page.getByRole('heading', { level: 1, name: 'All hand-offs' }).waitFor();
    await page.getByRole('row', { name: 'Nora Castellan' }).waitFor();
    await expectGoodLooks(page);
  });

  test('who is not for now goes back with a date', async ({ visit, tandem }) => {
    const marketing = tandem.as('marketing');
    const { id } = await handedOver(marketing, 'Amara Nwosu', 'Has a contract elsewhere');
    const rep = await visit('rep');
    await rep.goto(`/handoff/${id}`);
    await rep.getByRole('heading', { level: 1, name: 'Amara Nwosu' }).waitFor();
    await rep.keyboard.press('r');
    const dialog = rep.getByRole('dialog', { name: 'Not now: Amara Nwosu' });
    await dialog.getByRole('radio', { name: 'Bad timing' }).check({ force: true });
    const nextYear = new Date().getFullYear() + 1;
    await dialog.getByLabel('Comes back on').fill(`${nextYear}-03-01`);
    await dialog.getByRole('button', { name: 'Recycle' }).click();
    await rep.getByText(`Amara Nwosu goes back to marketing and returns on 1 Mar ${nextYear}`).waitFor();
    await rep.getByText('Recycled: bad timing').waitFor();
    await expectGoodLooks(rep);
  });

  test('the queue is claimed by one; the other is told who was faster', async ({ visit, tandem, watch }) => {
    watch.allow(/ERR_FAILED/);
    const owner = tandem.as('owner');
    const routing = await owner.get<Record<string, unknown> & { version: number }>('/api/routing');
    const { version, owners, workingFirst, capacity } = routing;
    const toQueue = { id: 'queue', to: { kind: 'queue' } };
    await owner.put('/api/routing', {
      version,
      owners,
      workingFirst,
      capacity,
      sticky: false,
      rules: [toQueue],
    });
    const { id } = await handedOver(owner, 'Maren Aldous', 'Trade prices for three salons', null);
    const rep = await visit('rep');
    await rep.goto(`/handoff?at=${id}`);
    await rep.getByRole('group', { name: 'Queue' }).getByRole('link', { name: 'Maren Aldous' }).waitFor();
    await expectGoodLooks(rep);
    // Marcus claims it while Hanna is still reading.
    await rep.route('**/api/handoffs/board*', (route) => route.abort());
    await rep.route('**/api/live', (route) => route.abort());
    await tandem.as('sales').put(`/api/handoffs/${id}/claim`);
    await rep.keyboard.press('q');
    await rep.getByText(/Marcus Oyelaran has this lead already/).waitFor();
    expect((await shown(owner, id)).rep?.name).toBe('Marcus Oyelaran');
  });

  test('two who judge at once: one does, the other is told who', async ({ visit, tandem }) => {
    const { id } = await handedOver(tandem.as('marketing'), 'Freya Lindqvist', 'Replied to the spa e-mail');
    const rep = await visit('rep');
    await rep.goto(`/handoff?at=${id}`);
    await brief(rep, 'Freya Lindqvist').getByText('Replied to the spa e-mail').waitFor();
    await rep.keyboard.press('a');
    const dialog = rep.getByRole('dialog', { name: 'Accept Freya Lindqvist' });
    await dialog.getByLabel('Deal', { exact: true }).fill('Spa order');
    await tandem.as('sales').put(`/api/handoffs/${id}/verdict`, { verdict: 'accepted' });
    await dialog.getByRole('button', { name: 'Accept' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Marcus Oyelaran' }).waitFor();
    expect(await dialog.getByLabel('Deal', { exact: true }).inputValue()).toBe('Spa order');
    await expectGoodLooks(rep);
  });

  test('j and k walk, ? tells the keys, and each number leads to its hand-offs', async ({
    visit,
    tandem,
  }) => {
    const sales = tandem.as('sales');
    const { items } = await sales.get<{ items: (Named & { phone: string | null })[] }>(
      '/api/contacts?limit=20&sort=createdAt',
    );
    const known = items.filter(({ phone }) => phone !== null).slice(-2);
    for (const { name } of known) await handedOver(sales, name, 'Wants the new line');
    const page = await visit('sales');
    await boardOf(page);
    await page.getByRole('article').first().waitFor();
    const chosen = page.locator('article[aria-current=true]');
    const first = await chosen.getByRole('link').textContent();
    await page.keyboard.press('j');
    await expect.poll(() => chosen.getByRole('link').textContent()).not.toBe(first);
    await page.keyboard.press('k');
    await expect.poll(() => chosen.getByRole('link').textContent()).toBe(first);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    for (const name of ['Accept', 'Call', 'Write', 'Book', 'Recycle', 'Reject', 'Assign', 'Claim'])
      await help.getByText(name, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    const { month } = await sales.get<{ month: { opened: number } }>('/api/handoffs/board');
    await page.getByRole('link', { name: String(month.opened), exact: true }).click();
    await page.getByText(`${month.opened} hand-offs`, { exact: true }).waitFor();
  });
});

describe('from a contact, and on a phone', () => {
  test('many go to sales at once from the list, and the result names who went and who did not', async ({
    visit,
    tandem,
  }) => {
    const api = tandem.as('marketing');
    await api.post('/api/contacts', {
      givenName: 'Ada',
      familyName: 'Bulkley',
      email: 'ada@bulkley.example',
    });
    await api.post('/api/contacts', {
      givenName: 'Bea',
      familyName: 'Bulkley',
      email: 'bea@bulkley.example',
    });
    await api.post('/api/contacts', { givenName: 'Cy', familyName: 'Bulkley' });
    const page = await visit('marketing');
    await page.goto('/contacts?q=bulkley');
    await page.getByText('Cy Bulkley').first().waitFor();
    await page.getByRole('grid', { name: 'contacts' }).getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Hand to sales' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hand 3 contacts to sales' });
    await dialog.getByLabel(/^What the reps should know/).fill('Took the care guide');
    await expectGoodLooks(page);
    await dialog.getByRole('button', { name: 'Hand 3 over' }).click();
    await page.getByText('2 contacts handed to sales; 1 was refused').waitFor();
    await page.getByRole('button', { name: 'See who' }).click();
    const handed = page.getByRole('list', { name: 'Handed to sales' });
    await handed.getByRole('link', { name: 'Ada Bulkley' }).waitFor();
    await page.getByLabel(/^Without a way to reach them/).check({ force: true });
    await page.getByRole('link', { name: 'Cy Bulkley' }).waitFor();
    await expectGoodLooks(page);
  });

  test('marketing hands over from the contact’s page with a note, and the page shows where it stands', async ({
    visit,
    tandem,
  }) => {
    const { items } = await tandem
      .as('marketing')
      .get<{ items: (Named & { phone: string | null })[] }>('/api/contacts?limit=60&sort=-name');
    const contact = items.find(({ phone }) => phone !== null) as Named;
    const page = await visit('marketing');
    await page.goto(`/contacts/${contact.id}`);
    await page.getByRole('heading', { level: 1, name: contact.name }).waitFor();
    await page.getByText('Not handed to sales yet.').waitFor();
    await page.keyboard.press('h');
    const dialog = page.getByRole('dialog', { name: 'Hand to sales' });
    await dialog.getByText(contact.name).waitFor();
    await dialog.getByLabel(/^What the rep should know/).fill('Met at Salon North');
    await dialog.getByLabel(/^To/).selectOption({ label: await optionOf(page, 'Hanna Brandt') });
    await expectGoodLooks(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText(`${contact.name} handed to Hanna Brandt`).waitFor();
    await page
      .getByRole('region', { name: 'Hand-off' })
      .getByText(/Hanna Brandt/)
      .waitFor();
    await expectGoodLooks(page);
  });

  test('a rep works from the queue on Today with one thumb', async ({ visit, tandem }) => {
    const { items } = await tandem
      .as('marketing')
      .get<{ items: (Named & { phone: string | null })[] }>('/api/contacts?limit=60&sort=name');
    const contact = items.find(({ phone }) => phone !== null) as Named;
    await handedOver(tandem.as('marketing'), contact.name, 'Call today');
    const page = await visit('rep', { phone: true });
    await page.goto('/');
    const queue = page.getByRole('region', { name: 'My queue' });
    await queue.getByRole('link', { name: contact.name }).waitFor();
    await expectGoodLooks(page);
    await queue.getByRole('button', { name: `Log an attempt: ${contact.name}` }).click();
    const log = page.getByRole('dialog', { name: `Log: ${contact.name}` });
    await log.getByRole('radio', { name: 'Reached', exact: true }).check({ force: true });
    await log.getByRole('button', { name: 'Log it' }).click();
    await page.getByText(`Call with ${contact.name} logged`).waitFor();
    await queue.getByRole('link', { name: contact.name }).click();
    await page.getByRole('heading', { level: 1, name: contact.name }).waitFor();
    await page.getByText('Attempts so far, 1').waitFor();
    await expectGoodLooks(page);
    await page.goto('/handoff');
    await page.getByRole('tab', { name: /Contacting/ }).click();
    await page.getByRole('link', { name: contact.name }).waitFor();
    await expectGoodLooks(page);
  });
});

/** The whole label of the choice that begins so. */
async function optionOf(page: Page, start: string): Promise<string> {
  const option = page.getByRole('dialog').locator('option', { hasText: start });
  await option.waitFor({ state: 'attached' });
  return (await option.textContent()) ?? '';
}
