import { createHash } from 'node:crypto';
import { normaliseEmail, type Sighting } from '../../audience/audience.ts';
import { newId } from '../../platform/ids.ts';
import { wayOf } from '../channels/channel.ts';
import { builtInKind, kindNameOf, type Kind } from '../kind.ts';
import type { Source } from '../source.ts';
import { withoutToken } from '../links/personal-link.ts';
import type { OpenedLinks } from '../links/personal-links.ts';
import type { Arrival } from '../touchpoint.ts';
import { botByName, type BurstWatch } from './bot.ts';
import { momentOf } from './clock.ts';
import { followed, linkIn, withoutTokens } from './link.ts';
import { moneyOf } from './money.ts';
import { isRecord, textOf, type Loose } from './loose.ts';
import { traitsOf } from './traits.ts';
import { tooMuch } from './weight.ts';

/** The calls of Segment's tracking protocol. */
export const messageTypes = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
export type MessageType = (typeof messageTypes)[number];

/** What surrounds a message: how it came, and from where. */
export type Delivery = {
  source: Source;
  /** Kinds declared here, by name. */
  kinds: Map<string, Pick<Kind, 'channel' | 'team'>>;
  receivedAt: Date;
  sentAt?: unknown;
  userAgent?: string | undefined;
  /** Stands for a browser that has not agreed to be known again; differs every day. */
  cookieless?: string | undefined;
  /** Whose the personal links are that the messages came with, by their tokens. */
  links: OpenedLinks;
  isBurst: BurstWatch;
};

const LONGEST_MESSAGE_ID = 255;

/** One message of the protocol as a touchpoint, or why it cannot be one. */
export function readMessage(message: unknown, delivery: Delivery, path?: MessageType): Arrival {
  if (!isRecord(message)) return { skipped: 'not an object' };
  const type = path ?? messageTypes.find((each) => each === message['type']);
  if (!type) return { skipped: 'unknown type' };
  const wrong = tooMuch(message) ?? wrongField(message, type);
  if (wrong) return { skipped: wrong };
  const person = personOf(message, type, delivery);
  const moment = momentIn(message, delivery);
  const context = isRecord(message['context']) ? message['context'] : {};
  const touchpoint = {
    messageId: messageIdOf(message),
    person,
    occurredAt: moment.at,
    ...whatHappened(message, type, context, delivery),
  };
  if (moment.clamped) touchpoint.properties['clock'] = moment.clamped;
  const page = textOf(touchpoint.properties['url']) ?? touchpoint.name ?? '';
  const bot = botIn(context, type, page, person, moment.at, delivery);
  // A machine that opens somebody's link, as scanners of mail do, is not them.
  if (bot || delivery.links.size === 0) return { ...touchpoint, bot };
  const link = delivery.links.get(linkIn(message) ?? '');
  return { ...touchpoint, ...followed(person, link, delivery.cookieless) };
}

const TEXTS = ['userId', 'anonymousId', 'messageId', 'previousId', 'groupId'];
const OBJECTS = ['traits', 'properties', 'context'];
const NOTHING: Loose = {};

/** Only what would be misread: a number for an id is fine, a list is not. */
function wrongField(message: Loose, type: MessageType): string | undefined {
  for (const name of TEXTS) {
    const value = message[name] ?? '';
    if (typeof value !== 'string' && typeof value !== 'number') return `${name} is no text`;
  }
  for (const name of OBJECTS) if (!isRecord(message[name] ?? NOTHING)) return `${name} is no object`;
  if (type === 'track' && !textOf(message['event'])) return 'no event name';
  if ((textOf(message['messageId']) ?? '').length > LONGEST_MESSAGE_ID) return 'messageId is too long';
  return undefined;
}

function personOf(message: Loose, type: MessageType, { source, cookieless }: Delivery): Sighting {
  const context = isRecord(message['context']) ? message['context'] : {};
  const given = [message['traits'], context['traits']].filter(isRecord);
  const traits = Object.assign({}, ...given.toReversed()) as Loose;
  const userId = textOf(message['userId']);
  const previousId = type === 'alias' ? textOf(message['previousId']) : undefined;
  const email = textOf(traits['email']) ?? (userId && normaliseEmail(userId) ? userId : undefined);
  const anonymousId = textOf(message['anonymousId']) ?? previousId;
  const person = {
    ...(userId ? { userId } : {}),
    ...(previousId ? { previousId } : {}),
    ...(anonymousId ? { anonymousId } : {}),
    ...(email ? { email } : {}),
    trusted: source.kind !== 'web',
    traits: traitsOf(traits, type),
  };
  // Never beside a name: one address and browser may be a whole office, whose visits are not all one person's.
  const nameless = source.kind === 'web' && !userId && !email && !anonymousId && cookieless;
  return nameless ? { ...person, anonymousId: cookieless } : person;
}

