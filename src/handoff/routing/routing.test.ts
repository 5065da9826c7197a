import { afterEach, describe, expect } from 'vitest';
import '../../rooms.ts';
import { declareProperty } from '../../audience/audience.ts';
import { makeContact } from '../../audience/testing.ts';
import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import { conditionSources, gatherConditions, type ConditionSource } from '../../platform/conditions.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import { test } from '../../platform/testing/testing.ts';
import { eventNames, makeTeam } from '../../workspace/testing.ts';
import { handoffRow, hotLead, inCountry, rep, ruleTo, setRouting } from '../testing.ts';
import { changeRep } from './reps.ts';
import { routeOnce } from './route.ts';
import { changeRouting, readRouting, showRouting } from './routing.ts';
import { tryRouting } from './trials.ts';

// A Wednesday at ten, as everybody here works from nine to five in London.
const atWork = new Date('2026-11-18T10:00:00Z');
const atNight = new Date('2026-11-18T22:00:00Z');
afterEach(() => releaseClock());

describe('without any rule', () => {
  test('whoever sells takes turns', async ({ db }) => {
    freezeClock(atWork);
    const [hanna, jonas] = [await rep(db, 'Hanna Brandt'), await rep(db, 'Jonas Whitfield')];
    await rep(db, 'Mira Sand', { role: 'sales_manager' });
    const given = [];
    for (let n = 0; n < 4; n++) given.push((await handoffRow(db, (await hotLead(db)).id)).rep_id);
    expect(given.filter((each) => each === hanna.id)).toHaveLength(2);
    expect(given.filter((each) => each === jonas.id)).toHaveLength(2);
    const { id } = await hotLead(db);
    expect((await handoffRow(db, id)).routed_by).toMatch(
      /^Everybody who sells, in turn; (Hanna Brandt|Jonas Whitfield) has 2 of 20 open, works now$/,
    );
  });

  test('and nobody who sells, it waits in the queue, and that is said', async ({ db }) => {
    const { id } = await hotLead(db);
    expect(await handoffRow(db, id)).toMatchObject({
      rep_id: null,
      routed_by: 'Nobody here takes hand-offs, so it waits in the queue',
    });
    expect(await eventNames(db)).toContain('handoff.queued');
    // Looked at again, it waits on, and nobody is told twice.
    await db
      .updateTable('handoff.handoffs')
      .set({ route_at: new Date(0) })
      .execute();
    expect(await routeOnce(db)).toBe(1);
    const names = await eventNames(db);
    expect(names.filter((name) => name === 'handoff.queued')).toHaveLength(1);
    expect(await routeOnce(db)).toBe(0);
  });
});

