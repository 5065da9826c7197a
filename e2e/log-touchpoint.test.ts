import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectGoodLooks, test } from './testing.ts';
import type { Api } from './api.ts';
import { contactCalled } from './touches.ts';

type Line = {
  items: { kind: string; name: string | null; properties: Record<string, unknown>; occurredAt: string }[];
};

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Log what happened' });

const note = (page: Page) => dialog(page).getByRole('textbox', { name: /^Note/ });

async function newestOf(api: Api, name: string): Promise<Line['items'][number] | undefined> {
  const { id } = await contactCalled(api, name);
  return (await api.get<Line>(`/api/contacts/${id}/timeline?limit=1`)).items[0];
}

describe('what happened is logged', () => {
  test('from anywhere, by the palette, without the mouse', async ({ page, tandem }) => {
    await page.goto('/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Search or jump to' }).waitFor();
    await page.keyboard.type('log a call');
    await page.getByRole('option', { name: /Log a call/ }).waitFor();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await page.keyboard.type('freya');
    await dialog(page)
      .getByRole('option', { name: /Freya Lindqvist/ })
      .waitFor();
    await expectGoodLooks(page);
    await page.keyboard.press('Enter');
    await dialog(page).getByText('Freya Lindqvist').waitFor();
    await expectGoodLooks(page);
    await dialog(page).getByRole('button', { name: 'Cold' }).click();
    await dialog(page).getByLabel('Outcome').selectOption({ label: 'Interested' });
    await dialog(page).getByLabel('Minutes').fill('7');
    await note(page).fill('Wants samples for two salons.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Cold call with Freya Lindqvist logged').waitFor();
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await newestOf(tandem.as('owner'), 'Freya Lindqvist')).toMatchObject({
      kind: 'call_cold',
      properties: { outcome: 'interested', minutes: 7, note: 'Wants samples for two salons.' },
    });
  });

  test('as fast as one types: Enter takes what was asked for, and ⌘ Enter sends', async ({
    page,
    tandem,
  }) => {
    await page.goto('/contacts');
    await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
    const typed = Promise.withResolvers<void>();
    await page.route('**/api/contacts?q=f*', async (route) => {
      // As on a slow line: the answer to nothing typed stands there meanwhile.
      await typed.promise;
      await route.continue();
    });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Search or jump to' }).waitFor();
    await page.keyboard.type('log a note');
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('option').first().waitFor();
    await page.keyboard.type('freya lind');
    await page.keyboard.press('Enter');
    typed.resolve();
    await dialog(page).getByText('Freya Lindqvist').waitFor();
    await note(page).waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog(page).getByRole('alert').first().waitFor();
    await note(page).fill('Prefers the afternoon.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Note with Freya Lindqvist logged').waitFor();
    expect(await newestOf(tandem.as('owner'), 'Freya Lindqvist')).toMatchObject({
      kind: 'note',
      properties: { note: 'Prefers the afternoon.' },
    });
  });

  test('with L on the page of a contact: a visit of yesterday with its expense', async ({ page, tandem }) => {
    const { id } = await contactCalled(tandem.as('owner'), 'Maren Aldous');
    await page.goto(`/contacts/${id}`);
    await page.getByRole('heading', { level: 1, name: 'Maren Aldous' }).waitFor();
    await page.getByRole('button', { name: /^Log/ }).waitFor();
    await page.keyboard.press('l');
    await dialog(page).getByText('Maren Aldous').waitFor();
    await dialog(page).getByLabel('Visit').check({ force: true });
    await dialog(page).getByLabel('Expense').fill('lunch');
    await dialog(page).getByRole('button', { name: 'Log it' }).click();
    await dialog(page).getByRole('alert').filter({ hasText: 'Enter an amount such as 42.50.' }).waitFor();
    await dialog(page).getByLabel('Expense').fill('42.50');
    await dialog(page)
      .getByRole('button', { name: /Another time/ })
      .click();
    await dialog(page).getByLabel('When').fill('2026-07-03T09:30');
    await expectGoodLooks(page);
    await dialog(page).getByRole('button', { name: 'Log it' }).click();
    await page.getByText('Visit with Maren Aldous logged').waitFor();
    await page.getByRole('region', { name: 'Timeline' }).getByText('visited them').waitFor();
    expect(await newestOf(tandem.as('owner'), 'Maren Aldous')).toMatchObject({
      kind: 'visit',
      occurredAt: '2026-07-03T08:30:00.000Z',
      properties: { expense: { amount: 4250, currency: 'EUR' } },
    });
  });

  test('with L on the page of a company: one of its people, or somebody new of theirs', async ({
    page,
    tandem,
  }) => {
    const api = tandem.as('owner');
    const company = await api.post<{ id: string }>('/api/companies', { name: 'Pell Street Salons' });
    const theirs = { companyId: company.id, familyName: 'Okonjo-Pell' };
    await api.post('/api/contacts', { ...theirs, givenName: 'Adaeze' });
    await page.goto(`/companies/${company.id}`);
    await page.getByRole('heading', { level: 1, name: 'Pell Street Salons' }).waitFor();
    await page.getByRole('button', { name: /^Log/ }).waitFor();
    await page.keyboard.press('l');
    await dialog(page)
      .getByRole('option', { name: /Adaeze Okonjo-Pell/ })
      .waitFor();
    expect(await dialog(page).getByRole('listbox').getByRole('option').count()).toBe(1);
    await expectGoodLooks(page);
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel('Visit').check({ force: true });
    await page.keyboard.press('Control+Enter');
    await page.getByText('Visit with Adaeze Okonjo-Pell logged').waitFor();
    await page.getByRole('region', { name: 'Timeline' }).getByText('visited them').waitFor();

    // Nobody of that name there: somebody of another company, or a new one.
    await page.keyboard.press('l');
    await page.keyboard.type('freya');
    await dialog(page)
      .getByRole('option', { name: /Freya Lindqvist/ })
      .waitFor();
    await dialog(page).getByRole('combobox', { name: 'With' }).fill('Bram Teller');
    await dialog(page)
      .getByRole('option', { name: /New contact “Bram Teller”\s*at Pell Street Salons/ })
      .click();
    await note(page).fill('Runs the shop in Leeds.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('with Bram Teller logged').waitFor();
    const { id } = await contactCalled(api, 'Bram Teller');
    expect(await api.get(`/api/contacts/${id}`)).toMatchObject({ companyName: 'Pell Street Salons' });
  });

  test('from the row of a list, by its menu or its key', async ({ page }) => {
    await page.goto('/contacts?q=castellan');
    const row = page.getByRole('row', { name: 'Nora Castellan' });
    await row.hover();
    await row.getByRole('button', { name: 'More about Nora Castellan' }).click();
    await page.getByRole('menuitem', { name: /Log what happened/ }).click();
    await dialog(page).getByText('Nora Castellan').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    await expectGoodLooks(page);
    await row.waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('l');
    await dialog(page).getByText('Nora Castellan').waitFor();
  });

  test('what was typed is kept when the line is down, and when the dialog is closed', async ({
    page,
    tandem,
    watch,
  }) => {
    watch.allow(/ERR_INTERNET_DISCONNECTED/);
    const { id } = await contactCalled(tandem.as('owner'), 'Theo Varga');
    await page.goto(`/contacts/${id}`);
    await page.getByRole('button', { name: /^Log/ }).click();
    await note(page).fill('Open on Sundays in December.');
    await page.context().setOffline(true);
    await dialog(page).getByRole('button', { name: 'Log it' }).click();
    await dialog(page).getByText('Tandem cannot be reached').waitFor();
    expect(await note(page).inputValue()).toBe('Open on Sundays in December.');
    await page.keyboard.press('Escape');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: /^Log/ }).click();
    await dialog(page).getByText('What you wrote last time is still here.').waitFor();
    expect(await note(page).inputValue()).toBe('Open on Sundays in December.');
    await dialog(page).getByRole('button', { name: 'Log it' }).click();
    await page.getByText('with Theo Varga logged').waitFor();
  });

  test('on a phone under the thumb, also with somebody new', async ({ visit, tandem }) => {
    const page = await visit('rep', { phone: true });
    await page.goto('/contacts');
    await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
    await page.getByRole('navigation', { name: 'Main, short' }).getByRole('button', { name: 'Log' }).click();
    await dialog(page).getByLabel('Word of mouth').check({ force: true });
    await dialog(page).getByLabel('With').fill('Leila Farrow');
    await dialog(page)
      .getByRole('option', { name: /New contact “Leila Farrow”/ })
      .click();
    await dialog(page).getByLabel('Who recommended us').fill('Nora Castellan');
    await expectGoodLooks(page);
    await dialog(page).getByRole('button', { name: 'Log it' }).click();
    await page.getByText('Word of mouth with Leila Farrow logged').waitFor();
    expect(await newestOf(tandem.as('rep'), 'Leila Farrow')).toMatchObject({
      kind: 'word_of_mouth',
      name: 'Nora Castellan',
    });
  });

  test('by nobody who only reads', async ({ visit, tandem }) => {
    const page = await visit('analyst');
    const { id } = await contactCalled(tandem.as('owner'), 'Nora Castellan');
    await page.goto(`/contacts/${id}`);
    await page.getByRole('heading', { level: 1, name: 'Nora Castellan' }).waitFor();
    expect(await page.getByRole('button', { name: /^Log/ }).count()).toBe(0);
  });
});
