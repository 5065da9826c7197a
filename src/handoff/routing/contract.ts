import { z } from 'zod';
import { conditionTree } from '../../audience/audience.ts';
import { writtenProperties } from '../../audience/contract.ts';

const tags = ['Routing'];

const words = (max: number) => z.string().trim().max(max, `Please keep this to ${max} characters.`);
const day = z.iso.date('Enter a date such as 2026-03-01.');
const named = z.object({ id: z.uuid(), name: z.string() });
const weight = z.int().min(1, 'A weight is a whole number from 1 to 100.').max(100);
const skill = words(60).min(1, 'Enter a skill.');
const language = z
  .string()
  .trim()
  .regex(/^[a-zA-Z]{2,3}$/, 'Enter a language as two or three letters such as de.')
  .transform((code) => code.toLowerCase());

const target = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('reps'),
        reps: z
          .array(z.strictObject({ repId: z.uuid(), weight: weight.default(1) }))
          .min(1, 'Choose at least one rep.')
          .max(200, 'Up to 200 reps fit into a rule.'),
      }),
      z.strictObject({ kind: z.literal('team'), teamId: z.uuid('Choose a team.') }),
      z
        .strictObject({ kind: z.literal('queue'), teamId: z.uuid().nullable().default(null) })
        .describe('Nobody by itself: whoever is free claims it; of a team, or of all'),
    ],
    'Choose reps, a team or the queue.',
  )
  .describe('Who gets it: reps by their weights, the members of a team by theirs, or a queue');

const rule = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(60)
    .describe('Yours; stays the same when the rule is changed, and keeps its turn'),
  name: words(100).nullable().default(null).describe('"Germany → Team DACH"; without, the sentence is shown'),
  when: conditionTree.nullable().default(null).describe('Conditions as in a segment; null: everybody'),
  to: target,
  skills: z.array(skill).max(20).default([]).describe('The rep must have all of these'),
  language: z
    .boolean()
    .default(false)
    .describe('The rep must speak the language of the contact, where it is known'),
});

/** Which team owns a lead of a temperature, and who gets what is handed over. */
const routing = z.strictObject({
  owners: z
    .strictObject({
      cold: z.literal('marketing'),
      warm: z.enum(['marketing', 'sales'], 'Choose marketing or sales.'),
      hot: z.literal('sales'),
    })
    .describe('Warm belongs to marketing, or is handed to sales as hot is'),
  sticky: z.boolean().describe('Whoever owns the contact or its company gets it, if they sell and are there'),
  workingFirst: z.boolean().describe('Prefer who works now; else who works soonest'),
  capacity: z
    .int()
    .min(1)
    .max(1_000)
    .describe('Open hand-offs a rep can have, unless their own says otherwise'),
  rules: z
    .array(rule)
    .max(100, 'Up to 100 rules fit.')
    .refine(
      (rules) => new Set(rules.map(({ id }) => id)).size === rules.length,
      'Two rules have the same id.',
    )
    .describe('The first that fits and has somebody free, decides; what fits none, waits in the queue'),
});

const shownRouting = routing.extend({
  version: z.int().describe('Grows with each change'),
  changedAt: z.date().nullable(),
  changedBy: named.nullable(),
  sentences: z
    .array(
      z.object({
        id: z.string(),
        sentence: z.string().describe('The rule as one reads it'),
        problem: z.string().nullable().describe('Why it cannot be used: it is skipped then'),
      }),
    )
    .describe('In the order of the rules'),
});

const routingChange = routing.extend({
  version: z
    .int()
    .describe('The version this change is based on; if there is a newer one, the answer is a conflict'),
});

/** A rep as the routing sees them. */
const rep = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.string(),
  teams: z.array(named),
  weight: z.int().describe('Of a turn among the members of a team'),
  capacity: z.int().nullable().describe('Null: as the routing says for all'),
  effectiveCapacity: z.int(),
  open: z.int().describe('Open hand-offs now'),
  skills: z.array(z.string()),
  languages: z.array(z.string()).describe('Two or three letters each; none: not known, so any'),
  takesLeads: z.boolean(),
  vacations: z.array(
    z.object({ id: z.uuid(), from: z.string(), to: z.string(), note: z.string().nullable() }),
  ),
  awayUntil: z.string().nullable().describe('Last day of the vacation they are on now'),
  worksNow: z.boolean(),
  worksAgainAt: z.date().nullable().describe('Null when they work now, or not in the next weeks'),
});

