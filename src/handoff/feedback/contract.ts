import { z } from 'zod';
import { source as channel } from '../../audience/contract.ts';
import { reasons, verdicts } from '../lead.ts';
import { followUpKinds, followUpStates, noteKinds } from './field-note.ts';

const tags = ['Feedback'];

const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Please keep this to ${max} characters.`)
    // No text PostgreSQL keeps has a zero byte.
    .transform((text) => text.replaceAll('\0', ''));
const line = (max: number) => words(max).transform((text) => text.replaceAll(/\p{Cc}+/gu, ' ') || null);
const said = words(4_000).pipe(z.string().min(1, 'Write down what they said.'));
const kind = z.enum(noteKinds, 'Choose what kind of note it is.');
const reason = z.enum(reasons);
const day = z.iso.date('Enter a date such as 2026-03-01.');
const named = z.object({ id: z.uuid(), name: z.string() });
const params = z.object({ id: z.uuid() });
const count = z.number().int();

const newNote = z.strictObject({
  kind,
  words: said.describe('In the customer’s words, if you can'),
  competitor: line(120).nullable().optional(),
  product: line(120).nullable().optional(),
  store: line(120).nullable().optional(),
  place: line(200).nullable().optional().describe('Where it was said: at the fair, on the phone'),
  contactId: z.uuid('Choose a contact.').nullable().optional(),
  companyId: z.uuid('Choose a company.').nullable().optional(),
  handoffId: z.uuid().nullable().optional().describe('The contact is then the hand-off’s'),
});

const noteChange = newNote
  .pick({ kind: true, words: true, competitor: true, product: true, store: true, place: true })
  .partial()
  .describe('How it is filed; its words only by whoever wrote it, or a manager');

const note = z.object({
  id: z.uuid(),
  kind,
  words: z.string().nullable().describe('Null once the person it was about was erased'),
  competitor: z.string().nullable(),
  product: z.string().nullable(),
  store: z.string().nullable(),
  place: z.string().nullable(),
  contact: named.nullable().describe('Null also when you may not see them'),
  company: named.nullable(),
  handoffId: z.uuid().nullable(),
  source: channel.nullable(),
  campaign: z.string().nullable(),
  by: z.object({ id: z.uuid().nullable(), name: z.string() }),
  at: z.date(),
  editedAt: z.date().nullable().describe('When its words were last corrected'),
  mayEdit: z.boolean().describe('Whether whoever asks may correct or delete it'),
  theme: named.nullable(),
});

/** One thing somebody said: a field note, or a rep's verdict on a lead. */
const item = z.object({
  id: z.uuid(),
  type: z.enum(['note', 'verdict']),
  at: z.date(),
  by: z.object({ id: z.uuid().nullable(), name: z.string() }),
  words: z.string().nullable(),
  kind: kind.nullable().describe('Of a note'),
  verdict: z.enum(verdicts).nullable(),
  reason: reason.nullable(),
  competitor: z.string().nullable(),
  product: z.string().nullable(),
  store: z.string().nullable(),
  place: z.string().nullable(),
  source: channel.nullable(),
  campaign: z.string().nullable(),
  contact: named.nullable().describe('Null also when you may not see them'),
  company: named.nullable(),
  handoffId: z.uuid().nullable(),
  editedAt: z.date().nullable().describe('When the words of a note were last corrected'),
  mayEdit: z.boolean().describe('Whether whoever asks may correct or delete it; never a verdict'),
  theme: named.nullable(),
});

const cursor = z.string().max(200).optional().describe('`next` of the page before');
const limit = z.coerce.number().int().min(1).max(200).default(50);
const several = <T extends string>(choices: readonly [T, ...T[]]) =>
  z
    .string()
    .max(500)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(choices)).max(50))
    .transform((chosen) => (chosen.length === 0 ? undefined : chosen))
    .optional()
    .describe('Several with commas between');

const itemsQuery = z.object({
  q: z.string().trim().max(200).optional().describe('Words in what was said'),
  type: z.enum(['note', 'verdict']).optional(),
  kind: several(noteKinds),
  verdict: several(verdicts),
  reason: several(reasons),
  source: z.string().max(40).optional(),
  campaign: z.string().max(200).optional(),
  competitor: z.string().max(120).optional(),
  product: z.string().max(120).optional(),
  store: z.string().max(120).optional(),
  from: day.optional().describe('From this day on, in your time zone'),
  to: day.optional().describe('Up to and with this day'),
  theme: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .describe('In this theme; `none`: in no theme yet'),
  contact: z.uuid().optional(),
  handoff: z.uuid().optional(),
  cursor,
  limit,
});

const items = z.object({ items: z.array(item), next: z.string().nullable() });

/** What was named before, the most frequent first: one tap instead of typing on a phone. */
const earlierNames = z.object({
  competitors: z.array(z.string()),
  products: z.array(z.string()),
  stores: z.array(z.string()),
  places: z.array(z.string()),
});

const week = z.object({ week: z.string().describe('Its Monday, 2026-03-02'), count });

const theme = z.object({
  id: z.uuid(),
  name: z.string(),
  madeBy: z.string(),
  madeAt: z.date(),
  notes: count,
  verdicts: count,
  lastAt: z.date().nullable().describe('The newest of what was said'),
  weeks: z.array(week).describe('The last twelve weeks, oldest first; weeks without are there with 0'),
  followUps: z.object({ open: count, doing: count, done: count, dropped: count }).describe('What came of it'),
});

const followUp = z.object({
  id: z.uuid(),
  themeId: z.uuid(),
  kind: z.enum(followUpKinds),
  title: z.string(),
  words: z.string().nullable(),
  owner: named.nullable(),
  state: z.enum(followUpStates),
  outcome: z.string().nullable().describe('What came of it'),
  model: z
    .object({ id: z.uuid(), number: count, state: z.string() })
    .nullable()
    .describe('The draft of the score’s model that proposes it'),
  madeAt: z.date(),
  stateAt: z.date().describe('Since when it stands so'),
});

const wholeTheme = theme.extend({
  followUpList: z.array(followUp).describe('Newest first'),
  kinds: z.array(z.object({ kind, count })).describe('Of its notes, the most frequent first'),
  reasons: z.array(z.object({ reason, count })).describe('Of its verdicts'),
});

const itemIds = z
  .array(z.uuid())
  .min(1, 'Choose what belongs to it.')
  .max(200, 'Choose up to 200 at once.')
  .describe('Ids of notes and of judged hand-offs; each leaves the theme it was in');

const themeName = line(120).pipe(z.string('Enter a name.').min(1, 'Enter a name.'));

const newTheme = z.strictObject({ name: themeName, itemIds: itemIds.optional() });
const newFollowUp = z.strictObject({
  kind: z.enum(followUpKinds, 'Choose what it leads to.'),
  title: line(200).pipe(z.string('Enter a title.').min(1, 'Enter a title.')),
  words: words(2_000).optional(),
  ownerId: z.uuid('Choose a colleague.').nullable().optional(),
  modelId: z.uuid().nullable().optional().describe('Of a score rule: the draft model that proposes it'),
});
const followUpChange = z
  .strictObject({
    title: newFollowUp.shape.title,
    words: words(2_000).nullable(),
    ownerId: z.uuid('Choose a colleague.').nullable(),
    state: z.enum(followUpStates, 'Choose open, doing, done or dropped.'),
    outcome: words(2_000).nullable(),
    modelId: z.uuid().nullable(),
  })
  .partial();

/** What seems to belong together and stands in no theme yet. A person decides; nothing is grouped by itself. */
const suggestion = z.object({
  theme: named.nullable().describe('The theme it is like; null: it could be a new one'),
  name: z.string().describe('The words they share, as a name to begin with'),
  items: z.array(item),
});
const suggestions = z.object({
  suggestions: z.array(suggestion),
  read: count.describe('How many of the newest that stand in no theme were compared'),
});

export type NewNote = z.output<typeof newNote>;
export type NoteChange = z.output<typeof noteChange>;
export type FieldNote = z.output<typeof note>;
export type FeedbackItem = z.output<typeof item>;
export type ItemsQuery = z.output<typeof itemsQuery>;
export type FeedbackPage = z.output<typeof items>;
export type NamedBefore = z.output<typeof earlierNames>;
export type Theme = z.output<typeof theme>;
export type WholeTheme = z.output<typeof wholeTheme>;
export type NewTheme = z.output<typeof newTheme>;
export type FollowUp = z.output<typeof followUp>;
export type NewFollowUp = z.output<typeof newFollowUp>;
export type FollowUpChange = z.output<typeof followUpChange>;
export type Suggestions = z.output<typeof suggestions>;
export type Suggestion = z.output<typeof suggestion>;

export const listItems = {
  tags,
  summary: 'What customers and reps said: field notes and verdicts in one stream, newest first',
  querystring: itemsQuery,
  response: { 200: items },
};
export const createNote = {
  tags,
  summary: 'Write a field note',
  body: newNote,
  response: { 201: note },
};
export const showNote = { tags, summary: 'Show a field note', params, response: { 200: note } };
export const editNote = {
  tags,
  summary: 'Correct a field note, or file it differently',
  params,
  body: noteChange,
  response: { 200: note },
};
export const deleteNote = {
  tags,
  summary: 'Delete a field note; it leaves its theme and the contact’s timeline',
  params,
  response: { 204: z.null().describe('Done') },
};
export const namedBefore = {
  tags,
  summary: 'Competitors, products, stores and places named in earlier notes',
  response: { 200: earlierNames },
};
export const listThemes = {
  tags,
  summary: 'List themes, those spoken of most of late first',
  querystring: z.object({ q: z.string().trim().max(200).optional() }),
  response: { 200: z.object({ items: z.array(theme) }) },
};
export const createTheme = {
  tags,
  summary: 'Make a theme of what was said',
  body: newTheme,
  response: { 201: wholeTheme },
};
export const showTheme = {
  tags,
  summary: 'Show a theme; the id of one that was merged leads to the one it is part of',
  params,
  response: { 200: wholeTheme },
};
export const renameTheme = {
  tags,
  summary: 'Rename a theme',
  params,
  body: z.strictObject({ name: themeName }),
  response: { 200: wholeTheme },
};
export const mergeTheme = {
  tags,
  summary: 'Make a theme part of another: its notes, verdicts and follow-ups move there',
  params,
  body: z.strictObject({ into: z.uuid('Choose a theme.') }),
  response: { 200: wholeTheme },
};
export const addItems = {
  tags,
  summary: 'Put notes and verdicts into a theme',
  params,
  body: z.strictObject({ itemIds }),
  response: { 200: wholeTheme },
};
export const takeOut = {
  tags,
  summary: 'Take a note or a verdict out of a theme',
  params: params.extend({ itemId: z.uuid() }),
  response: { 200: wholeTheme },
};
export const suggest = {
  tags,
  summary: 'What seems to belong together, for somebody to confirm',
  response: { 200: suggestions },
};
export const listFollowUps = {
  tags,
  summary: 'What came of the themes, the newest change first',
  querystring: z.object({
    state: several(followUpStates),
    model: z.uuid().optional().describe('Only what leads to this version of the score'),
  }),
  response: { 200: z.object({ items: z.array(followUp.extend({ theme: named })) }) },
};
export const createFollowUp = {
  tags,
  summary: 'Make something of a theme: a content idea, a campaign change, a score rule or a product issue',
  params,
  body: newFollowUp,
  response: { 201: followUp },
};
export const editFollowUp = {
  tags,
  summary: 'Change a follow-up: who looks after it, how it stands, what came of it',
  params,
  body: followUpChange,
  response: { 200: followUp },
};
