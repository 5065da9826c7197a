import fc from 'fast-check';
import { afterEach, expect } from 'vitest';
import { forgetContacts } from '../audience/audience.ts';
import { makeContact, mergeContacts, unmergeContacts } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import type { Source } from '../touchpoints/touchpoints.ts';
import { test } from '../platform/testing/testing.ts';
import '../rooms.ts';
import { makeSource } from '../touchpoints/testing.ts';
import { actor, type TestActor } from '../workspace/testing.ts';
import { heatAt } from './heat.ts';
import type { ModelDocument } from './model.ts';
import {
  changeModel,
  happen,
  naiveHeats,
  putInForce,
  rule,
  scoresOf,
  settleScores,
  smallModel,
  touch,
} from './testing.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;
const PEOPLE = 4;

afterEach(() => releaseClock());

const often = rule('often', 7, { kinds: ['page_view'] }, { from: 2, most: 2, days: 3 });
const models: ModelDocument[] = [
  smallModel(),
  smallModel({
    groups: [
      {
        id: 'web',
        label: 'Web',
        cap: 60,
        halfLifeDays: 3,
        rules: [rule('page', 4, { kinds: ['page_view'] }), often],
      },
      {
        id: 'rest',
        label: 'Rest',
        cap: 30,
        halfLifeDays: 90,
        rules: [rule('any', 2, { channels: ['search'] })],
      },
      ...smallModel().groups.slice(1),
    ],
  }),
];

type Step =
  | { touched: number; kind: string; hours: number; anonymous: boolean }
  | { known: number }
  | { keep: number; lose: number }
  | { back: number }
  | { erased: number }
  | { model: number }
  | { later: number };

const who = fc.nat(PEOPLE - 1);
const happened = fc.record({
  touched: who,
  kind: fc.constantFrom(
    'page_view',
    'page_view',
    'form_submitted',
    'meeting',
    'lead_rejected',
    'store_visit',
  ),
  hours: fc.oneof(fc.integer({ min: -200, max: 0 }), fc.constantFrom(-17_520, 17_520)),
  anonymous: fc.boolean(),
});
const steps = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>(
    { weight: 12, arbitrary: happened },
    { weight: 2, arbitrary: fc.record({ known: who }) },
    { weight: 3, arbitrary: fc.record({ keep: who, lose: who }) },
    { weight: 2, arbitrary: fc.record({ back: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ erased: who }) },
    { weight: 1, arbitrary: fc.record({ model: fc.nat(1) }) },
    { weight: 5, arbitrary: fc.record({ later: fc.integer({ min: 0, max: 400 }) }) },
  ),
  { minLength: 10, maxLength: 40 },
);

type World = {
  source: Source;
  people: string[];
  merges: string[];
  signers: { marketing: TestActor; sales: TestActor };
  document: ModelDocument;
  at: number;
};

async function take(db: Db, world: World, step: Step): Promise<void> {
  const { people, merges, source } = world;
  if ('touched' in step) {
    const at = new Date(world.at + step.hours * HOUR);
    const person = step.anonymous
      ? { anonymousId: `browser-${step.touched}` }
      : { contactId: people[step.touched] ?? '' };
    await happen(db, source, [
      touch('', step.kind, at, { person, channel: step.hours % 2 === 0 ? 'search' : 'email' }),
    ]);
  } else if ('known' in step) {
    // The browser turns out to be somebody with an address: the visitor is absorbed.
    const person = { anonymousId: `browser-${step.known}`, email: `person${step.known}@people.example` };
    await happen(db, source, [touch('', 'identify', new Date(world.at), { person })]);
  } else if ('keep' in step) {
    if (step.keep === step.lose) return;
    const order = { keptId: people[step.keep] ?? '', goneId: people[step.lose] ?? '' };
    merges.push((await mergeContacts(db, system, order)).id);
  } else if ('back' in step) {
    const id = merges[step.back % Math.max(1, merges.length)];
    if (!id) return;
    await unmergeContacts(db, system, id);
    merges.splice(merges.indexOf(id), 1);
  } else if ('erased' in step) {
    await forgetContacts(db, system, [people[step.erased] ?? '']);
  } else if ('model' in step) {
    world.document = models[step.model] ?? world.document;
    await changeModel(db, world.signers, world.document);
  } else {
    world.at += step.later * HOUR;
    freezeClock(new Date(world.at));
  }
}

async function expectNaive(db: Db, { document, at }: World): Promise<void> {
  const contacts = await db.selectFrom('audience.contacts').select('id').execute();
  const ids = contacts.map(({ id }) => id);
  const scores = await scoresOf(db, ids.length > 0 ? ids : ['00000000-0000-0000-0000-000000000000']);
  expect(ids).toEqual(expect.arrayContaining([...scores.keys()]));
  for (const id of ids) {
    const now = new Date(at);
    // Visitors no rule was ever about have none.
    const row = scores.get(id) ?? { heats: document.groups.map(() => 0), heat_at: now };
    const kept = document.groups.map((group, place) =>
      heatAt({ points: row.heats[place] ?? 0, at: row.heat_at }, now, group),
    );
    const truth = await naiveHeats(db, document, id, now);
    for (const [place, heat] of kept.entries())
      expect(Math.abs(heat - (truth[place] ?? 0))).toBeLessThan(1e-9);
  }
  const all = await db.selectFrom('scoring.scores').select('contact_id').execute();
  expect(all).toHaveLength(scores.size);
}

test('the score that is kept is the naive sum over all touchpoints, whatever happens in whatever order', async ({
  db,
}) => {
  const signers = {
    marketing: await actor(db, 'marketing_manager'),
    sales: await actor(db, 'sales_manager'),
  };
  const property = fc.asyncProperty(steps, async (steps) => {
    const undone = new Error('rolled back');
    const run = transaction(db, async (trx) => {
      freezeClock(noon);
      const [document = smallModel()] = models;
      await putInForce(trx, document);
      const source = await makeSource(trx);
      const people: string[] = [];
      for (let place = 0; place < PEOPLE; place++)
        people.push((await makeContact(trx, { email: `person${place}@people.example` })).id);
      const world: World = { source, people, merges: [], signers, document, at: noon.getTime() };
      for (const step of steps) {
        await transaction(trx, (step_) => take(step_, world, step)).catch(ifRefused);
        if ('later' in step) await settleScores(trx);
      }
      await settleScores(trx);
      await expectNaive(trx, world);
      throw undone;
    });
    await run.catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  });
  await fc.assert(property, { numRuns: 12, endOnFailure: true });
}, 120_000);

/** Who was erased or merged cannot be merged again. */
function ifRefused(error: unknown): void {
  if (!(error instanceof Conflict) && !(error instanceof NotFound)) throw error;
}
