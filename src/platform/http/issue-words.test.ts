import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueWords } from './issue-words.ts';

/** What is said of a value that does not fit, as the server says it. */
function said(schema: z.ZodType, value: unknown): string[] {
  const read = schema.safeParse(value, { error: (issue) => issueWords(issue) });
  return read.success ? [] : read.error.issues.map(({ message }) => message);
}

test.for([
  [z.object({ owners: z.object({}) }), {}, 'owners is missing.'],
  [z.object({ owners: z.object({}) }), { owners: 7 }, 'owners must be an object.'],
  [
    z.object({ rules: z.array(z.object({ points: z.number() })) }),
    { rules: [{ points: 'x' }] },
    'points must be a number.',
  ],
  [z.object({ rules: z.array(z.string()) }), { rules: ['a', 7] }, 'Entry 2 of rules must be a text.'],
  [z.strictObject({ a: z.string() }), { a: 'b', owners: 1, x: 2 }, 'owners and x are not known here.'],
  [
    z.object({ side: z.enum(['marketing', 'sales']) }),
    { side: 'it' },
    'side must be one of marketing or sales.',
  ],
  [z.object({ side: z.enum(['marketing', 'sales']) }), {}, 'side is missing.'],
  [z.object({ name: z.string().min(1) }), { name: '' }, 'name must have at least 1 character.'],
  [
    z.object({ ids: z.array(z.string()).max(2) }),
    { ids: ['a', 'b', 'c'] },
    'ids must have at most 2 entries.',
  ],
  [z.object({ points: z.int().min(3) }), { points: 2 }, 'points must be at least 3.'],
  [z.object({ points: z.number().lt(3) }), { points: 3 }, 'points must be less than 3.'],
  [z.object({ points: z.int() }), { points: 2.5 }, 'points must be a whole number.'],
  [z.object({ id: z.uuid() }), { id: 'x' }, 'id must be an id, as Tandem gives them.'],
  [z.object({ a: z.union([z.string(), z.number()]) }), { a: true }, 'a has none of the forms it may have.'],
  [z.object({}), [], 'The request must be an object.'],
] as const)('%#: %s', ([schema, value, words]) => {
  expect(said(schema, value)).toEqual([words]);
});

test('what a schema says itself stands', () => {
  const email = z.object({ email: z.email('Enter an e-mail address such as anna@example.com.') });
  expect(said(email, { email: 'x' })).toEqual(['Enter an e-mail address such as anna@example.com.']);
});
