import { z } from 'zod';
import { comparison, merge, newMerge, unmerged } from '../../merge/contract.ts';

const tags = ['Merges and duplicates'];

export const companyMerge = merge.omit({ batchId: true });

const newCompanyMerge = newMerge.extend({
  with: z.uuid('Choose a company.').describe('The company that becomes part of this one'),
  choices: newMerge.shape.choices.describe(
    'Per field (name, domain, phone, industry, employees, street, city, parent, owner, … or property:KEY) whose value ' +
      'stands; what is not named keeps what is known, and of a parent and its subsidiary the parent’s place. Tags, ' +
      'people and their roles are united.',
  ),
});

const moving = z.array(
  z.object({
    what: z.string().describe('people, subsidiaries, deals, touchpoints, hand-offs, field notes'),
    count: z.number().int(),
  }),
);

const companyComparison = comparison.extend({
  moves: z
    .object({ one: moving, other: moving })
    .describe('How much hangs on each, and moves if it is the one that goes'),
});

export type CompanyMerge = z.output<typeof companyMerge>;
export type CompanyUnmerged = z.output<typeof companyUnmerged>;
export type CompanyComparison = z.output<typeof companyComparison>;

const companyUnmerged = unmerged.omit({ batchId: true });
const params = z.object({ id: z.uuid() });

export const make = {
  tags,
  summary: 'Merge another company into this one',
  params,
  body: newCompanyMerge,
  response: { 201: companyMerge },
};
export const list = {
  tags,
  summary: 'The companies that were merged into this one',
  params,
  response: { 200: z.object({ items: z.array(companyMerge) }) },
};
export const compare = {
  tags,
  summary: 'Two companies side by side, with what a merge would make of them and what would move',
  params: z.object({ id: z.uuid(), otherId: z.uuid() }),
  response: { 200: companyComparison },
};
export const reverse = {
  tags,
  summary: 'Take a merge of companies back: both are there again',
  params,
  response: { 200: companyUnmerged },
};
