import { sql } from 'kysely';
import { describe } from 'vitest';
import { insertTouches, makeMarket } from '../src/scoring/propensity/testing.ts';
import type { Db } from '../src/platform/db.ts';
import type { Api } from './api.ts';
import { contactCalled } from './touches.ts';
import { expect, expectGoodLooks, PHONE, test } from './testing.ts';

describe('the model check', () => {
  test('says what is missing where there is too little to learn from', async ({ page }) => {
    await page.goto('/score');
    await page.getByRole('link', { name: 'Model check' }).click();
    await page.getByRole('heading', { name: 'No model has been trained yet' }).waitFor();
    await page.getByRole('button', { name: 'Train the model' }).click();
    await page.getByText(/^There are 0 customers; it takes 100\. 100 are missing\./).waitFor();
    await expectGoodLooks(page);
  }, 120_000);

  test('trains, draws how good it is, and makes a draft of the points it suggests', async ({
    page,
    tandem,
    visit,
  }) => {
    await makeMarket(tandem.db, { people: 1_300, until: new Date(), days: 450 });
    await signFewPointsForFairs(tandem.as('owner'));
    await page.goto('/score/check');
    await page.getByLabel('Days within which somebody becomes a customer').fill('60');
    await page.getByRole('button', { name: 'Train the model' }).click();
    await page.getByRole('heading', { name: 'Calibration' }).waitFor({ timeout: 200_000 });
    await page.getByText(/^Trained a new model: 0\.\d+ on the newest cut-off/).waitFor();
    await page.getByRole('img', { name: /^Of [\d,]+ people who became customers/ }).waitFor();
    await page.getByRole('img', { name: /^Foretold against what happened/ }).waitFor();

    const sentence = page.getByText(/would become customers within 60 days/);
    const before = await sentence.textContent();
    await page.getByLabel('People the reps can take on').fill('7');
    await expect.poll(() => sentence.textContent()).not.toBe(before);
    await page.getByText('Talk at a trade fair', { exact: false }).first().waitFor();
    await expectGoodLooks(page);

    const phone = await visit('analyst', { phone: true });
    await phone.setViewportSize(PHONE);
    await phone.goto('/score/check');
    await phone.getByRole('heading', { name: 'Calibration' }).waitFor();
    expect(await phone.getByRole('button', { name: /Train|Propose/ }).count()).toBe(0);

    const fair = page.getByRole('row', { name: /Had a talk at a trade fair/ });
    const suggested = (await fair.getByRole('cell').last().textContent())?.split(' ')[0] ?? '';
    await page.getByRole('button', { name: 'Propose the points in bold' }).click();
    await page.waitForURL(/\/score\/models\/[\da-f-]{36}/);
    const api = tandem.as('owner');
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const draft = await api.get<{
      state: string;
      sentences: { groups: { rules: { sentence: string; points: number }[] }[] };
    }>(`/api/score-models/${id}`);
    expect(draft.state).toBe('draft');
    const rule = draft.sentences.groups
      .flatMap(({ rules }) => rules)
      .find(({ sentence: said }) => said === 'Had a talk at a trade fair');
    expect(rule?.points).toBe(Number(suggested.replace('−', '-').replace('+', '')));
  }, 400_000);

  test('whom the reps would take first opens as a list, the likeliest on top', async ({ page, tandem }) => {
    // A round foretells everybody after a training, some hundreds at a time.
    await expect.poll(() => isEverybodyForetold(tandem.db), { timeout: 60_000 }).toBe(true);
    const { atLeast } = await tandem
      .as('owner')
      .get<{ atLeast: number }>('/api/propensity/likeliest?people=5');
    await page.goto('/score/check');
    await page.getByLabel('People the reps can take on').fill('5');
    await page.getByRole('link', { name: 'The likeliest 5 people today' }).click();
    await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
    // Whoever is as likely as the fifth is of them.
    const { rows } = await sql<{ name: string }>`
      select c.name from scoring.propensities as p join audience.contacts as c on c.id = p.contact_id
      where p.probability >= ${atLeast / 100} order by p.probability desc, c.id desc`.execute(tandem.db);
    expect(rows.length).toBeGreaterThanOrEqual(5);
    await page.getByText(`${rows.length} contacts`).waitFor();
    const shown = await page.getByRole('row').allTextContents();
    for (const [place, { name }] of rows.entries()) expect(shown[place + 1]).toContain(name);
    await expectGoodLooks(page);
  });

  test('a contact shows how likely they become a customer, and why', async ({ page, tandem }) => {
    const nora = await contactCalled(tandem.as('owner'), 'Nora Castellan');
    await tandem.as('owner').patch(`/api/contacts/${nora.id}`, { stage: 'lead' });
    await insertTouches(tandem.db, [{ id: nora.id, at: Date.now() - 86_400_000, kind: 'fair_talk' }]);
    await page.goto(`/contacts/${nora.id}`);
    const block = page.getByRole('region', { name: 'Propensity' });
    await block.getByText(/to become a customer within 60 days/).waitFor();
    await block.getByText('Talk at a trade fair, yesterday').waitFor();
    await expectGoodLooks(page);
  });
});

async function isEverybodyForetold(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select from scoring.propensity_models
    where replaced_at is null and foretold_at is not null and foretold_up_to is null
      and not exists (select from scoring.unforetold)`.execute(db);
  return rows.length === 1;
}

/** Both sides think little of fairs, which decide all in this market, and much of page views, which mean nothing in it. */
async function signFewPointsForFairs(api: Api): Promise<void> {
  type Version = { id: string; state: string; document: Document };
  type Document = { groups: { rules: { id: string; points: number }[] }[] };
  const { id, document } = await api.post<Version>('/api/score-models', {});
  const points = new Map([
    ['events-fair', 3],
    ['web-page', 30],
  ]);
  const groups = document.groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => ({ ...rule, points: points.get(rule.id) ?? rule.points })),
  }));
  await api.patch(`/api/score-models/${id}`, { document: { ...document, groups } });
  await api.put(`/api/score-models/${id}/proposal`, {});
  for (const side of ['marketing', 'sales']) await api.put(`/api/score-models/${id}/signatures/${side}`, {});
  await expect
    .poll(async () => (await api.get<Version>(`/api/score-models/${id}`)).state, { timeout: 60_000 })
    .toBe('in_force');
}
