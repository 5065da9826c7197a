import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { channelLabels, channels, channelWords, markTouched } from '../audience/audience.ts';
import type { Asked, ConditionSource, ConditionWords, Sql, Understood } from '../platform/conditions.ts';
import type { Db } from '../platform/db.ts';
import { offerOf, understandField, type AskedField } from '../platform/field-conditions.ts';
import type { Listeners } from '../platform/listeners.ts';
import {
  compileOccurrences,
  daysToRead,
  isNever,
  isOnClock,
  period,
  periodWords,
  times,
  timesWords,
  type Occurrences,
} from '../platform/occurrences.ts';
import { listKinds } from './kinds.ts';
import './events.ts';

const ANY_TOUCHPOINT = 'touchpoints';
const ofKind = (kind: string) => `touchpoints:${kind}`;
const words = z
  .string()
  .trim()
  .max(200)
  .transform((text) => text.replaceAll('\0', ''));

const shape = z.strictObject({
  source: z.literal('touchpoints'),
  field: z.literal('did').default('did'),
  kinds: z.array(z.string().max(60)).max(50).default([]),
  channels: z.array(z.enum(channels)).max(30).default([]),
  campaign: words.optional(),
  /** Part of what it was called: the title of a page, the name of an event. */
  name: words.optional(),
  /** Part of the page's address. */
  page: words.optional(),
  times: times.default({ is: 'at_least', count: 1 }),
  period: period.default({}),
});

type Did = z.output<typeof shape>;
type Labels = ReadonlyMap<string, string>;

/** What somebody did, how often and when: "viewed /pricing at least 3 times in the last 30 days". */
export const touchpointConditions: ConditionSource = {
  source: 'touchpoints',
  offers: async (db) => [
    {
      source: 'touchpoints',
      field: 'did',
      label: 'Did …',
      group: 'Touchpoints',
      editor: 'touchpoints',
      operators: [],
      choices: (await listKinds(db)).map(({ kind, label }) => ({ value: kind, label })),
      parts: { channels: channels.map((value) => ({ value, label: channelLabels[value] })) },
    },
  ],
  understand: async (db, conditions) => {
    const labels = await labelsOf(db);
    return conditions.map((condition) => {
      const read = shape.safeParse(condition);
      if (!read.success) return problemOf(read.error);
      const { is, count } = read.data.times;
      if (is === 'at_least' && count === 0)
        return { problem: 'Everybody did it at least 0 times. Choose “never” or a number.', field: 'times' };
      return did(read.data, labels);
    });
  },
};

type Meant = {
  kinds?: readonly string[] | undefined;
  channels?: readonly string[] | undefined;
  campaign?: string | undefined;
  name?: string | undefined;
  /** A whole word of the name. */
  word?: string | undefined;
  page?: string | undefined;
};

/** As rules have it: a whole word is nothing that segments ask. */
type Worded = Did & Pick<Meant, 'word'>;

/** Which touchpoints are meant, in the words of conditions: "viewed /pricing", "came to an event". */
export async function touchWords(db: Db): Promise<(meant: Meant) => string> {
  const labels = await labelsOf(db);
  const once = { times: { is: 'at_least', count: 1 }, period: {} } as const;
  return ({ kinds = [], channels: ways = [], campaign, name, word, page }) => {
    const known = channels.filter((channel) => ways.includes(channel));
    const about = { kinds: [...kinds], channels: known, campaign, name, word, page };
    return didWords({ source: 'touchpoints', field: 'did', ...once, ...about }, labels).who;
  };
}

function problemOf(error: z.ZodError) {
  const [issue] = error.issues;
  return { problem: 'Say what they did, how often and when.', field: String(issue?.path[0] ?? 'kinds') };
}

async function labelsOf(db: Db): Promise<Labels> {
  return new Map((await listKinds(db)).map(({ kind, label }) => [kind, label]));
}

function did(condition: Did, labels: Labels): Understood {
  const { kinds, times, period } = condition;
  const occurrences: Occurrences = {
    from: 'touchpoints.touchpoints as t',
    contact: 't.contact_id',
    moment: 't.occurred_at',
    where: whereOf(condition),
    times,
    period,
  };
  return {
    words: didWords(condition, labels),
    marks: kinds.length === 0 ? [ANY_TOUCHPOINT] : kinds.map(ofKind),
    onClock: isOnClock(occurrences),
    days: daysToRead(occurrences),
    compile: (asked) => compileOccurrences(occurrences, asked),
  };
}