function momentIn(message: Loose, { source, sentAt, receivedAt }: Delivery) {
  const happened = message['originalTimestamp'] ?? message['timestamp'];
  return momentOf({
    happened,
    sent: message['sentAt'] ?? sentAt,
    receivedAt,
    earliest: earliestOf(source, receivedAt),
  });
}

const FIRST_DAY = new Date('2000-01-01T00:00:00Z');
const PUBLIC_DAYS = 30;

/** A browser's queue is hours old; whoever has only the public key shall not open months of the past. */
function earliestOf({ kind }: Source, receivedAt: Date): Date {
  return kind === 'web' ? new Date(receivedAt.getTime() - PUBLIC_DAYS * 86_400_000) : FIRST_DAY;
}

function messageIdOf(message: Loose): string {
  const given = textOf(message['messageId']);
  if (given) return given;
  // Without an id of its own, the same words of the same moment are the same message.
  if (message['timestamp'] === undefined && message['originalTimestamp'] === undefined) return newId();
  return createHash('sha256')
    .update(JSON.stringify({ ...message, sentAt: undefined }))
    .digest('base64url');
}

function whatHappened(message: Loose, type: MessageType, context: Loose, { kinds, source }: Delivery) {
  const given = isRecord(message['properties']) ? message['properties'] : {};
  const page = isRecord(context['page']) ? context['page'] : {};
  const utm = isRecord(context['campaign']) ? context['campaign'] : {};
  const url = textOf(given['url']) ?? textOf(page['url']);
  const referrer = textOf(given['referrer']) ?? textOf(page['referrer']);
  const event = textOf(message['event']) ?? '';
  const { kind, about } = kindOf(type, event, kinds, source);
  const words = {
    source: textOf(utm['source']),
    medium: textOf(utm['medium']),
    campaign: textOf(utm['name']),
  };
  const way = url || referrer || words.source || words.medium ? wayOf({ url, referrer, utm: words }) : NO_WAY;
  const title = textOf(given['title']) ?? textOf(page['title']);
  const form = kind === 'form_submitted' ? formOf(given) : null;
  const label = type === 'track' ? (form ?? event) : (textOf(message['name']) ?? title);
  const { medium, origin } = way;
  const more = { url, referrer, title, groupId: textOf(message['groupId']), medium, origin };
  return {
    kind,
    name: label ? withoutToken(label).slice(0, LONGEST_NAME) : null,
    channel: way.channel ?? about?.channel ?? null,
    campaign: way.campaign,
    team: about?.team ?? null,
    ...moneyOf(given),
    properties: withoutTokens(withKnown(given, more)),
  };
}

/** Which form it was, as our snippet and others' say it: that is what it is called, not that a form was submitted. */
function formOf(given: Loose): string | null {
  for (const name of ['form', 'formName', 'form_name', 'formId', 'form_id']) {
    const said = textOf(given[name]);
    if (said) return said;
  }
  return null;
}

function withKnown(given: Loose, more: Record<string, string | null | undefined>): Loose {
  const all = { ...given };
  for (const [name, value] of Object.entries(more)) if (value) all[name] = value;
  return all;
}

const LONGEST_NAME = 300;
const NO_WAY = { channel: null, campaign: null, medium: null, origin: null };
const plainKinds = {
  identify: 'identify',
  group: 'group',
  alias: 'alias',
  page: 'page_view',
  screen: 'screen_view',
} as const;
/** What a browser may say happened; that somebody was called, or has replied, no browser knows. */
const webKinds = new Set(['link_clicked', 'form_submitted', 'page_read', 'order_placed']);

function kindOf(type: MessageType, event: string, kinds: Delivery['kinds'], source: Source) {
  if (type !== 'track') return { kind: plainKinds[type], about: builtInKind(plainKinds[type]) };
  const name = kindNameOf(event);
  const declared = kinds.get(name);
  const builtIn = source.kind !== 'web' || webKinds.has(name) ? builtInKind(name) : undefined;
  const about = declared ?? (builtIn?.touch === false ? undefined : builtIn);
  return about ? { kind: name, about } : { kind: 'event', about: builtInKind('event') };
}

const LIVE_MS = 3_600_000;

function botIn(
  context: Loose,
  type: MessageType,
  page: string,
  { anonymousId, userId, email }: Sighting,
  at: Date,
  { source, userAgent, receivedAt, isBurst }: Delivery,
): string | undefined {
  // A server's library speaks for people; only a browser's own name is that of who looks at the page.
  const agent = textOf(context['userAgent']) ?? (source.kind === 'web' ? (userAgent ?? '') : undefined);
  const named = botByName(agent);
  if (named) return named;
  const visitor = userId ?? email ?? anonymousId;
  if (type !== 'page' || !visitor || receivedAt.getTime() - at.getTime() > LIVE_MS) return undefined;
  const burst = isBurst({ visitor: `${source.id} ${visitor}`, page, at: at.getTime() });
  return burst ? 'many pages in a second' : undefined;
}