describe('rules', () => {
  test('go in order, by conditions as in segments, to reps by weight or to a team', async ({ db }) => {
    freezeClock(atWork);
    const dach = await makeTeam(db, 'Team DACH');
    const jonas = await rep(db, 'Jonas Whitfield', { team: dach });
    const [hanna, mira] = [await rep(db, 'Hanna Brandt'), await rep(db, 'Mira Sand')];
    const others = {
      kind: 'reps' as const,
      reps: [
        { repId: hanna.id, weight: 3 },
        { repId: mira.id, weight: 1 },
      ],
    };
    const german = ruleTo({ kind: 'team', teamId: dach }, { when: inCountry('DE') });
    await setRouting(db, { rules: [german, ruleTo(others, { name: 'The rest' })] });
    const { id } = await hotLead(db, { country: 'DE' });
    expect(await handoffRow(db, id)).toMatchObject({
      rep_id: jonas.id,
      team_id: dach,
      routed_by: 'Contacts in Germany → Team DACH; Jonas Whitfield has 0 of 20 open, works now',
    });
    const given = [];
    for (let n = 0; n < 8; n++)
      given.push((await handoffRow(db, (await hotLead(db, { country: 'GB' })).id)).rep_id);
    expect(given.filter((each) => each === hanna.id)).toHaveLength(6);
    // Never one three times before the other has had her turn.
    expect(given.slice(0, 4)).toContain(mira.id);
    const { sentences } = await showRouting(db);
    expect(sentences.map(({ sentence }) => sentence)).toEqual([
      'Contacts in Germany go to Team DACH',
      'Everybody goes to Hanna Brandt (3) and Mira Sand (1)',
    ]);
  });

  test('go by the product somebody asks for, as a property or a tag says it', async ({ db }) => {
    freezeClock(atWork);
    const [hanna, jonas, mira] = [await rep(db, 'Hanna'), await rep(db, 'Jonas'), await rep(db, 'Mira')];

    await declareProperty(db, system, {
      recordKind: 'contact',
      label: 'Product',
      type: 'choice',
      choices: [{ label: 'Colour' }, { label: 'Care' }],
    });
    const only = ({ id: repId }: { id: string }) => ({
      kind: 'reps' as const,
      reps: [{ repId, weight: 1 }],
    });
    const asking = (source: string, field: string, operator: string, value: unknown) => ({
      match: 'all' as const,
      items: [{ source, field, operator, value }],
    });
    await setRouting(db, {
      rules: [
        ruleTo(only(jonas), { when: asking('contact', 'property:product', 'is', ['colour']) }),
        ruleTo(only(mira), { when: asking('contact', 'tags', 'has', ['scalp care']) }),
        ruleTo(only(hanna)),
      ],
    });
    const repOf = async (fields: Parameters<typeof hotLead>[1]) =>
      (await handoffRow(db, (await hotLead(db, fields)).id)).rep_id;
    expect(await repOf({ properties: { product: 'colour' } })).toBe(jonas.id);
    expect(await repOf({ tags: ['scalp care'] })).toBe(mira.id);
    expect(await repOf({ properties: { product: 'care' } })).toBe(hanna.id);
  });

  test('leave out who is full, on vacation, or lacks the skill or the language, and go on', async ({
    db,
  }) => {
    freezeClock(atWork);
    const [hanna, jonas, mira] = [await rep(db, 'Hanna'), await rep(db, 'Jonas'), await rep(db, 'Mira')];
    await changeRep(db, system, hanna.id, { capacity: 1, languages: ['de'] });
    await changeRep(db, system, jonas.id, {
      vacations: [{ from: '2026-11-16', to: '2026-11-20', note: null }],
    });
    await changeRep(db, system, mira.id, { languages: ['fr'], skills: ['Spa'] });
    const all = {
      kind: 'reps' as const,
      reps: [hanna, jonas, mira].map(({ id }) => ({ repId: id, weight: 1 })),
    };
    const speaking = ruleTo(all, { language: true });
    const spa = ruleTo(all, { name: 'Spa', skills: ['spa'] });
    await setRouting(db, { rules: [speaking, spa] });
    const first = await hotLead(db, { language: 'de-AT' });
    expect((await handoffRow(db, first.id)).rep_id).toBe(hanna.id);
    const second = await hotLead(db, { language: 'de' });
    expect(await handoffRow(db, second.id)).toMatchObject({
      rep_id: mira.id,
      routed_by: 'Spa; Mira has 0 of 20 open, works now',
    });
    await setRouting(db, { rules: [speaking] });
    const third = await hotLead(db, { language: 'de' });
    const { rep_id: repId, routed_by: words } = await handoffRow(db, third.id);
    expect(repId).toBeNull();
    expect(words).toContain('Hanna: 1 of 1 open');
    expect(words).toContain('Jonas: on vacation until 20 Nov');
    expect(words).toContain('Mira: does not speak German');
  });

  test('prefer who works now, else who works soonest', async ({ db }) => {
    freezeClock(atNight);
    const [hanna, jonas] = [await rep(db, 'Hanna'), await rep(db, 'Jonas')];
    await db
      .updateTable('workspace.users')
      .set({ time_zone: 'America/Los_Angeles' })
      .where('id', '=', jonas.id)
      .execute();
    for (let n = 0; n < 3; n++) {
      const { id } = await hotLead(db);
      expect((await handoffRow(db, id)).rep_id).toBe(jonas.id);
    }
    await changeRep(db, system, jonas.id, { takesLeads: false });
    const { id } = await hotLead(db);
    expect(await handoffRow(db, id)).toMatchObject({
      rep_id: hanna.id,
      routed_by: 'Everybody who sells, in turn; Hanna has 0 of 20 open, works again Thu 09:00',
    });
  });

  test('come after who owns the contact or its company, if they sell and are there', async ({ db }) => {
    freezeClock(atWork);
    const [hanna, jonas] = [await rep(db, 'Hanna'), await rep(db, 'Jonas')];
    const marketer = await rep(db, 'Tomás', { role: 'marketer' });
    await setRouting(db, { rules: [ruleTo({ kind: 'reps', reps: [{ repId: jonas.id, weight: 1 }] })] });
    const lead = async (ownerId: string) => handoffRow(db, (await hotLead(db, { ownerId })).id);
    expect(await lead(hanna.id)).toMatchObject({
      rep_id: hanna.id,
      routed_by: 'Hanna owns this contact; 0 of 20 open, works now',
    });
    const ofMarketing = await lead(marketer.id);
    expect(ofMarketing).toMatchObject({ rep_id: jonas.id, owner_before: marketer.id });
    const contact = await db
      .selectFrom('audience.contacts')
      .select('owner_id')
      .where('id', '=', ofMarketing.contact_id)
      .executeTakeFirst();
    expect(contact?.owner_id).toBe(jonas.id);
    await changeRep(db, system, hanna.id, { takesLeads: false });
    expect((await lead(hanna.id)).rep_id).toBe(jonas.id);
  });

  test('may leave it to a queue, which is claimed and not routed', async ({ db }) => {
    const north = await makeTeam(db, 'North');
    await rep(db, 'Hanna', { team: north });
    await setRouting(db, { rules: [ruleTo({ kind: 'queue', teamId: north }, { name: 'North first' })] });
    const { id } = await hotLead(db);
    expect(await handoffRow(db, id)).toMatchObject({
      rep_id: null,
      team_id: north,
      route_at: null,
      routed_by: 'North first; whoever of North claims it',
    });
  });
});

