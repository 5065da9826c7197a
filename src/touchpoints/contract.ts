import { z } from 'zod';
import { source as channelSchema, stage } from '../audience/contract.ts';
import { listQuery } from '../platform/lists.ts';
import { outcomes } from './kind.ts';
import { sourceKinds } from './source.ts';

const tags = ['Touchpoints'];
const sourceTags = ['Sources'];
const trackingTags = ['Tracking'];

export const channel = channelSchema.describe('How it reached them, online or off');
const team = z.enum(['marketing', 'sales', 'success', 'other'], 'Choose one of the teams.');
const words = (max: number) => z.string().trim().max(max, `Please keep this to ${max} characters.`);
const kindName = z.string().regex(/^[a-z][a-z\d_]{0,59}$/, 'Use small letters, digits and underscores.');
const money = z.strictObject({
  amount: z.int('Give the amount in the smallest unit, such as cents.').min(0),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Give the currency as three letters such as EUR.'),
});

const newTouchpoint = z.strictObject({
  kind: kindName.describe('A built-in kind such as call_cold, visit or heard_of_us, or one declared here'),
  occurredAt: z.iso
    .datetime({ offset: true, error: 'Enter when it happened, such as 2026-11-22T10:00:00Z.' })
    .optional()
    .describe('Now, if not given'),
  name: words(300).optional().describe('In a few words: the subject of the call, the spot they heard'),
  note: words(10_000).optional(),
  channel: channel.optional().describe('The usual one of the kind, if not given'),
  campaign: words(200).optional().describe('The code of the campaign it belongs to'),
  outcome: z.enum(outcomes, 'Choose one of the outcomes.').optional(),
  minutes: z.int().min(0).max(6_000).optional(),
  expense: money.optional().describe('What it cost us: travel, a meal'),
  value: money.optional().describe('What it brought'),
});

const touchpoint = z.object({
  id: z.uuid(),
  contactId: z.uuid(),
  occurredAt: z.date(),
  kind: z.string(),
  name: z.string().nullable(),
  channel: channel.nullable(),
  campaign: z.string().nullable(),
  campaignId: z.uuid().nullable(),
  team: team.nullable(),
  actor: z
    .object({ id: z.uuid().nullable(), name: z.string() })
    .nullable()
    .describe('The colleague on our side of it'),
  value: z.number().int().nullable().describe('In the smallest unit of the currency'),
  currency: z.string().nullable(),
  properties: z.record(z.string(), z.unknown()),
  source: z.object({ id: z.uuid(), name: z.string() }),
  originId: z.uuid().nullable().describe('The visitor it was recorded for, before they were known'),
});

