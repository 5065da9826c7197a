import type { Channel, Kind, NewTouchpoint } from '../touchpoints.ts';
import { minorOf } from './amount.ts';
import type { LogAsk, Person } from './open-log.ts';
import { momentOf } from './when.ts';

/** What colleagues log many times a day has a button; everything else is behind the last one. */
export type What = 'call' | 'visit' | 'meeting' | 'demo' | 'note' | 'word_of_mouth' | 'heard_of_us' | 'other';
export type CallKind = 'call_cold' | 'call_warm' | 'call_inbound';

export type LogValues = {
  person: Person | undefined;
  what: What;
  call: CallKind;
  other: string;
  outcome: string;
  minutes: string;
  name: string;
  note: string;
  channel: string;
  campaign: string;
  /** As the clock shows it; empty is now. */
  occurredAt: string;
  expense: string;
  currency: string;
};

const buttons: readonly string[] = ['visit', 'meeting', 'demo', 'note', 'word_of_mouth', 'heard_of_us'];

export function valuesFor({ person, kind = 'call_warm', channel }: LogAsk, currency: string): LogValues {
  const isCall = kind.startsWith('call_');
  return {
    person,
    what: isCall ? 'call' : isButton(kind) ? kind : 'other',
    call: isCall ? (kind as CallKind) : 'call_warm',
    other: isCall || isButton(kind) ? '' : kind,
    outcome: '',
    minutes: '',
    name: '',
    note: '',
    channel: channel ?? '',
    campaign: '',
    occurredAt: '',
    expense: '',
    currency,
  };
}

export function kindOf({ what, call, other }: Pick<LogValues, 'what' | 'call' | 'other'>): string {
  if (what === 'call') return call;
  return what === 'other' ? other : what;
}

/** Which fields mean something for this. */
export function fieldsFor(what: What) {
  const talk = ['call', 'visit', 'meeting', 'demo', 'other'].includes(what);
  return {
    outcome: talk,
    minutes: talk,
    expense: what === 'visit' || what === 'other',
    heardOn: what === 'heard_of_us',
    name: what !== 'note',
  };
}

/** The one free line, by what it is about. */
export const nameLabels: Record<What, string> = {
  call: 'About',
  visit: 'About',
  meeting: 'About',
  demo: 'What was shown',
  note: 'About',
  word_of_mouth: 'Who recommended us',
  heard_of_us: 'Which one',
  other: 'About',
};

type Checked = Partial<Record<keyof LogValues, string>>;

export function check(values: LogValues, timeZone: string): Checked {
  const wrong: Checked = {};
  if (values.person === undefined) wrong.person = 'Choose whom it was with.';
  if (kindOf(values) === '') wrong.other = 'Choose what it was.';
  if (values.what === 'note' && values.note.trim() === '') wrong.note = 'Write the note.';
  if (values.what === 'heard_of_us' && values.channel === '')
    wrong.channel = 'Choose where they heard of us.';
  if (values.minutes !== '' && !/^\d{1,4}$/.test(values.minutes.trim()))
    wrong.minutes = 'Enter whole minutes.';
  if (values.occurredAt !== '' && momentOf(values.occurredAt, timeZone) === undefined)
    wrong.occurredAt = 'Enter a day and a time.';
  if (fieldsFor(values.what).expense && values.expense !== '' && !minorOf(values.expense, values.currency))
    wrong.expense = 'Enter an amount such as 42.50.';
  return wrong;
}

/** As the server takes it: only what was filled in, and only what means something for this. */
export function touchpointOf(values: LogValues, timeZone: string): NewTouchpoint {
  const shown = fieldsFor(values.what);
  const minor = shown.expense ? minorOf(values.expense, values.currency) : undefined;
  const at = values.occurredAt === '' ? undefined : momentOf(values.occurredAt, timeZone);
  return {
    kind: kindOf(values),
    ...filled('name', shown.name ? values.name.trim() : ''),
    ...filled('note', values.note.trim()),
    ...(values.channel === '' ? {} : { channel: values.channel as Channel }),
    ...filled('campaign', values.campaign.trim()),
    ...(shown.outcome && values.outcome !== '' ? { outcome: values.outcome as Outcome } : {}),
    ...(shown.minutes && values.minutes !== '' ? { minutes: Number(values.minutes) } : {}),
    ...(minor === undefined ? {} : { expense: { amount: minor, currency: values.currency } }),
    ...(at === undefined ? {} : { occurredAt: at.toISOString() }),
  };
}

type Outcome = NonNullable<NewTouchpoint['outcome']>;

/** Kinds one may log that have no button. */
export function otherKinds(kinds: readonly Kind[]): Kind[] {
  return kinds.filter(({ kind, hand }) => hand && !kind.startsWith('call_') && !isButton(kind));
}

/** Was anything written that would be a pity to lose? */
export function isWritten({ note, name, expense, campaign }: LogValues): boolean {
  return [note, name, expense, campaign].some((text) => text.trim() !== '');
}

function filled<K extends string>(name: K, text: string): { [Name in K]?: string } {
  return (text === '' ? {} : { [name]: text }) as { [Name in K]?: string };
}

function isButton(kind: string): kind is Exclude<What, 'call' | 'other'> {
  return buttons.includes(kind);
}
