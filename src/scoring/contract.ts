import { z } from 'zod';
import { channels, conditionTree } from '../audience/audience.ts';
import { newestFirstPage, newestFirstQuery } from '../platform/lists.ts';
import { moveReasons } from './events.ts';
import { modelStates, sides, type ModelDocument } from './model.ts';
import { temperatures } from './temperature.ts';

const tags = ['Score'];

const MOST_GROUPS = 12;
const MOST_RULES = 100;
const MOST_POINTS = 1_000;

const number = (missing: string) => z.number(missing).min(-1e6, missing).max(1e6, missing);
const points = number('Enter the points, such as 10 or -5.')
  .min(-MOST_POINTS, 'A rule gives between -1,000 and 1,000 points.')
  .max(MOST_POINTS, 'A rule gives between -1,000 and 1,000 points.');
/** Names a rule for as long as it is itself, also in other versions: differences and hand-offs go by it. */
const ruleId = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[\w-]+$/, 'An id has letters, digits, “-” and “_”.');
const label = z.string().trim().min(1, 'Enter a name.').max(60, 'Please keep this to 60 characters.');
const words = z
  .string()
  .trim()
  .max(200, 'Please keep this to 200 characters.')
  // No transform: the document is answered by the same schema, and those go one way only.
  .overwrite((text) => text.toWellFormed().replaceAll('\0', ''))
  .optional();

const touchMatch = z
  .strictObject({
    kinds: z.array(z.string().min(1).max(60)).max(50).optional(),
    channels: z.array(z.enum(channels)).max(30).optional(),
    campaign: words.describe('Found anywhere in the campaign’s code, whatever its case'),
    name: words.describe('Found anywhere in what it was called, whatever its case'),
    word: words.describe('Found as a whole word in what it was called, whatever its case'),
    page: words.describe('Found anywhere in the page’s address, whatever its case'),
  })
  .refine(
    ({ kinds, channels: ways, campaign, name, word, page }) =>
      Boolean(kinds?.length || ways?.length || campaign || name || word || page),
    'Say which touchpoints are meant: a kind, a channel, a campaign, a name or a page.',
  );

const count = z.int().min(1, 'Enter a number of at least 1.').max(1_000, 'Enter a number of at most 1,000.');
const often = z
  .strictObject({
    from: count.optional().describe('Counts from this many within `days` on'),
    most: count.optional().describe('At most so many of those within `days`'),
    days: z.int().min(1, 'Enter at least 1 day.').max(365, 'Enter at most 365 days.'),
  })
  .refine(
    ({ from, most }) => from !== undefined || most !== undefined,
    'Say from how many on, or how many at most.',
  );

const fitRule = z.strictObject({ id: ruleId, points, when: conditionTree });
const engagementRule = z.strictObject({ id: ruleId, points, what: touchMatch, often: often.optional() });
const group = z.strictObject({
  id: ruleId,
  label,
  cap: number('Enter the most this group can give.').min(0, 'The most a group gives is 0 or more.'),
  halfLifeDays: z
    .number('Enter a half-life in days.')
    .min(0.01, 'A half-life is more than 0 days.')
    .max(3_650, 'A half-life is at most 3,650 days.'),
  rules: z.array(engagementRule).max(MOST_RULES, 'Up to 100 rules fit.'),
});
const threshold = z.strictObject({
  enter: number('Enter a score.').min(0, 'A threshold is 0 or more.'),
  leave: number('Enter a score.').min(0, 'A threshold is 0 or more.'),
});
const line = z.strictObject({ engagement: threshold, fit: threshold });
const percent = (missing: string) => z.number(missing).min(0, missing).max(100, missing);
const grade = percent('A grade begins at a fit between 0 and 100.');

/** `ModelDocument` (model.ts), with what must hold between its parts: problems name the place, as `hot.fit.enter`. */
export const document: z.ZodType<ModelDocument> = z
  .strictObject({
    fit: z.strictObject({
      base: percent('The fit everybody starts with is between 0 and 100.'),
      rules: z.array(fitRule).max(MOST_RULES, 'Up to 100 rules fit.'),
      grades: z.strictObject({ a: grade, b: grade, c: grade }),
    }),
    groups: z.array(group).max(MOST_GROUPS, 'Up to 12 groups fit.'),
    raisedHands: z
      .array(z.strictObject({ id: ruleId, label, what: touchMatch }))
      .max(20, 'Up to 20 raised hands fit.'),
    raisedHandDays: z
      .number('Enter a number of days.')
      .min(0, 'A raised hand lasts 0 days or more.')
      .max(365, 'A raised hand lasts at most 365 days.'),
    warm: line,
    hot: line,
  })
  .superRefine((model, context) => {
    for (const { path, message } of problemsBetween(model as ModelDocument))
      context.addIssue({ code: 'custom', path, message });
  }) as unknown as z.ZodType<ModelDocument>;