const several = z
  .string()
  .max(1_000)
  .transform((text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  );
const moment = z.iso.datetime({ offset: true, error: 'Give a moment such as 2026-11-22T10:00:00Z.' });
const timelineQuery = listQuery.pick({ cursor: true, limit: true }).extend({
  kind: several.optional().describe('Several with commas between'),
  channel: several.optional(),
  team: several.optional(),
  campaign: several.optional(),
  since: moment.optional().describe('Only what happened from then on'),
  until: moment.optional().describe('Only what happened up to then'),
});

const activity = z.object({
  touchCount: z.number().int(),
  firstTouchAt: z.date(),
  lastTouchAt: z.date(),
  firstChannel: channel.nullable(),
  lastChannel: channel.nullable(),
});

const timeline = z.object({
  items: z.array(touchpoint),
  next: z.string().nullable().describe('Cursor of the next page; null on the last'),
  activity: activity.nullable().describe('What all of them add up to; null when there are none'),
  deletedBefore: z
    .object({ web: z.iso.date().nullable(), others: z.iso.date().nullable() })
    .nullable()
    .describe('Before which days the retention rules deleted some: pages and their like, and all others'),
});

const occurring = z.array(z.object({ value: z.string(), count: z.number().int() }));
const facets = z.object({ channels: occurring, kinds: occurring, campaigns: occurring });
const journeyMark = z.object({
  at: z.date(),
  until: z.date().describe('The last touch of it'),
  touches: z.number().int(),
  moments: z.number().int().describe('Touches, but that the pages of one sitting are one'),
  closeness: z.number().int().min(1).max(3).describe('1 passed by, 2 took part, 3 met'),
  team,
  lead: z
    .object({
      id: z.uuid(),
      kind: z.string(),
      name: z.string().nullable(),
      channel: channel.nullable(),
      campaign: z.string().nullable(),
      actor: z.string().nullable(),
      value: z.number().int().nullable(),
      currency: z.string().nullable(),
    })
    .describe('The closest touch of it, of several the newest'),
});
const journey = z.object({
  activity: activity.nullable(),
  marks: z.array(journeyMark).describe('Oldest first; at most some hundreds, however many touches there are'),
  orders: z.array(
    z.object({
      id: z.uuid(),
      at: z.date(),
      name: z.string().nullable(),
      value: z.number().int().nullable(),
      currency: z.string().nullable(),
    }),
  ),
  stages: z.array(z.object({ from: stage.nullable(), to: stage, at: z.date(), by: z.string() })),
  facets,
  computedAt: z.date(),
});

export type Facets = z.output<typeof facets>;
export type Journey = z.output<typeof journey>;
export type JourneyMark = z.output<typeof journeyMark>;
const companyTimeline = z.object({
  items: z.array(touchpoint.extend({ contact: z.object({ id: z.uuid(), name: z.string() }) })),
  next: z.string().nullable().describe('Cursor of the next page; null on the last'),
  activity: activity
    .pick({ touchCount: true, firstTouchAt: true, lastTouchAt: true })
    .nullable()
    .describe('What all of them add up to; null when there are none'),
});
const withSubsidiaries = z.object({
  subsidiaries: z
    .enum(['true', 'false'])
    .optional()
    .describe('Also what happened with the people of its subsidiaries'),
});
const companyTimelineQuery = timelineQuery.extend(withSubsidiaries.shape);
const companyFacets = facets.extend({
  since: z.date().nullable().describe('Of a long line, from when on was looked; null when it is all of it'),
});

export type CompanyTimeline = z.output<typeof companyTimeline>;
export type CompanyFacets = z.output<typeof companyFacets>;
export type CompanyTimelineQuery = z.output<typeof companyTimelineQuery>;
export type NewHandTouchpoint = z.output<typeof newTouchpoint>;
export type Touchpoint = z.output<typeof touchpoint>;
export type TimelineQuery = z.output<typeof timelineQuery>;
export type Timeline = z.output<typeof timeline>;

const newSource = z.strictObject({
  kind: z.enum(['web', 'segment', 'api'], 'Choose what sends: our snippet, a Segment library or a program.'),
  name: words(100).min(1, 'Enter a name.'),
  idSpace: z
    .string()
    .regex(/^[a-z\d-]{1,40}$/, 'Use small letters, digits and dashes.')
    .default('main')
    .describe('Sources of one id space mean the same person by the same user id'),
});

const source = z.object({
  id: z.uuid(),
  kind: z.enum(sourceKinds),
  name: z.string(),
  idSpace: z.string(),
  keyStart: z.string().nullable().describe('The first characters of the write key'),
  createdAt: z.date(),
  revokedAt: z.date().nullable(),
  seen: z.number().int().describe('Today and yesterday'),
  stored: z.number().int().describe('Today and yesterday'),
  lastSeenAt: z.date().nullable(),
  lagMs: z.number().int().nullable().describe('Between happening and arriving, of the newest one'),
  lastError: z.string().nullable(),
  lastErrorAt: z.date().nullable(),
});

const count = z.number().int();
const sourceCounts = z.object({
  days: z.array(
    z.object({
      day: z.string(),
      seen: count,
      stored: count,
      duplicate: count,
      skipped: count,
      bot: count,
      lastSeenAt: z.date(),
      lagMs: count.nullable(),
    }),
  ),
  reasons: z.array(z.object({ outcome: z.enum(['skipped', 'bot', 'stored']), reason: z.string(), count })),
  setAside: count.describe(
    'Could not be stored yet; each is tried again every hour, for 30 days. At most 1,000',
  ),
  lastError: z.string().nullable(),
  lastErrorAt: z.date().nullable(),
});

const newKind = z.strictObject({
  kind: kindName,
  label: words(100).min(1, 'Enter what it is called.'),
  channel: channel.nullable().default(null),
  team: team.nullable().default(null),
});
const kind = z.object({
  kind: z.string(),
  label: z.string(),
  channel: channel.nullable(),
  team: team.nullable(),
  hand: z.boolean().describe('Colleagues log it themselves'),
  declared: z.boolean().describe('Declared here, not built in'),
});

const newLink = z.strictObject({
  url: z
    .url({
      protocol: /^https?$/,
      error: 'Enter the whole address of a page, such as https://www.example.com/pricing.',
    })
    .max(2_000, 'Please keep this to 2,000 characters.'),
  days: z
    .int('Enter a number of days.')
    .min(1, 'A link counts for one day at least.')
    .max(366, 'A link counts for a year at most.')
    .default(90)
    .describe('For how long whoever opens it counts as this contact'),
});
const personalLink = z.object({
  url: z.string().describe('The page, with a parameter that says who it was given to'),
  expiresAt: z.date().describe('From then on whoever opens it is a visitor like any other'),
});

export type NewPersonalLink = z.output<typeof newLink>;
export type PersonalLink = z.output<typeof personalLink>;
export type NewSource = z.output<typeof newSource>;
export type SourceCounts = z.output<typeof sourceCounts>;
export type ShownSource = z.output<typeof source>;
export type NewKind = z.output<typeof newKind>;
export type ShownKind = z.output<typeof kind>;

const params = z.object({ id: z.uuid() });

export const log = {
  tags,
  summary: 'Log a call, a meeting, a visit or what somebody said',
  params,
  body: newTouchpoint,
  response: { 201: touchpoint },
};
export const showTimeline = {
  tags,
  summary: 'Everything that happened with a contact, newest first',
  params,
  querystring: timelineQuery,
  response: { 200: timeline },
};
export const showCompanyTimeline = {
  tags,
  summary: 'Everything that happened with the people of a company, newest first',
  params,
  querystring: companyTimelineQuery,
  response: { 200: companyTimeline },
};
export const showCompanyFacets = {
  tags,
  summary: 'By what the timeline of a company can be narrowed',
  params,
  querystring: withSubsidiaries,
  response: { 200: companyFacets },
};
export const showJourney = {
  tags,
  summary: 'The whole way of a contact, small enough to draw',
  params,
  response: { 200: journey },
};
export const giveLink = {
  tags,
  summary: 'Make a personal link: whoever opens it on a tracked page counts as this contact',
  params,
  body: newLink,
  response: { 201: personalLink },
};
export const listKinds = {
  tags,
  summary: 'List kinds of touchpoints',
  response: { 200: z.object({ items: z.array(kind) }) },
};
export const declareKind = {
  tags,
  summary: 'Declare a kind of touchpoint',
  body: newKind,
  response: { 201: kind },
};
export const listSources = {
  tags: sourceTags,
  summary: 'List sources of touchpoints',
  response: { 200: z.object({ items: z.array(source) }) },
};
export const createSource = {
  tags: sourceTags,
  summary: 'Create a source',
  body: newSource,
  response: { 201: source.extend({ writeKey: z.string().describe('Shown once, stored nowhere') }) },
};
export const revokeSource = {
  tags: sourceTags,
  summary: 'Revoke the write key of a source',
  params,
  response: { 204: z.null().describe('Done') },
};
export const counts = {
  tags: sourceTags,
  summary: 'What a source sent and what became of it: seen = stored + duplicate + skipped + bot',
  params,
  querystring: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  response: { 200: sourceCounts },
};
const taken = z.object({
  success: z.literal(true),
  skipped: z.array(z.object({ index: z.number().int(), reason: z.string() })).optional(),
});
export const track = (what: string) => ({
  tags: trackingTags,
  summary: `Segment’s tracking protocol: ${what}`,
  response: { 200: taken },
});
/** Not in the description: what browsers ask before they send. */
export const preflight = { hide: true, response: { 204: z.null() } };
