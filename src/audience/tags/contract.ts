import { z } from 'zod';
import { LONGEST_TAG, MOST_TAGS, normaliseTag } from './tag.ts';

export const tagName = z
  .string()
  .max(200, `A tag has up to ${LONGEST_TAG} characters.`)
  .transform((text, context) => {
    const tag = normaliseTag(text);
    if (tag !== null && text.trim().length <= LONGEST_TAG) return tag;
    const message = tag === null ? 'Enter a tag.' : `A tag has up to ${LONGEST_TAG} characters.`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** All tags of a record: those not among them are taken away. */
export const writtenTags = z
  .array(tagName)
  .max(MOST_TAGS, `A record has up to ${MOST_TAGS} tags.`)
  .describe('All tags of the record; the spelling that is already known is kept');

const tags = ['Tags'];
const tag = z.object({ id: z.uuid(), name: z.string() });
const count = z.object({ count: z.number().int(), exact: z.boolean() });
const params = z.object({ id: z.uuid() });
const changed = z.object({
  operationId: z.uuid().nullable().describe('On many records the work goes on in the background'),
});
const q = z
  .string()
  .max(100)
  .refine((text) => !text.includes('\0'), 'No text contains the character U+0000.')
  .optional();

export type CountedTag = z.output<typeof counted>;

const counted = tag.extend({ contacts: count, companies: count });

export const list = {
  tags,
  summary: 'List tags with how many records have them',
  querystring: z.object({
    q,
    after: z.string().max(200).optional().describe('`next` of the page before'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  response: { 200: z.object({ items: z.array(counted), next: z.string().nullable() }) },
};
export const suggest = {
  tags,
  summary: 'Tags that have what is typed in their name, those that begin with it first',
  querystring: z.object({ q, limit: z.coerce.number().int().min(1).max(200).default(20) }),
  response: { 200: z.object({ items: z.array(tag) }) },
};
export const rename = {
  tags,
  summary: 'Rename a tag everywhere, or merge it with the one that has the name',
  params,
  body: z.strictObject({
    name: tagName,
    merge: z.boolean().optional().describe('Needed when a tag of this name is there already'),
  }),
  response: { 200: changed },
};
export const remove = {
  tags,
  summary: 'Take a tag from every record, for good',
  params,
  response: { 200: changed },
};