type Problem = { path: (string | number)[]; message: string };

function problemsBetween({ fit, groups, raisedHands, warm, hot }: ModelDocument): Problem[] {
  const problems: Problem[] = [];
  const ask = (fine: boolean, path: Problem['path'], message: string) =>
    void (fine || problems.push({ path, message }));
  for (const axis of ['engagement', 'fit'] as const) {
    for (const [name, each] of [
      ['warm', warm],
      ['hot', hot],
    ] as const)
      ask(
        each[axis].leave <= each[axis].enter,
        [name, axis, 'leave'],
        `Who is ${name} stays so until below this score: it cannot be above the one they become ${name} at.`,
      );
    ask(warm[axis].enter <= hot[axis].enter, ['hot', axis, 'enter'], 'Hot begins at or above warm.');
    ask(warm[axis].leave <= hot[axis].leave, ['hot', axis, 'leave'], 'Hot ends at or above where warm ends.');
  }
  ask(fit.grades.a >= fit.grades.b, ['fit', 'grades', 'a'], 'Grade A begins at or above B.');
  ask(fit.grades.b >= fit.grades.c, ['fit', 'grades', 'b'], 'Grade B begins at or above C.');
  ask(
    groups.reduce((sum, { rules }) => sum + rules.length, 0) <= MOST_RULES,
    ['groups'],
    'Up to 100 rules fit in all groups together.',
  );
  const ids = [...fit.rules, ...groups, ...groups.flatMap(({ rules }) => rules), ...raisedHands].map(
    ({ id }) => id,
  );
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  ask(twice === undefined, ['groups'], `The id “${twice}” is given twice.`);
  return problems;
}

const who = z.object({ id: z.uuid().nullable(), name: z.string() });
const signature = z.object({ by: who, at: z.date() });
const side = z.enum(sides, 'Sign for marketing or for sales.');
const model = z.object({
  id: z.uuid(),
  number: z.number().int().describe('Version 1, 2, 3 …'),
  state: z
    .enum(modelStates)
    .describe(
      'draft → proposed → signed (both sides) → applying (scores are being found) → in_force → retired',
    ),
  note: z.string().nullable().describe('What it is to bring, in words'),
  basedOn: z.object({ id: z.uuid(), number: z.number().int() }).nullable(),
  createdBy: who.describe('Of the first version: Tandem'),
  createdAt: z.date(),
  updatedAt: z.date(),
  proposedBy: who.nullable(),
  proposedAt: z.date().nullable(),
  signatures: z.object({ marketing: signature.nullable(), sales: signature.nullable() }),
  maySign: z.array(side).describe('For which sides whoever asks may still sign it now'),
  operationId: z.uuid().nullable().describe('Of its application: follow it at /api/operations/{id}'),
  inForceAt: z.date().nullable(),
  retiredAt: z.date().nullable(),
});
const rule = z.object({
  id: z.string(),
  points: z.number(),
  sentence: z.string().describe('“Contacts in Germany”, “Viewed /pricing, from the 3rd within 7 days on”'),
  problem: z.string().nullable().describe('Why it cannot be used (any more), such as an archived property'),
});
const wholeModel = model.extend({
  document,
  sentences: z.object({
    fit: z.array(rule).describe('In the order of document.fit.rules'),
    groups: z.array(z.object({ id: z.string(), label: z.string(), rules: z.array(rule) })),
    raisedHands: z.array(z.object({ id: z.string(), label: z.string(), sentence: z.string() })),
  }),
});

const difference = z.object({
  part: z.enum(['fit', 'engagement', 'raised_hands', 'thresholds']),
  change: z.enum(['added', 'removed', 'changed']),
  what: z.string().describe('What it is about: a rule’s sentence, “Group Web”, “Hot”'),
  words: z.string().describe('The whole difference as one sentence'),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const temperature = z.enum(temperatures);
const grades = z.enum(['A', 'B', 'C', 'D']);
const scoredRule = z.object({
  id: z.string(),
  sentence: z.string(),
  points: z.number().describe('What one of them gives'),
  now: z.number().describe('What is left of all of them now, before the group’s cap'),
  count: z.number().int().describe('How many counted'),
  lastAt: z.date().nullable(),
});
const reason = z.object({
  at: z.date().nullable(),
  points: z.number().describe('Below zero where it cooled'),
  words: z.string(),
});
const score = z.object({
  contactId: z.uuid(),
  model: z.object({ id: z.uuid(), number: z.number().int() }),
  fit: z.object({
    score: z.number().describe('0 to 100'),
    grade: grades,
    base: z.number(),
    rules: z
      .array(z.object({ id: z.string(), sentence: z.string(), points: z.number() }))
      .describe('Those that hold'),
  }),
  engagement: z.object({
    now: z.number(),
    groups: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        now: z.number().describe('Between 0 and the cap'),
        uncapped: z.number(),
        cap: z.number(),
        halfLifeDays: z.number(),
        rules: z.array(scoredRule).describe('Those that anything counted for, the most points first'),
      }),
    ),
  }),
  temperature,
  temperatureSince: z.date().nullable().describe('Null for who was always cold'),
  coolsAt: z.date().nullable().describe('When it will cool if nothing more happens'),
  raisedHand: z
    .object({ at: z.date(), label: z.string().nullable(), until: z.date() })
    .nullable()
    .describe('Asked for a demo, a call, a price: hot until then, whatever the score'),
  thresholds: z.object({ warm: line, hot: line }),
  propensity: z
    .number()
    .nullable()
    .describe('0 to 1: becomes a customer; null for visitors, customers, and while there is no model'),
  raised: z.array(reason).describe('What raised it in the last 30 days, the most points first'),
  cooled: z.array(reason).describe('What cooled it in the last 30 days'),
});

