import { z } from 'zod';
import { source, stage } from '../audience/contract.ts';
import { listPage, listQuery } from '../platform/lists.ts';
import { attemptKinds, attemptOutcomes, handoffStates, reasons, triggers, verdicts } from './lead.ts';

const tags = ['Hand-off'];

const words = (max: number) => z.string().trim().max(max, `Please keep this to ${max} characters.`);
const day = z.iso.date('Enter a date such as 2026-03-01.');
const named = z.object({ id: z.uuid(), name: z.string() });
const params = z.object({ id: z.uuid() });

/** A promise of sales that runs, or ran, on this hand-off. */
const clock = z.object({
  promise: z.string().describe('Its id in the agreement'),
  metric: z
    .enum(['first_response', 'attempts', 'verdict', 'recycled_followed_up'])
    .nullable()
    .describe('What is promised; null when the agreement does not say so any more'),
  startedAt: z.date(),
  dueAt: z.date(),
  metAt: z.date().nullable(),
  missedAt: z.date().nullable(),
  stoppedAt: z.date().nullable(),
  minutesLeft: z
    .number()
    .int()
    .nullable()
    .describe(
      'Working minutes of the rep until it is due, as of now, or of the usual hours while nobody has it; negative ' +
        'when it is over; null when it does not run',
    ),
});

const contact = z.object({
  id: z.uuid(),
  name: z.string(),
  jobTitle: z.string().nullable(),
  companyName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  stage,
});

const handoff = z.object({
  id: z.uuid(),
  contact,
  trigger: z.enum(triggers),
  state: z.enum(handoffStates),
  headline: z.string().describe('Why now, in one sentence'),
  fit: z.number().nullable().describe('At the moment it was opened'),
  engagement: z.number().nullable().describe('At the moment it was opened'),
  source: z.string().nullable().describe('First channel of the contact'),
  campaign: z.string().nullable(),
  openedAt: z.date(),
  openedBy: named.nullable().describe('Who handed it over by hand; null when a rule did'),
  rep: named.nullable().describe('Whose it is; null while it waits in the queue'),
  team: named.nullable().describe('Whose queue it waits in, or whose rep has it'),
  routedBy: z
    .string()
    .nullable()
    .describe('Why this rep, in words; null until it is routed, milliseconds later'),
  assignedAt: z.date().nullable(),
  firstContactAt: z.date().nullable(),
  attempts: z.number().int(),
  verdict: z.enum(verdicts).nullable(),
  reason: z.enum(reasons).nullable(),
  words: z.string().nullable().describe('What the rep said of it'),
  verdictBy: named.nullable(),
  verdictAt: z.date().nullable(),
  recycleOn: z.string().nullable().describe('When a recycled lead comes back: 2026-03-01'),
  clock: clock.nullable().describe('The running promise that is due next'),
  may: z
    .object({ work: z.boolean(), assign: z.boolean(), claim: z.boolean() })
    .describe('What whoever asks may do with it now'),
});

const brief = z.object({
  reasons: z.array(z.string()).describe('Why now, the strongest first'),
  read: z
    .array(z.object({ label: z.string(), at: z.string(), kind: z.string() }))
    .describe('What they read, watched or came to, newest first'),
  said: z
    .array(z.object({ words: z.string(), from: z.string(), at: z.string() }))
    .describe('What they said, asked or answered, newest first'),
  note: z.string().optional().describe('From whoever handed it over by hand'),
});

const attempt = z.object({
  id: z.uuid(),
  kind: z.enum(attemptKinds),
  outcome: z.enum(attemptOutcomes),
  words: z.string().nullable(),
  by: named.nullable(),
  at: z.date(),
});

/** What became of this contact before: a rep sees at once that it is not the first time. */
const earlier = z.object({
  id: z.uuid(),
  trigger: z.enum(triggers),
  state: z.enum(handoffStates),
  openedAt: z.date(),
  rep: named.nullable(),
  verdict: z.enum(verdicts).nullable(),
  reason: z.enum(reasons).nullable(),
  words: z.string().nullable(),
  verdictAt: z.date().nullable(),
});

