import { z } from 'zod';
import { parseJson } from './json.ts';

export { estimateCount, keysetPage, type SortField } from './keyset.ts';

/** What every list is asked and how it answers: keyset pages, never OFFSET, never an exact count of many rows. */

export const PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 500;
const MOST_CONDITIONS = 50;

export type Condition = [field: string, operator: string, value: unknown];

const condition = z.tuple([z.string().max(100), z.string().max(40), z.unknown()]);

export const listQuery = z.object({
  q: z
    .string()
    .trim()
    .max(200)
    .refine((text) => !text.includes('\0'), 'No text contains the character U+0000.')
    .optional()
    .describe('Free text search'),
  filter: z
    .string()
    .max(10_000)
    .optional()
    .transform(readFilter)
    .describe('JSON array of [field, operator, value], for example [["stage","is",["lead"]]]'),
  sort: z.string().max(100).optional().describe('Field to sort by; a leading minus sorts downwards'),
  cursor: z.string().max(2_000).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(PAGE_SIZE),
});

export type ListQuery = z.output<typeof listQuery>;

export function listPage<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page; null on the last'),
    estimate: z
      .object({ count: z.number().int(), exact: z.boolean() })
      .nullable()
      .describe('How many there are in all; null on later pages, where the first one has said it'),
  });
}

/** For lists that are read from the newest down and never sorted otherwise: the cursor is the last one's id. */
export const newestFirstQuery = z.object({
  cursor: z.uuid('This cursor belongs to another list. Start from the first page.').optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
});

export function newestFirstPage<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Cuts the one row that was read too many, which only tells that there is a next page. */
export function cutPage<Row extends { id: string }>(
  rows: Row[],
  limit: number,
): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

function readFilter(text: string | undefined, context: z.RefinementCtx): Condition[] {
  if (!text) return [];
  const parsed = z.array(condition).max(MOST_CONDITIONS).safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: 'A filter is a JSON array of [field, operator, value].' });
  return z.NEVER;
}