const temperatureHistory = z.object({
  spans: z
    .array(
      z.object({
        from: z.date(),
        to: z.date().nullable().describe('Null: until now'),
        temperature,
        why: z.enum(moveReasons).nullable().describe('Null for the cold beginning'),
        fit: z.number().nullable(),
        engagement: z.number().nullable(),
      }),
    )
    .describe('Oldest first, without gaps'),
  samples: z
    .array(z.object({ at: z.date(), engagement: z.number() }))
    .describe('By the model in force; oldest first, at most 200'),
  warmFrom: z.number().describe('Engagement at which somebody becomes warm'),
  hotFrom: z.number(),
});

const newModel = z.strictObject({
  basedOn: z.uuid('Choose a version.').optional().describe('The one in force, unless said otherwise'),
});
const note = z
  .string()
  .trim()
  .max(2_000, 'Please keep the note to 2,000 characters.')
  .transform((text) => text.toWellFormed().replaceAll('\0', '') || null)
  .nullable();
const modelChange = z.strictObject({
  document: document.optional(),
  note: note.optional(),
  updatedAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('The updatedAt this change is based on; if the draft changed since, the answer is a conflict'),
});

export type Model = z.output<typeof model>;
export type WholeModel = z.output<typeof wholeModel>;
export type ModelChange = z.output<typeof modelChange>;
export type ModelRule = z.output<typeof rule>;
export type Difference = z.output<typeof difference>;
export type Score = z.output<typeof score>;
export type ScoreReason = z.output<typeof reason>;
export type TemperatureHistory = z.output<typeof temperatureHistory>;

const params = z.object({ id: z.uuid() });

export const list = {
  tags,
  summary: 'List versions of the score model, newest first',
  querystring: newestFirstQuery,
  response: { 200: newestFirstPage(model) },
};
export const current = {
  tags,
  summary: 'Show the version in force',
  response: { 200: wholeModel },
};
export const show = { tags, summary: 'Show a version', params, response: { 200: wholeModel } };
export const draft = {
  tags,
  summary: 'Draft a new version',
  body: newModel,
  response: { 201: wholeModel },
};
export const edit = {
  tags,
  summary: 'Change a draft',
  params,
  body: modelChange,
  response: { 200: wholeModel },
};
export const discard = {
  tags,
  summary: 'Discard a draft',
  params,
  response: { 204: z.null().describe('Done') },
};
export const propose = {
  tags,
  summary: 'Propose a draft to both sides; from now on it cannot change',
  params,
  response: { 200: wholeModel },
};
export const withdraw = {
  tags,
  summary: 'Withdraw a proposal that is not signed by both sides',
  params,
  response: { 200: wholeModel },
};
export const sign = {
  tags,
  summary: 'Sign a proposed version for one side; when both have signed, all scores are found by it',
  params: z.object({ id: z.uuid(), side }),
  response: { 200: wholeModel },
};
export const apply = {
  tags,
  summary: 'Begin again to apply a signed version, when that was cancelled or has failed',
  params,
  response: { 202: wholeModel },
};
export const differences = {
  tags,
  summary: 'How a version differs from another, in words',
  params,
  querystring: z.object({
    against: z.uuid().optional().describe('The one it is based on, unless said otherwise'),
  }),
  response: {
    200: z.object({
      against: z.object({ id: z.uuid(), number: z.number().int() }).nullable(),
      items: z.array(difference),
    }),
  },
};
export const showScore = {
  tags,
  summary: 'The score of a contact, and why',
  params,
  response: { 200: score },
};
export const showTemperatures = {
  tags,
  summary: 'How warm a contact was, from the beginning until now',
  params,
  response: { 200: temperatureHistory },
};