const wholeHandoff = handoff.extend({
  brief,
  attemptsMade: z.array(attempt).describe('Newest first'),
  clocks: z.array(clock).describe('Every promise of the agreement it was opened under'),
  earlier: z.array(earlier).describe('Other hand-offs of the same contact, newest first'),
  agreement: z.object({ id: z.uuid(), number: z.number().int() }).nullable(),
});

const temperature = z.enum(['cold', 'warm', 'hot']);
const cardJourney = z.object({
  marks: z
    .array(
      z.object({
        stretch: z.number().int().describe('How many times three days ago; 0 is the last three days'),
        team: z.enum(['marketing', 'sales']).describe('Whose work it was, or whose side it belongs to'),
        channel: source.nullable(),
        kind: z.string().describe('What it mostly was'),
        touches: z.number().int(),
      }),
    )
    .describe('Touches of the last six weeks, the oldest first, together by three days, team and channel'),
  temperature: temperature.describe('Now'),
  began: temperature.describe('Six weeks ago'),
  moves: z.array(z.object({ at: z.string(), to: temperature })).describe('Since then, the oldest first'),
});

const card = handoff.extend({
  journey: cardJourney.describe('The last six weeks, for a small journey line'),
});

const lane = z.object({
  items: z.array(card).describe('At most 50'),
  count: z.number().int().describe('How many there are in all, up to 1,000'),
  more: z.boolean().describe('Whether there are more than `count` says'),
});

const board = z.object({
  lanes: z.object({
    queue: lane.describe('Nobody has it yet: claim one. Oldest first'),
    ready: lane.describe(
      'A rep has it and has not tried yet. Soonest due first; of more than 1,000, oldest first',
    ),
    contacting: lane.describe('Tried, without a verdict. In the same order'),
    accepted: lane.describe('Accepted in the last 30 days, won and lost ones among them. Newest first'),
    returned: lane.describe('Recycled or rejected in the last 30 days. Newest first'),
  }),
  month: z
    .object({
      since: z.date().describe('Begin of this month where whoever asks is'),
      opened: z.number().int(),
      contacted: z.number().int(),
      accepted: z.number().int(),
      recycled: z.number().int(),
      rejected: z.number().int(),
      medianMinutes: z
        .number()
        .nullable()
        .describe('Half were contacted within so many working minutes of the rep; null without any'),
      response: z
        .object({
          promise: z.string(),
          name: z.string().describe('"First response within 1 working hour"'),
          month: z.string().describe('Of the workspace, as the agreement counts: 2026-11'),
          kept: z.number().int(),
          decided: z.number().int(),
        })
        .nullable()
        .describe(
          'How the first response was kept by the rep or team asked for; null without such a promise, and without ' +
            'either: what the whole company promised is told by /api/agreements/attainment',
        ),
    })
    .describe('Of the hand-offs opened this month'),
});

const newHandoff = z.strictObject({
  contactId: z.uuid('Choose a contact.'),
  note: words(2_000).optional().describe('What the rep should know'),
  repId: z.uuid('Choose a colleague.').optional().describe('Who gets it; without, the routing decides'),
});

const newAttempt = z.strictObject({
  kind: z.enum(attemptKinds, 'Choose a call, an e-mail, a message, a visit or a meeting.'),
  outcome: z.enum(attemptOutcomes, 'Choose how it ended.'),
  words: words(10_000).optional(),
  at: z.iso
    .datetime({ offset: true, error: 'Enter when it happened, such as 2026-11-22T10:00:00Z.' })
    .optional()
    .describe('Now, if not given'),
});