function whereOf({ kinds, channels, campaign, name, page }: Did): Sql {
  const parts: Sql[] = [];
  const [kind] = kinds;
  if (kinds.length === 1) parts.push(sql`t.kind = ${kind}`);
  else if (kinds.length > 1) parts.push(sql`t.kind = any(${kinds}::text[])`);
  if (channels.length > 0) parts.push(sql`t.channel = any(${channels}::text[])`);
  if (campaign) parts.push(sql`lower(t.campaign) = lower(${campaign})`);
  if (name) parts.push(sql`t.name ilike ${containing(name)}`);
  if (page) parts.push(sql`t.properties ->> 'url' ilike ${containing(page)}`);
  return parts.length === 0 ? sql`true` : sql`${sql.join(parts, sql` and `)}`;
}

/** What LIKE would read as a pattern is only text. */
function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

type Verb = { past: string; plain: string; what: string };

const verbs: Record<string, Verb> = {
  page_view: { past: 'viewed', plain: 'view', what: 'a page' },
  screen_view: { past: 'viewed', plain: 'view', what: 'a screen' },
  link_clicked: { past: 'clicked', plain: 'click', what: 'a link' },
  form_submitted: { past: 'submitted', plain: 'submit', what: 'a form' },
  page_read: { past: 'read', plain: 'read', what: 'a page' },
  event: { past: 'did', plain: 'do', what: 'something' },
  order_placed: { past: 'placed', plain: 'place', what: 'an order' },
  word_of_mouth: { past: 'heard', plain: 'hear', what: 'of us by word of mouth' },
  call_inbound: { past: 'called', plain: 'call', what: 'us' },
  sample_sent: { past: 'got', plain: 'get', what: 'a sample' },
  lead_accepted: { past: 'was accepted', plain: 'get accepted', what: 'by sales' },
  lead_recycled: { past: 'was sent back', plain: 'get sent back', what: 'by sales' },
  lead_rejected: { past: 'was rejected', plain: 'get rejected', what: 'by sales' },
  event_attended: { past: 'came to', plain: 'come to', what: 'an event' },
  store_visit: { past: 'came to', plain: 'come to', what: 'the store' },
  heard_of_us: { past: 'heard', plain: 'hear', what: 'of us' },
  letter: { past: 'got', plain: 'get', what: 'direct mail' },
  email_opened: { past: 'opened', plain: 'open', what: 'an e-mail' },
  email_clicked: { past: 'clicked', plain: 'click', what: 'a link in an e-mail' },
  email_replied: { past: 'replied to', plain: 'reply to', what: 'an e-mail' },
  email_bounced: { past: 'had', plain: 'have', what: 'an e-mail come back' },
  email_unsubscribed: { past: 'unsubscribed', plain: 'unsubscribe', what: 'from e-mails' },
};

function verbOf(kind: string, labels: Labels): Verb {
  const known = verbs[kind];
  if (known) return known;
  const label = labels.get(kind) ?? kind;
  const name = /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
  return { past: 'had', plain: 'have', what: `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}` };
}

function didWords(condition: Worded, labels: Labels): ConditionWords {
  const { kinds, times, period } = condition;
  const found = kinds.map((kind) => verbOf(kind, labels));
  const doing = found.length > 0 ? found : [{ past: 'had', plain: 'have', what: 'any touchpoint' }];
  const paged =
    kinds.length === 1 && ['page_view', 'page_read'].includes(kinds[0] ?? '') && Boolean(condition.page);
  const say = (tense: 'past' | 'plain') => sayVerbs(doing, tense, paged ? condition.page : undefined);
  const details = detailsOf(condition, paged);
  const when = periodWords(period);
  const tell = (...parts: string[]) => [...parts, details, when].filter(Boolean).join(' ');
  if (isNever(times)) return { who: tell('never', say('past')), whoNot: tell(say('past')) };
  const often = timesWords(times);
  const whole = (verb: string) => [verb, details, often, when].filter(Boolean).join(' ');
  return { who: whole(say('past')), whoNot: whole(`did not ${say('plain')}`) };
}

