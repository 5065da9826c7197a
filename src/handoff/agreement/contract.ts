import { z } from 'zod';
import { source } from '../../audience/contract.ts';
import { newestFirstPage, newestFirstQuery } from '../../platform/lists.ts';
import { agreementStates, marketingMetrics, salesMetrics, sides, stepKinds } from './agreement.ts';

const tags = ['Agreement'];

const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Please keep this to ${max} characters.`)
    .refine((text) => !text.includes('\0'), 'No text contains the character U+0000.');
const named = z.object({ id: z.uuid(), name: z.string() });
const params = z.object({ id: z.uuid() });
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Enter a month such as 2026-11.');

/** Ten working weeks of sixty hours: whoever promises less has promised nothing. */
const MOST_MINUTES = 36_000;
const share = z
  .number('Enter a share.')
  .min(0.01, 'Enter a share from 1% to 100%.')
  .max(1, 'Enter a share from 1% to 100%.');
const minutes = z.int('Enter whole minutes.');

const step = z
  .strictObject({
    afterMinutes: minutes
      .min(-MOST_MINUTES)
      .max(MOST_MINUTES)
      .describe('Working minutes after it was due; a reminder may come before, with minutes below zero'),
    do: z.enum(stepKinds, 'Choose what happens.'),
    words: words(200).optional().describe('Of a consequence: "Budget talk"'),
  })
  .refine((one) => one.do === 'remind' || one.afterMinutes >= 0, {
    message: 'Only a reminder can come before it is due.',
    path: ['afterMinutes'],
  })
  .refine((one) => one.do !== 'consequence' || Boolean(one.words), {
    message: 'Say what follows, such as "Budget talk".',
    path: ['words'],
  });
const steps = z.array(step).max(10, 'Up to 10 steps fit.');
const id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'An id has letters, digits and hyphens.');

const salesPromise = z
  .strictObject({
    id,
    side: z.literal('sales'),
    metric: z.enum(salesMetrics),
    target: share,
    withinMinutes: minutes.min(1, 'Enter how long sales has.').max(MOST_MINUTES, 'This is too long.'),
    count: z.int('Enter how many.').min(1, 'Enter how many.').max(50).optional(),
    graceMinutes: minutes.min(0).max(MOST_MINUTES),
    steps,
  })
  .refine((one) => (one.metric === 'attempts') === (one.count !== undefined), {
    message: 'Say how many attempts.',
    path: ['count'],
  });

const countedByMonth: readonly string[] = ['hot_leads', 'pipeline_value'];
const marketingPromise = z
  .strictObject({
    id,
    side: z.literal('marketing'),
    metric: z.enum(marketingMetrics),
    target: z.number('Enter a number.').positive('Enter a number above zero.').max(1e15),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Give the currency as three letters such as EUR.')
      .optional(),
    sources: z.array(source).max(30).optional().describe('All, if not given'),
    steps: steps.refine(
      (all) => all.every((one) => one.do !== 'remind' && one.do !== 'reassign'),
      'Nobody is reminded of a month: tell the managers, flag it, or name a consequence.',
    ),
  })
  .refine((one) => countedByMonth.includes(one.metric) || one.target <= 1, {
    message: 'Enter a share from 1% to 100%.',
    path: ['target'],
  })
  .refine((one) => (one.metric === 'pipeline_value') === (one.currency !== undefined), {
    message: 'Say in which currency.',
    path: ['currency'],
  });

const promise = z.discriminatedUnion('side', [salesPromise, marketingPromise]);

const document = z.strictObject({
  text: words(20_000).describe('Markdown: headings, lists, bold, paragraphs; HTML is shown as it is written'),
  words: z
    .array(strictMeaning())
    .max(60, 'Up to 60 words fit.')
    .describe('What the words mean: "Hot lead" …'),
  promises: z
    .array(promise)
    .max(20, 'Up to 20 promises fit.')
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'Two promises have the same id.'),
});

function strictMeaning() {
  return z.strictObject({
    word: words(60).refine((text) => text !== '', 'Enter a word.'),
    means: words(600).refine((text) => text !== '', 'Say what it means.'),
  });
}

const note = words(500).nullable();
const newAgreement = z
  .strictObject({
    basedOn: z.uuid().optional().describe('A copy of this version; without, of the usual terms'),
  })
  .default({});
const agreementChange = z
  .strictObject({
    document: document.optional(),
    note: note.optional().describe('Why, in a sentence'),
    updatedAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('Of the draft this change is based on; if there is a newer one, the answer is a conflict'),
  })
  .describe('Only a draft can be changed');

const signature = z.object({ by: named.nullable(), at: z.date() }).nullable();
/** As a list shows it. */
const agreement = z.object({
  id: z.uuid(),
  number: z.number().int(),
  state: z.enum(agreementStates),
  note: z.string().nullable(),
  basedOn: z.object({ id: z.uuid(), number: z.number().int() }).nullable(),
  created: signature,
  updatedAt: z.date(),
  proposed: signature,
  signed: z.object({ marketing: signature, sales: signature }),
  inForceAt: z.date().nullable(),
  retiredAt: z.date().nullable(),
});

/** The promise as one reads it. */
const said = z.object({
  id: z.string(),
  name: z.string().describe('"First response within 1 working hour"'),
  sentence: z.string(),
  steps: z.array(z.string()).describe('What happens when it is missed, in order'),
});
const wholeAgreement = agreement.extend({
  document,
  said: z.array(said).describe('Its promises in words, in their order'),
  may: z.object({
    edit: z.boolean(),
    propose: z.boolean(),
    withdraw: z.boolean(),
    sign: z.array(z.enum(sides)).describe('For which sides whoever asks could sign it now'),
    delete: z.boolean(),
  }),
});

const difference = z.object({
  kind: z.enum(['added', 'removed', 'changed']),
  about: z.enum(['marketing', 'sales', 'words', 'text']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const promiseStates = ['kept', 'behind', 'broken', 'open'] as const;
const line = z.object({
  id: z.string(),
  side: z.enum(sides),
  metric: z.enum([...marketingMetrics, ...salesMetrics]),
  name: z.string(),
  terms: z.string().describe('"90% of hot leads"'),
  unit: z.enum(['count', 'share', 'money']),
  currency: z.string().nullable(),
  target: z.number(),
  value: z
    .number()
    .nullable()
    .describe('Count, share (0 to 1) or minor units; null while there is nothing to count'),
  kept: z.number().int(),
  counted: z.number().int().describe('Of so many: those that are decided'),
  running: z.number().int().describe('Not decided yet'),
  pace: z.number().nullable().describe('Where a count should be by now, by the working days that are gone'),
  medianMinutes: z.number().nullable().describe('Working minutes until it was kept or came late'),
  bySource: z
    .array(z.object({ source: z.string().nullable(), count: z.number().int() }))
    .describe('Of hot leads: from where they came'),
  state: z
    .enum(promiseStates)
    .describe('open: nothing is decided yet; of a month that is over, there was no case'),
  /** Above or below the pace or the target. */
  difference: z.number().nullable(),
  history: z
    .array(z.object({ month, value: z.number().nullable(), state: z.enum(promiseStates) }))
    .describe('The months before, oldest first'),
});
const attainment = z.object({
  month,
  from: z.date(),
  until: z.date(),
  over: z.boolean().describe('Whether the month has ended'),
  days: z.object({ gone: z.number(), all: z.number() }).describe('Working days of the workspace'),
  agreement: z
    .object({ id: z.uuid(), number: z.number().int() })
    .nullable()
    .describe('In force at the end of that month, or now; null: none was, so nothing was promised'),
  delivered: z.number().int().describe('Hand-offs opened in that month'),
  promises: z.array(line),
  computedAt: z.date(),
});

/** `of` counts the promises that had a case. */
const pastMonth = z.object({
  month,
  agreement: z.object({ id: z.uuid(), number: z.number().int() }),
  marketing: z.object({ kept: z.number().int(), of: z.number().int() }),
  sales: z.object({ kept: z.number().int(), of: z.number().int() }),
});

const outcomes = ['yes', 'no', 'open'] as const;
const aCase = z.object({
  handoffId: z.uuid(),
  contact: z
    .object({ id: z.uuid(), name: z.string(), companyName: z.string().nullable() })
    .nullable()
    .describe('Null: whoever asks sees that it counts, but may not read this hand-off'),
  rep: named.nullable(),
  promise: z.object({ id: z.string(), side: z.enum(sides), name: z.string() }),
  at: z.date().describe('When it was handed over'),
  dueAt: z.date().nullable(),
  metAt: z.date().nullable(),
  missedAt: z.date().nullable(),
  kept: z.enum(outcomes).describe('yes, no, or open: not decided yet'),
  overMinutes: z.number().nullable().describe('Working minutes over; null when it was in time'),
  outcome: z.string().describe('What became of it, in words'),
});

export type NewAgreement = z.output<typeof newAgreement>;
export type AgreementChange = z.output<typeof agreementChange>;
export type Document = z.output<typeof document>;
export type Agreement = z.output<typeof agreement>;
export type WholeAgreement = z.output<typeof wholeAgreement>;
export type Said = z.output<typeof said>;
export type Difference = z.output<typeof difference>;
export type Line = z.output<typeof line>;
export type Attainment = z.output<typeof attainment>;
export type PastMonth = z.output<typeof pastMonth>;
export type Case = z.output<typeof aCase>;
export type CasesQuery = z.output<typeof casesQuery>;
export type Consequence = z.output<typeof consequence>;
export type ConsequencesQuery = z.output<typeof consequencesQuery>;

const one = { 200: wholeAgreement };

export const list = {
  tags,
  summary: 'List the versions of the agreement, newest first',
  querystring: newestFirstQuery,
  response: { 200: newestFirstPage(agreement) },
};
export const showCurrent = {
  tags,
  summary: 'The agreement in force, and what is drafted or proposed beside it',
  response: {
    200: z.object({
      inForce: wholeAgreement.nullable(),
      proposed: wholeAgreement.nullable(),
      drafts: z.array(agreement),
    }),
  },
};
export const show = { tags, summary: 'Show a version of the agreement', params, response: one };
export const draft = {
  tags,
  summary: 'Draft a new version',
  body: newAgreement,
  response: { 201: wholeAgreement },
};
export const edit = {
  tags,
  summary: 'Change a draft; what was proposed or signed never changes',
  params,
  body: agreementChange,
  response: one,
};
export const discard = { tags, summary: 'Delete a draft', params, response: { 204: z.null() } };
export const propose = { tags, summary: 'Propose a draft to both sides', params, response: one };
export const withdraw = { tags, summary: 'Withdraw a proposal', params, response: one };
export const sign = {
  tags,
  summary: 'Sign a proposal for marketing or for sales',
  description:
    'With the second signature it comes into force, and the version before it retires. Open hand-offs keep their terms.',
  params: z.object({ id: z.uuid(), side: z.enum(sides) }),
  response: one,
};
export const compare = {
  tags,
  summary: 'What differs from another version, in words',
  params,
  querystring: z.object({
    against: z.uuid().optional().describe('The version in force, if not given; else the one it is based on'),
  }),
  response: {
    200: z.object({
      against: z.object({ id: z.uuid(), number: z.number().int() }).nullable(),
      items: z.array(difference),
    }),
  },
};
export const attain = {
  tags,
  summary: 'What both sides promised for a month and what they kept',
  querystring: z.object({ month: month.optional().describe('This month, if not given') }),
  response: { 200: attainment },
};
export const listMonths = {
  tags,
  summary: 'The months that are over, newest first',
  response: { 200: z.object({ items: z.array(pastMonth) }) },
};

const casesQuery = z.object({
  promise: z.string().max(40),
  month: month.optional().describe('This month, if not given'),
  kept: z
    .enum([...outcomes, 'done'])
    .optional()
    .describe('Of sales’ also done: in time or late, which is what a median is of'),
  source: source.optional().describe('Of marketing’s: from where they came'),
  rep: z
    .union([z.literal('me'), z.uuid()])
    .optional()
    .describe('Only of whoever has it now'),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const casesPage = z.object({ items: z.array(aCase), next: z.string().nullable() });
export const listCases = {
  tags,
  summary: 'The hand-offs behind a number, newest first',
  querystring: casesQuery,
  response: { 200: casesPage },
};
export const listLate = {
  tags,
  summary: 'Promises of sales that were broken in the last seven days, or are running late',
  querystring: z.object({
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(20),
  }),
  response: { 200: casesPage },
};

const consequence = z.object({
  id: z.uuid(),
  step: z.enum(['flag_weekly', 'consequence']),
  words: z.string(),
  promise: z.object({ id: z.string(), side: z.enum(sides), name: z.string() }),
  agreement: z.object({ id: z.uuid(), number: z.number().int() }),
  month,
  handoffId: z.uuid().nullable().describe('Of a case; null when it follows from the month as a whole'),
  contact: named
    .nullable()
    .describe('Null when it follows from the month, or when whoever asks may not read the hand-off'),
  at: z.date(),
  settled: z.object({ by: named.nullable(), at: z.date(), words: z.string().nullable() }).nullable(),
});
const consequencesQuery = newestFirstQuery.extend({
  settled: z.enum(['yes', 'no']).optional().describe('Only settled, or only open ones'),
  month: month.optional(),
});
export const listConsequences = {
  tags: ['Agreement'],
  summary: 'What follows from missed promises, newest first',
  querystring: consequencesQuery,
  response: { 200: newestFirstPage(consequence) },
};
export const settle = {
  tags,
  summary: 'Settle a consequence: say what was done about it',
  params,
  body: z.strictObject({ words: words(1_000).nullable().default(null) }),
  response: { 200: consequence },
};
export const unsettle = {
  tags,
  summary: 'Open a settled consequence again',
  params,
  response: { 200: consequence },
};