const deal = z.strictObject({
  name: words(300).min(1, 'Enter a name for the deal.'),
  amount: z.int('Give the amount in the smallest unit, such as cents.').min(0).nullable().default(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Give the currency as three letters such as EUR.')
    .nullable()
    .default(null),
  expectedCloseOn: day.nullable().default(null),
});

const said = words(10_000).optional();
/** Another reason than those of the list is none before it is said. */
const saysOther: [(one: { reason: string; words?: string | undefined }) => boolean, object] = [
  ({ reason, words: written }) => reason !== 'other' || Boolean(written),
  { message: 'Say which one.', path: ['words'] },
];
const newVerdict = z
  .discriminatedUnion(
    'verdict',
    [
      z.strictObject({
        verdict: z.literal('accepted'),
        words: said,
        deal: deal.optional().describe('Opens a deal along with it'),
      }),
      z
        .strictObject({
          verdict: z.literal('recycled'),
          reason: z.enum(reasons, 'Choose a reason.'),
          words: said,
          recycleOn: day.describe('When it shall come back; after today, and within two years'),
        })
        .refine(...saysOther),
      z
        .strictObject({
          verdict: z.literal('rejected'),
          reason: z.enum(reasons, 'Choose a reason.'),
          words: said,
        })
        .refine(...saysOther),
    ],
    'Choose accepted, recycled or rejected.',
  )
  .describe(
    'Accepted needs no reason; recycled needs one and a date; rejected needs one; the reason other needs words',
  );

const assignment = z.strictObject({
  repId: z
    .uuid('Choose a colleague.')
    .nullable()
    .describe('Null gives it back to the routing, which does not choose the same rep again'),
});

export type Handoff = z.output<typeof handoff>;
export type WholeHandoff = z.output<typeof wholeHandoff>;
export type Clock = z.output<typeof clock>;
export type Attempt = z.output<typeof attempt>;
export type Board = z.output<typeof board>;
export type Card = z.output<typeof card>;
export type CardJourney = z.output<typeof cardJourney>;
export type Lane = z.output<typeof lane>;
export type NewHandoff = z.output<typeof newHandoff>;
export type NewAttempt = z.output<typeof newAttempt>;
export type NewVerdict = z.output<typeof newVerdict>;
export type BoardQuery = z.output<typeof boardQuery>;

const boardQuery = z.object({
  rep: z
    .union([z.literal('me'), z.uuid()])
    .optional()
    .describe('Only of this rep; the queue is shown all the same, as far as they may claim from it'),
  team: z.uuid().optional().describe('Only of this team'),
});

export const list = {
  tags,
  summary: 'List hand-offs',
  description:
    'Filter by state, trigger, rep, team, openedAt, verdict, reason, verdictAt, source, campaign, contact, recycleOn; ' +
    'sort by openedAt, verdictAt, firstContactAt.',
  querystring: listQuery,
  response: { 200: listPage(handoff) },
};
export const showBoard = {
  tags,
  summary: 'The board: what is in the queue, ready, being contacted, accepted and returned',
  querystring: boardQuery,
  response: { 200: board },
};
export const show = {
  tags,
  summary: 'Show a hand-off with its brief, clocks and attempts',
  params,
  response: { 200: wholeHandoff },
};
export const open = {
  tags,
  summary: 'Hand a contact to sales',
  description: 'When one is open for the contact already, the note is added to it and it is answered.',
  body: newHandoff,
  response: { 201: wholeHandoff },
};
export const tryToReach = {
  tags,
  summary: 'Write down an attempt to reach them; it is a touchpoint, too',
  params,
  body: newAttempt,
  response: { 201: wholeHandoff },
};
export const judge = {
  tags,
  summary: 'Accept, recycle or reject a lead',
  description: 'Answers a conflict that names who was faster when somebody else has judged it.',
  params,
  body: newVerdict,
  response: {
    200: z.object({
      handoff: wholeHandoff,
      dealId: z.uuid().nullable().describe('Of the deal that was opened along with it'),
    }),
  },
};
export const assign = {
  tags,
  summary: 'Give a hand-off to another rep, or back to the routing',
  params,
  body: assignment,
  response: { 200: wholeHandoff },
};
export const claim = {
  tags,
  summary: 'Take a hand-off from the queue',
  description: 'Answers a conflict that names who was faster.',
  params,
  response: { 200: wholeHandoff },
};