const repChange = z.strictObject({
  weight: weight.optional(),
  capacity: z.int().min(1, 'Enter a number from 1 to 1,000.').max(1_000).nullable().optional(),
  skills: z.array(skill).max(50).optional(),
  languages: z.array(language).max(20).optional(),
  takesLeads: z.boolean().optional().describe('False: nothing is routed to them; what they have stays'),
  vacations: z
    .array(
      z
        .strictObject({ from: day, to: day, note: words(200).nullable().default(null) })
        .refine(({ from, to }) => from <= to, 'A vacation ends after it begins.'),
    )
    .max(100)
    .optional()
    .describe('All of them, those that are over may be left out'),
});

/** Somebody who may not exist: only what is given is known of them. */
const sampleLead = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'Enter a country as two letters such as DE.')
    .transform((code) => code.toUpperCase())
    .optional(),
  region: words(200).optional(),
  city: words(200).optional(),
  postalCode: words(40).optional(),
  language: words(35).optional(),
  email: words(254).optional(),
  jobTitle: words(200).optional(),
  companyName: words(300).optional(),
  companyId: z.uuid().optional().describe('Of a company that is known'),
  company: z
    .strictObject({
      industry: words(200).optional(),
      employees: z.int('Enter a whole number.').min(0).max(100_000_000).optional(),
    })
    .optional()
    .describe('Of a company that may not exist either; its name is companyName'),
  ownerId: z.uuid().optional(),
  stage: words(20).optional(),
  source: words(20).optional(),
  tags: z.array(words(100)).max(50).optional(),
  properties: writtenProperties.optional(),
});

const trialQuestion = z
  .strictObject({
    contactId: z.uuid().optional(),
    lead: sampleLead.optional(),
    routing: routing.optional().describe('As it would be; as it is, if not given'),
    at: z.iso.datetime({ offset: true }).optional().describe('Now, if not given'),
  })
  .refine(({ contactId, lead }) => (contactId === undefined) !== (lead === undefined), {
    message: 'Choose a contact, or describe a lead.',
    path: ['contactId'],
  });

const trial = z.object({
  rep: named.nullable(),
  team: named.nullable(),
  words: z.string().describe('Who would get it and why, in a sentence'),
  steps: z
    .array(
      z.object({
        rule: z.string().nullable().describe('Id of the rule; null for the known owner and for the queue'),
        title: z.string(),
        outcome: z.enum(['chosen', 'no_match', 'nobody_free', 'not_reached', 'skipped']),
        words: z.string().describe('What this step found'),
        candidates: z.array(
          z.object({
            rep: named,
            chosen: z.boolean(),
            open: z.int(),
            capacity: z.int(),
            worksNow: z.boolean(),
            words: z.string().describe('"3 of 10 open, works now" or "On vacation until 2 Dec"'),
          }),
        ),
      }),
    )
    .describe('Rule by rule, in order'),
});

export type Target = z.output<typeof target>;
export type RoutingRule = z.output<typeof rule>;
export type Routing = z.output<typeof routing>;
export type ShownRouting = z.output<typeof shownRouting>;
export type RoutingChange = z.output<typeof routingChange>;
export type Rep = z.output<typeof rep>;
export type RepChange = z.output<typeof repChange>;
export type SampleLead = z.output<typeof sampleLead>;
export type TrialQuestion = z.output<typeof trialQuestion>;
export type Trial = z.output<typeof trial>;

const params = z.object({ id: z.uuid() });

export const show = {
  tags,
  summary: 'Who gets what is handed over, and which team owns which temperature',
  response: { 200: shownRouting },
};
export const change = {
  tags,
  summary: 'Change the routing; it holds for what is routed from now on',
  body: routingChange,
  response: { 200: shownRouting },
};
export const tryOut = {
  tags,
  summary: 'Who would get this lead, and why; nothing is changed',
  body: trialQuestion,
  response: { 200: trial },
};
export const listReps = {
  tags,
  summary: 'List everybody who can be given hand-offs',
  response: { 200: z.object({ items: z.array(rep) }) },
};
export const showRep = {
  tags,
  summary: 'Show capacity, skills, languages and vacations of a rep',
  params,
  response: { 200: rep },
};
export const changeRep = {
  tags,
  summary: 'Change capacity, skills, languages or vacations of a rep',
  params,
  body: repChange,
  response: { 200: rep },
};