describe('who would get it', () => {
  test('is said rule by rule, of somebody who may not exist, and nothing is changed', async ({ db }) => {
    freezeClock(atWork);
    const dach = await makeTeam(db, 'Team DACH');
    const jonas = await rep(db, 'Jonas', { team: dach });
    const hanna = await rep(db, 'Hanna');
    const rules = [
      ruleTo({ kind: 'team', teamId: dach }, { when: inCountry('DE') }),
      ruleTo({ kind: 'reps', reps: [{ repId: hanna.id, weight: 1 }] }),
    ];
    await setRouting(db, { rules });
    const german = await tryRouting(db, system, { lead: { country: 'DE' } });
    expect(german).toMatchObject({ rep: { id: jonas.id }, team: { id: dach } });
    expect(german.steps.map(({ outcome }) => outcome)).toEqual(['chosen', 'not_reached']);
    const british = await tryRouting(db, system, { lead: { country: 'GB' } });
    expect(british.rep?.id).toBe(hanna.id);
    expect(british.steps.map(({ outcome }) => outcome)).toEqual(['no_match', 'chosen']);
    expect(british.steps[1]?.candidates).toEqual([
      {
        rep: { id: hanna.id, name: 'Hanna' },
        words: '0 of 20 open, works now',
        chosen: true,
        open: 0,
        capacity: 20,
        worksNow: true,
      },
    ]);
    expect(await db.selectFrom('handoff.turns').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('handoff.handoffs').selectAll().execute()).toEqual([]);
  });

  test('is said of a made-up lead by all that a rule can ask: place, tag, property, company', async ({
    db,
  }) => {
    freezeClock(atWork);
    const hanna = await rep(db, 'Hanna');
    await declareProperty(db, system, {
      recordKind: 'contact',
      label: 'Product line',
      type: 'choice',
      choices: [{ value: 'spa', label: 'Spa' }],
    });
    const to = { kind: 'reps' as const, reps: [{ repId: hanna.id, weight: 1 }] };
    const asks = async (condition: object, lead: object) => {
      const when = { match: 'all' as const, items: [condition as { source: string }] };
      await setRouting(db, { rules: [ruleTo(to, { when })] });
      const [with_, without] = [
        await tryRouting(db, system, { lead }),
        await tryRouting(db, system, { lead: {} }),
      ];
      return [with_.rep?.name, without.rep];
    };
    const of = (source: string, field: string, operator: string, value: unknown) => ({
      source,
      field,
      operator,
      value,
    });
    const contact = (field: string, value: unknown, operator = 'is') => of('contact', field, operator, value);
    expect(await asks(contact('region', 'Kent'), { region: 'Kent' })).toEqual(['Hanna', null]);
    expect(await asks(contact('postalCode', '80', 'starts_with'), { postalCode: '80331' })).toEqual([
      'Hanna',
      null,
    ]);
    expect(await asks(contact('tags', ['Salon'], 'has'), { tags: ['Salon'] })).toEqual(['Hanna', null]);
    // As a person writes it.
    const spa = { properties: { product_line: 'Spa' } };
    expect(await asks(contact('property:product_line', ['spa']), spa)).toEqual(['Hanna', null]);
    const hotels = { companyName: 'Grand Union', company: { industry: 'Hotels', employees: 120 } };
    expect(await asks(of('company', 'industry', 'is', 'Hotels'), hotels)).toEqual(['Hanna', null]);
    expect(await asks(of('company', 'employees', 'at_least', 100), hotels)).toEqual(['Hanna', null]);
    expect(await asks(of('company', 'name', 'contains', 'Union'), hotels)).toEqual(['Hanna', null]);
    expect(await db.selectFrom('audience.companies').selectAll().execute()).toEqual([]);
  });

  test('is said of a contact, by rules that are not kept yet', async ({ db }) => {
    const hanna = await rep(db, 'Hanna');
    const { id: contactId } = await makeContact(db, { email: 'imke@calder.example', ownerId: hanna.id });
    const owned = await tryRouting(db, system, { contactId });
    expect(owned.steps[0]).toMatchObject({ title: 'Known owner', outcome: 'chosen' });
    const { routing } = await readRouting(db);
    const queued = await tryRouting(db, system, {
      contactId,
      routing: { ...routing, sticky: false, rules: [ruleTo({ kind: 'queue', teamId: null })] },
    });
    expect(queued).toMatchObject({ rep: null, team: null });
    expect(queued.words).toContain('whoever of everybody claims it');
  });
});

