import { z } from 'zod';
import type { AnyCondition } from '../../platform/conditions.ts';
import { listPage, listQuery } from '../../platform/lists.ts';
import { contact } from '../contract.ts';
import type { Group, Item } from './tree.ts';

const tags = ['Segments'];

const words = (max: number) => z.string().trim().max(max, `Please keep this to ${max} characters.`);
const name = words(100)
  .min(1, 'Enter a name.')
  .transform((text) => text.replaceAll(/\p{Cc}+/gu, ' '));
const description = words(500)
  .transform((text) => text.replaceAll('\0', '') || null)
  .nullable();

const MOST_ITEMS = 50;

/** What its source makes of the rest is checked when the tree is read (understanding.ts). */
const condition: z.ZodType<AnyCondition> = z
  .looseObject({
    source: z.string().max(60).describe('contact, company, stage, touchpoints, activity, segment …'),
  })
  .describe(
    'What GET /api/segment-fields offers: { source, field, operator, value } or the source’s own members',
  );
const group: z.ZodType<Group> = z
  .object({
    match: z.enum(['all', 'any', 'none'], 'Choose all, any or none of these.'),
    get items(): z.ZodType<Item[]> {
      return z
        .array(z.union([group, condition]))
        .min(1, 'Add a condition.')
        .max(MOST_ITEMS);
    },
  })
  .describe('Groups may stand in groups, up to five deep');
export const tree = group;

const kind = z.enum(
  ['live', 'list'],
  'Choose a segment that follows its conditions, or a list picked by hand.',
);

const newSegment = z
  .strictObject({
    name,
    description: description.optional(),
    kind: kind.default('live'),
    tree: tree.optional(),
  })
  .refine(({ kind, tree }) => (kind === 'live') === (tree !== undefined), {
    message: 'A segment has conditions; a list has none.',
    path: ['tree'],
  });
const segmentChange = z.strictObject({
  name: name.optional(),
  description: description.optional(),
  tree: tree.optional(),
  version: z
    .int()
    .optional()
    .describe('The version this change is based on; if there is a newer one, the answer is a conflict'),
});

const state = z.enum(['kept', 'finding', 'paused']);
const counts = { entered: z.number().int(), left: z.number().int() };
const segment = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string().nullable(),
  kind,
  sentence: z.string().describe('The conditions as one reads them'),
  state: state.describe(
    'kept: members follow within a second; finding: those of a new version are being found; paused: see problem',
  ),
  problem: z.string().nullable(),
  version: z.number().int(),
  memberCount: z.number().int(),
  week: z.object(counts).describe('Comings and goings in the last seven days'),
  builtAt: z.date().nullable().describe('When all members were last found'),
  operationId: z.uuid().nullable().describe('Of the finding: follow it at /api/operations/{id}'),
  createdBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  archivedAt: z.date().nullable(),
});
const wholeSegment = segment.extend({
  tree: tree.nullable(),
  usedBy: z.array(z.object({ id: z.uuid(), name: z.string() })).describe('Segments that ask about this one'),
});

const preview = z.object({
  sentence: z.string(),
  estimate: z.object({ count: z.number().int(), exact: z.boolean() }),
  people: z.array(z.object({ id: z.uuid(), name: z.string(), about: z.string().nullable() })),
});

const version = z.object({
  version: z.number().int(),
  sentence: z.string(),
  tree,
  madeBy: z.string(),
  madeAt: z.date(),
});

const choice = z.object({ value: z.string(), label: z.string() });
const offer = z.object({
  source: z.string(),
  field: z.string(),
  label: z.string(),
  group: z.string(),
  editor: z.enum(['text', 'choice', 'user', 'date', 'number', 'yesno', 'touchpoints', 'stage', 'segment']),
  operators: z.array(z.string()),
  choices: z.array(choice),
  parts: z.record(z.string(), z.array(choice)).optional(),
});

const history = z.object({
  days: z
    .array(z.object({ day: z.string(), ...counts }))
    .describe('Oldest first; days without any are left out'),
  moves: z.array(
    z.object({
      contact: z.object({ id: z.uuid(), name: z.string() }),
      entered: z.boolean(),
      at: z.date(),
    }),
  ),
});