/** "viewed a page or a screen", "had a cold call or clicked a link" */
function sayVerbs(verbs: Verb[], tense: 'past' | 'plain', page: string | undefined): string {
  const byVerb = Map.groupBy(verbs, (verb) => verb[tense]);
  return [...byVerb]
    .map(([verb, each]) => `${verb} ${page ?? each.map(({ what }) => what).join(' or ')}`)
    .join(' or ');
}

function detailsOf({ channels, campaign, name, word, page }: Worded, paged: boolean): string {
  const ways = channels.map((channel) => channelWords[channel]);
  return [
    page && !paged ? `on ${page}` : '',
    name ? `called “${name}”` : '',
    word ? `with the word “${word}” in its name` : '',
    ways.length > 0 ? `through ${ways.join(' or ')}` : '',
    campaign ? `in the campaign “${campaign}”` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What all touchpoints of somebody add up to: when they were first and last seen, and through what. */
export const activityConditions: ConditionSource = {
  source: 'activity',
  offers: async () => sums.map((field) => offerOf('activity', field)),
  understand: async (_db, conditions) =>
    conditions.map(({ field, operator, value }) => {
      const asked = sums.find((each) => each.field === field);
      if (!asked) return { problem: 'Choose what to ask for.', field: 'field' };
      return understandField(
        asked.type === 'choice' ? { ...asked, choices: ways } : asked,
        operator,
        value,
        activity,
      );
    }),
};

function activity({ among }: Asked): RawBuilder<unknown> {
  return sql`select a.contact_id, a.touch_count, a.first_touch_at, a.last_touch_at, a.first_channel, a.last_channel
    from touchpoints.activity as a where ${among('a.contact_id')}`;
}

const ways = channels.map((value) => ({ value, label: channelWords[value] }));
const wayChoices = channels.map((value) => ({ value, label: channelLabels[value] }));

type Say = NonNullable<AskedField['say']>;

const saySeen = (which: 'first' | 'last'): Say => {
  return ({ operator, values }) => {
    if (operator === 'is_empty') return { who: 'were never seen', whoNot: 'were seen' };
    if (operator === 'is_not_empty') return { who: 'were seen', whoNot: 'were never seen' };
    const seen = which === 'last' && operator === 'in_last' ? 'seen' : `${which} seen`;
    return { who: `were ${seen} ${values}`, whoNot: `were not ${seen} ${values}` };
  };
};
const sayWay = (which: 'first' | 'last'): Say => {
  return ({ operator, values }) => {
    const [is, isNot] = [`were ${which} seen through ${values}`, `were not ${which} seen through ${values}`];
    return operator === 'is' ? { who: is, whoNot: isNot } : { who: isNot, whoNot: is };
  };
};

function sum(field: string, label: string, type: AskedField['type'], name: string): AskedField {
  const expression = (alias: string) => `${alias}.${name}`;
  return { field, label, group: 'Touchpoints', type, expression, mark: ANY_TOUCHPOINT };
}

const sums: AskedField[] = [
  { ...sum('lastTouchAt', 'Last seen', 'date', 'last_touch_at'), say: saySeen('last') },
  { ...sum('firstTouchAt', 'First seen', 'date', 'first_touch_at'), say: saySeen('first') },
  {
    ...sum('firstChannel', 'First seen through', 'choice', 'first_channel'),
    say: sayWay('first'),
    operators: ['is', 'is_not'],
    choices: wayChoices,
  },
  {
    ...sum('lastChannel', 'Last seen through', 'choice', 'last_channel'),
    say: sayWay('last'),
    operators: ['is', 'is_not'],
    choices: wayChoices,
  },
  {
    ...sum('touchCount', 'Number of touchpoints', 'number', 'touch_count'),
    operators: ['at_least', 'at_most'],
  },
];

/** Whom a batch touched, and with what: only segments that ask for it judge them again. */
export const conditionListeners: Listeners = {
  'touchpoints.recorded': async (db, _who, { touchpoints }) => {
    if (touchpoints.length === 0) return;
    await markTouched(
      db,
      touchpoints.map(({ contactId }) => contactId),
      marksOfKinds(touchpoints.map(({ kind }) => kind)),
    );
  },
};

/** What is written for segments that ask about touchpoints of these kinds. */
export function marksOfKinds(kinds: string[]): string[] {
  return [ANY_TOUCHPOINT, ...[...new Set(kinds)].map(ofKind)];
}
