import { z } from 'zod';
import { name, timeZone } from '../fields.ts';

const tags = ['Workspace'];

const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'Choose a currency such as EUR.')
  .describe('ISO 4217');
const locale = z
  .string()
  .max(35)
  .refine(isLocale, 'Choose a language such as en-GB.')
  .describe('BCP 47; how numbers and dates are written');

export const settings = z.object({
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  weekStartsOn: z.number().int().describe('1 is Monday, 7 Sunday'),
});

export type WorkspaceSettings = z.output<typeof settings>;

export const showSettings = { tags, summary: 'Show the workspace’s settings', response: { 200: settings } };
export const changeSettings = {
  tags,
  summary: 'Change the workspace’s settings',
  body: z.object({
    name: name.optional(),
    currency: currency.optional(),
    timeZone: timeZone.optional(),
    locale: locale.optional(),
    weekStartsOn: z.number().int().min(1).max(7).optional(),
  }),
  response: { 200: settings },
};

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