test('a routing that names nobody who sells, or was changed by somebody else meanwhile, is refused', async ({
  db,
}) => {
  const marketer = await rep(db, 'Tomás', { role: 'marketer' });
  const rules = [ruleTo({ kind: 'reps', reps: [{ repId: marketer.id, weight: 1 }] })];
  await expect(setRouting(db, { rules })).rejects.toThrow('Choose at least one colleague who sells');
  const strange = ruleTo(
    { kind: 'queue', teamId: null },
    { when: { match: 'all', items: [{ source: 'contact', field: 'nose', operator: 'is', value: 'long' }] } },
  );
  await expect(setRouting(db, { rules: [strange] })).rejects.toThrow('Contacts have no field “nose”');
  await setRouting(db, { capacity: 5 });
  const { routing } = await readRouting(db);
  await expect(changeRouting(db, system, { ...routing, version: 0 })).rejects.toThrow('changed the routing');
});

test('a rule whose conditions cannot be answered holds up nobody, and is named', async ({ db }) => {
  freezeClock(atWork);
  const hanna = await rep(db, 'Hanna');
  const to = { kind: 'reps' as const, reps: [{ repId: hanna.id, weight: 1 }] };
  await setRouting(db, { rules: [ruleTo(to, { name: 'Large ones', when: inCountry('DE') })] });
  // As if the field had become one that cannot be compared so.
  const before = conditionSources();
  gatherConditions(
    [...before.values()].map((source) => (source.source === 'contact' ? failing(source) : source)),
  );
  try {
    const { id } = await hotLead(db, { country: 'DE' });
    expect(await handoffRow(db, id)).toMatchObject({
      rep_id: null,
      routed_by: 'Large ones: its conditions cannot be answered at the moment. It waits in the queue',
    });
  } finally {
    gatherConditions([...before.values()]);
  }
  const { id } = await hotLead(db, { country: 'DE' });
  expect((await handoffRow(db, id)).rep_id).toBe(hanna.id);
});

function failing(source: ConditionSource): ConditionSource {
  return {
    ...source,
    understand: async (db, conditions) =>
      (await source.understand(db, conditions)).map((each) =>
        'problem' in each
          ? each
          : { ...each, compile: () => ({ inside: () => sql<boolean>`('many'::text)::int > 1` }) },
      ),
  };
}