const MOST_NAMED = 1_000;
const TOO_MANY_NAMED = 'Up to 1,000 contacts can be named one by one. Narrow the list with a filter instead.';
const chosen = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(MOST_NAMED, TOO_MANY_NAMED).optional(),
    list: listQuery
      .pick({ q: true, filter: true })
      .extend({ except: z.array(z.uuid()).max(MOST_NAMED, TOO_MANY_NAMED).optional() })
      .optional()
      .describe('`q` and `filter` as in the address of the list'),
  })
  .refine(({ ids, list }) => (ids === undefined) !== (list === undefined), {
    message: 'Give either the ids of contacts or a list.',
    path: ['ids'],
  });
const picked = z.object({
  id: z.uuid().describe('To undo it'),
  count: z.number().int().describe('How many contacts were added or taken off, or about how many will be'),
  operationId: z.uuid().nullable().describe('Above 1,000 contacts the work goes on in the background'),
});

const membership = z.object({
  id: z.uuid(),
  name: z.string(),
  kind,
  enteredAt: z.date(),
});

export type NewSegment = z.output<typeof newSegment>;
export type SegmentChange = z.output<typeof segmentChange>;
export type Segment = z.output<typeof segment>;
export type WholeSegment = z.output<typeof wholeSegment>;
export type Preview = z.output<typeof preview>;
export type Version = z.output<typeof version>;
export type OfferedField = z.output<typeof offer>;
export type History = z.output<typeof history>;
export type Picked = z.output<typeof picked>;
export type Membership = z.output<typeof membership>;
export type { Group, Item, Tree } from './tree.ts';

const params = z.object({ id: z.uuid() });
const changeParams = z.object({ id: z.uuid(), changeId: z.uuid() });
const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export const list = {
  tags,
  summary: 'List segments and lists',
  querystring: listQuery,
  response: { 200: listPage(segment) },
};
export const fields = {
  tags,
  summary: 'What segments may ask for',
  response: { 200: listOf(offer) },
};
export const create = {
  tags,
  summary: 'Create a segment or an empty list',
  body: newSegment,
  response: { 201: wholeSegment },
};
export const show = { tags, summary: 'Show a segment', params, response: { 200: wholeSegment } };
export const edit = {
  tags,
  summary: 'Change a segment; other conditions make a new version',
  params,
  body: segmentChange,
  response: { 200: wholeSegment },
};
export const copy = {
  tags,
  summary: 'Duplicate a segment or a list',
  params,
  response: { 201: wholeSegment },
};
export const archive = { tags, summary: 'Archive a segment', params, response: { 200: wholeSegment } };
export const restore = {
  tags,
  summary: 'Bring an archived segment back; its members are found anew',
  params,
  response: { 200: wholeSegment },
};
export const build = {
  tags,
  summary: 'Find all members anew, after it was paused or cancelled',
  params,
  response: { 202: wholeSegment },
};
export const tryOut = {
  tags,
  summary: 'How many contacts conditions describe, and ten of them',
  body: z.strictObject({ tree }),
  response: { 200: preview },
};
export const listVersions = {
  tags,
  summary: 'The conditions as they were, newest first',
  params,
  response: { 200: listOf(version) },
};
export const showHistory = {
  tags,
  summary: 'Who came and who went',
  params,
  querystring: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  response: { 200: history },
};
export const add = {
  tags,
  summary: 'Put contacts on a list',
  params,
  body: chosen,
  response: { 200: picked },
};
export const take = {
  tags,
  summary: 'Take contacts off a list',
  params,
  body: chosen,
  response: { 200: picked },
};
export const undoPick = {
  tags,
  summary: 'Undo putting contacts on a list, or taking them off',
  params: changeParams,
  response: { 200: picked },
};
export const listMembers = {
  tags,
  summary: 'List the contacts in a segment, as contacts are listed',
  params,
  querystring: listQuery,
  response: { 200: listPage(contact) },
};
export const ofContact = {
  tags,
  summary: 'The segments and lists a contact is in',
  params,
  response: { 200: listOf(membership) },
};
