import { z } from 'zod';

const tags = ['Propensity'];

const share = z.number().describe('0 to 1');
const range = z.object({ value: z.number(), low: z.number(), high: z.number() });
const auc = range.describe(
  'Share of pairs of a customer-to-be and somebody else in which the former is ranked higher, with its 95% interval',
);

const attempt = z.object({
  id: z.uuid(),
  outcome: z
    .enum(['took_over', 'kept', 'refused'])
    .describe(
      'took_over: the new model is used from now on; kept: the one before is better; refused: too little data',
    ),
  words: z.string().describe('What came of it, in a sentence'),
  windowDays: z.number().int(),
  examples: z.number().int(),
  customers: z.number().int().describe('People among the examples who became customers within a window'),
  at: z.date(),
});

const inUse = z.object({
  id: z.uuid(),
  trainedAt: z.date(),
  windowDays: z.number().int(),
  contacts: z.number().int().describe('People it was trained on'),
  examples: z.number().int().describe('One for each of them and each cut-off'),
  customers: z.number().int(),
  from: z.date().describe('Oldest cut-off'),
  to: z.date().describe('Newest cut-off'),
  sampled: share.describe(
    'Of those who did not become customers, the share it was trained on; 1 is everybody',
  ),
  auc,
});

const state = z.object({
  model: inUse.nullable().describe('The model in use; null while there is none'),
  windowDays: z.number().int().describe('Within how many days, for the next training'),
  lastTraining: attempt.nullable(),
  operationId: z.uuid().nullable().describe('The training that is under way, if one is'),
});
export type PropensityState = z.infer<typeof state>;

const curvePoint = z.object({
  people: z.number().describe('So many of the highest probabilities'),
  customers: z.number().describe('who became customers'),
});
const bin = z.object({
  from: share,
  to: share,
  people: z.number(),
  foretold: share,
  happened: share,
  low: share,
  high: share,
});
const effect = z.object({
  words: z.string(),
  times: range.describe(
    'By how much it multiplies the odds, all else as it is; against those of whom it is not true',
  ),
  people: z.number().int().describe('Examples of whom it is true'),
  chosen: z.boolean().describe('Sales chose to whom it happens: it says whom, and not what it did'),
});
const ruleWorth = z.object({
  ruleId: z.string(),
  group: z.string().describe('Fit, or the label of the group of engagement'),
  words: z.string(),
  points: z.number().nullable().describe('Null for a raised hand: it makes hot at once'),
  held: z.object({ people: z.number(), customers: z.number() }).describe('Of whom it held at the cut-off'),
  others: z.object({ people: z.number(), customers: z.number() }),
  lift: range.nullable().describe('How many times likelier; null where too few to tell'),
  suggested: z
    .number()
    .int()
    .nullable()
    .describe('Points the learned model suggests on the scale of the signed one'),
  suggestedLow: z.number().int().nullable(),
  suggestedHigh: z.number().int().nullable(),
  note: z.string().nullable().describe('Why nothing is measured or suggested, or how it was measured'),
});
export type RuleWorth = z.infer<typeof ruleWorth>;

const shownWorth = ruleWorth.extend({
  chosen: z.boolean().describe('Sales chose to whom it happens: it says whom, and not what it did'),
  proposed: z
    .boolean()
    .describe('A proposal takes the suggestion over: it lies outside chance, and sales did not choose whom'),
});

export type ShownWorth = z.infer<typeof shownWorth>;

const check = state.extend({
  held: z
    .object({
      cutOff: z.date(),
      people: z.number(),
      customers: z.number(),
      auc,
      calibrationError: share,
      topDecileLift: z.number(),
      ranked: z.array(curvePoint).describe('The lift curve; precision at a capacity is customers ÷ people'),
      bins: z.array(bin),
    })
    .nullable()
    .describe('On the newest cut-off, by a model that was trained only on what was known before it'),
  folds: z
    .object({ auc, calibrationError: share, people: z.number() })
    .nullable()
    .describe('Five folds, everybody foretold by a model that had not seen them'),
  calibration: z.enum(['platt', 'isotonic']).nullable(),
  leftOut: z
    .array(z.string())
    .describe('Kinds of touchpoints it does not look at: they happen only once there is an offer'),
  effects: z.array(effect),
  rules: z
    .object({
      modelId: z.uuid(),
      number: z.number().int(),
      cutOff: z.date(),
      measuredAt: z.date(),
      outdated: z.boolean().describe('Another version is in force by now'),
      items: z.array(shownWorth),
    })
    .nullable()
    .describe('What each rule of the signed model is worth; null while no model is in force'),
});
export type ModelCheck = z.infer<typeof check>;

const reason = z.object({
  words: z.string(),
  times: z.number().describe('By how much it multiplies the odds, against the average contact'),
});
const person = z.object({
  probability: share.nullable().describe('Null where there is none; words then say why'),
  windowDays: z.number().int().nullable(),
  words: z.string(),
  times: z.number().nullable().describe('How many times likelier than the average contact'),
  for: z.array(reason),
  against: z.array(reason),
  trainedAt: z.date().nullable(),
});
export type PersonPropensity = z.infer<typeof person>;

const days = z
  .int()
  .min(14, 'Choose at least 14 days.')
  .max(365, 'Choose at most 365 days.')
  .describe('Within how many days somebody becomes a customer; 90 unless chosen');

export const show = {
  tags,
  summary:
    'The model that foretells who becomes a customer: whether there is one, and how the last training went',
  response: { 200: state },
};
export const train = {
  tags,
  summary: 'Train it anew; it is used from then on if it is better than the one before',
  body: z.strictObject({ windowDays: days.optional() }),
  response: { 202: z.object({ operationId: z.uuid() }) },
};
export const modelCheck = {
  tags,
  summary: 'How good it is on people it had not seen, and what each rule of the signed score model is worth',
  response: { 200: check },
};
export const proposal = {
  tags,
  summary: 'Make a draft of the score model with the points the learned model suggests',
  response: { 201: z.object({ id: z.uuid() }) },
};
const likeliestPeople = z.object({
  people: z.number().int().describe('So many are foretold, and you may see them'),
  atLeast: z
    .number()
    .nullable()
    .describe('For GET /api/contacts?filter=[["propensity","at_least",…]]&sort=-propensity, in percent'),
});
export type Likeliest = z.infer<typeof likeliestPeople>;

const MOST_LIKELIEST = 10_000;

export const likeliest = {
  tags,
  summary: 'From which propensity on there are so many people, the likeliest first',
  querystring: z.object({
    people: z.coerce
      .number()
      .int()
      .min(1)
      .max(MOST_LIKELIEST, `Ask for at most ${MOST_LIKELIEST} people.`)
      .describe('As many as your reps can take on'),
  }),
  response: { 200: likeliestPeople },
};
export const ofContact = {
  tags,
  summary: 'How likely this contact becomes a customer, and the strongest reasons for and against',
  params: z.object({ id: z.uuid() }),
  response: { 200: person },
};
