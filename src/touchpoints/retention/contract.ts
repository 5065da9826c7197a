import { z } from 'zod';
import { choices } from './rule.ts';

const tags = ['Retention'];

const oneOf = <Months extends number>(months: readonly Months[]) =>
  z
    .literal(months, `Choose one of ${months.join(', ')} months, or null for always.`)
    .nullable()
    .describe('In months; null is always');

const rules = z.strictObject({
  web: oneOf(choices.web).describe(
    'For how many months pages and screens viewed, links clicked, pages read and their like are kept; null is always',
  ),
  others: oneOf(choices.others).describe(
    'For how many months every other touchpoint is kept; null is always',
  ),
  visitors: oneOf(choices.visitors).describe(
    'After how many months without a touch a visitor nobody has recognised is deleted; null is never',
  ),
});

const retention = z.object({
  web: z.number().int().nullable(),
  others: z.number().int().nullable(),
  visitors: z.number().int().nullable(),
  changed: z.object({ at: z.date(), by: z.string() }).nullable().describe('Null while nobody has chosen'),
});

/** In an address everything is a text. */
const asked = (months: readonly number[]) =>
  z
    .enum(['always', ...months.map(String)], `Choose one of ${months.join(', ')}, or always.`)
    .default('always')
    .transform((text) => (text === 'always' ? null : Number(text)));

const touchpoints = z.object({
  touchpoints: z.number().int(),
  months: z.number().int().describe('In how many months they are'),
  exact: z.boolean().describe('Else as the planner of the database estimates'),
});

const estimate = z.object({
  web: touchpoints,
  others: touchpoints,
  visitors: z.object({ visitors: z.number().int(), exact: z.boolean() }),
});

export type NewRetention = z.output<typeof rules>;
export type Retention = z.output<typeof retention>;
export type RetentionEstimate = z.output<typeof estimate>;

export const showRetention = {
  tags,
  summary: 'Show for how long touchpoints and visitors are kept',
  response: { 200: retention },
};
export const setRetention = {
  tags,
  summary:
    'Choose for how long touchpoints and visitors are kept; what is older is deleted in the nights after',
  body: rules,
  response: { 200: retention },
};
export const estimateRetention = {
  tags,
  summary: 'About how much these rules would delete now',
  querystring: z.object({
    web: asked(choices.web),
    others: asked(choices.others),
    visitors: asked(choices.visitors),
  }),
  response: { 200: estimate },
};
