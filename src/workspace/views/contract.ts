import { z } from 'zod';
import { byId, nothing, someone } from '../fields.ts';

const tags = ['Views'];
const LARGEST_STATE = 10_240;

const noun = z.string().regex(/^[a-z-]{1,40}$/, 'This is not the name of a list.');
const name = z.string().trim().min(1, 'Give the view a name.').max(60, 'Use at most 60 characters.');
const state = z
  .record(z.string(), z.unknown())
  .refine(
    (value) => JSON.stringify(value).length <= LARGEST_STATE,
    'This view is too large to save: use fewer filters.',
  )
  .describe('The state of the list: search, filters, sort, columns');

export const view = z.object({
  id: z.uuid(),
  noun: z.string(),
  name: z.string(),
  shared: z.boolean(),
  pinned: z.boolean(),
  mine: z.boolean(),
  owner: someone,
  state: z.record(z.string(), z.unknown()),
});

export type View = z.output<typeof view>;

const views = z.object({ items: z.array(view) });

export const list = {
  tags,
  summary: 'List one’s own views and the shared ones',
  querystring: z.object({ noun: noun.optional() }),
  response: { 200: views },
};
export const listPinned = { tags, summary: 'List the views one has pinned', response: { 200: views } };
export const create = {
  tags,
  summary: 'Save a view',
  body: z.object({ noun, name, shared: z.boolean().default(false), state }),
  response: { 201: view },
};
export const change = {
  tags,
  summary: 'Rename, share or change a view',
  params: byId,
  body: z.object({ name: name.optional(), shared: z.boolean().optional(), state: state.optional() }),
  response: { 200: view },
};
export const remove = { tags, summary: 'Delete a view', params: byId, response: { 204: nothing } };
export const pin = { tags, summary: 'Pin a view to the rail', params: byId, response: { 204: nothing } };
export const unpin = { tags, summary: 'Take a view off the rail', params: byId, response: { 204: nothing } };

export type NewView = z.output<typeof create.body>;
export type ViewChange = z.output<typeof change.body>;
