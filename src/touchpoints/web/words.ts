import { sourceWords } from '../../audience/web/words.ts';
import { money } from '../../web/numbers.ts';
import { span } from '../../web/time.ts';
import type { IconName } from '../../web/ui/icon-paths.ts';
import type { Channel, Touchpoint } from './touchpoints.ts';

/** Touches in the words of the people who make them. */

export const outcomeWords: Record<string, string> = {
  reached: 'Reached',
  no_answer: 'No answer',
  voicemail: 'Left a message',
  wrong_number: 'Wrong number',
  call_back: 'Call back',
  interested: 'Interested',
  not_interested: 'Not interested',
  meeting_agreed: 'Meeting agreed',
  follow_up: 'Follow up',
};

export function channelWord(channel: string): string {
  return isChannel(channel) ? sourceWords[channel] : channel;
}

export function isChannel(name: string): name is Channel {
  return Object.hasOwn(sourceWords, name);
}

/** 'salon_training' → 'Salon training': a kind nobody has named yet still reads as one. */
export function kindWord(kind: string, named: ReadonlyMap<string, string>): string {
  const words = named.get(kind) ?? kind.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What somebody called it; a program often says only the kind once more. */
export function ownName({ kind, name }: Pick<Touchpoint, 'kind' | 'name'>): string | null {
  const plain = name?.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '_');
  return plain === kind ? null : name;
}

/** What it is called in two or three words, on the journey line. */
export function shortName(
  touch: Pick<Touchpoint, 'kind' | 'name' | 'channel' | 'value' | 'currency'>,
  named: ReadonlyMap<string, string>,
): string {
  const { kind, channel, value, currency } = touch;
  const name = ownName(touch);
  if (value !== null && value > 0 && currency !== null) return money(value, currency);
  if (kind === 'heard_of_us' && channel !== null) return channelWord(channel);
  if ((kind === 'event' || kind === 'form_submitted') && name !== null) return name;
  return kindWord(kind, named);
}

/** Happens in the world outside a screen. What is done on a page is online, even if a poster led there. */
export function isOffline({ kind, channel }: Pick<Touchpoint, 'kind' | 'channel'>): boolean {
  return !onScreen.has(kind) && channel !== null && offline.has(channel);
}

const onScreen = new Set([
  'page_view',
  'screen_view',
  'page_read',
  'link_clicked',
  'form_submitted',
  'event',
  'identify',
]);
const offline = new Set<string>([
  'event',
  'trade_fair',
  'phone',
  'visit',
  'store',
  'direct_mail',
  'print',
  'radio',
  'tv',
  'billboard',
  'press',
  'referral',
]);

export function iconOf({ kind, channel, value }: Pick<Touchpoint, 'kind' | 'channel' | 'value'>): IconName {
  if (value !== null && value > 0) return 'order';
  return byKind[kind] ?? (channel === null ? undefined : byChannel[channel]) ?? 'play';
}

const byKind: Record<string, IconName> = {
  page_view: 'page',
  screen_view: 'screen',
  page_read: 'eye',
  link_clicked: 'external',
  form_submitted: 'form',
  identify: 'contact',
  group: 'company',
  alias: 'key',
  call_cold: 'phone',
  call_warm: 'phone',
  call_inbound: 'phone',
  meeting: 'team',
  visit: 'visit',
  demo: 'screen',
  fair_talk: 'fair',
  event_attended: 'calendar',
  store_visit: 'sell',
  letter: 'email',
  email_written: 'email',
  email_replied: 'email',
  sample_sent: 'email',
  order_placed: 'order',
  word_of_mouth: 'message',
  deal_opened: 'deal',
  deal_won: 'deal',
  deal_lost: 'deal',
  note: 'note',
};
const byChannel: Partial<Record<Channel, IconName>> = {
  search: 'search',
  ad: 'attract',
  social: 'social',
  email: 'email',
  blog: 'page',
  video: 'play',
  event: 'calendar',
  trade_fair: 'fair',
  phone: 'phone',
  visit: 'visit',
  store: 'sell',
  direct_mail: 'email',
  print: 'page',
  radio: 'radio',
  tv: 'screen',
  billboard: 'flag',
  press: 'page',
  influencer: 'social',
  referral: 'message',
  partner: 'handoff',
  direct: 'web',
};

/** 'for 6 minutes', 'for an hour and a half' would be longer than what it says: '6 min', '1 h 30 min'. */
export function minutesWords(minutes: unknown): string | undefined {
  return typeof minutes === 'number' && minutes > 0 ? span(minutes * 60) : undefined;
}

/** The path of an address, without what only machines read. */
export function pathOf(url: unknown): string | undefined {
  if (typeof url !== 'string') return undefined;
  const parsed = URL.parse(url);
  return parsed === null ? url : `${parsed.host}${parsed.pathname}`.replace(/\/$/, '');
}
