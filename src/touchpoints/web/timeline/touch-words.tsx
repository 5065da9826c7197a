import type { ReactNode } from 'react';
import { counted, money } from '../../../web/numbers.ts';
import type { TimelineItem } from '../../../web/record/timeline.ts';
import { span } from '../../../web/time.ts';
import type { Touchpoint } from '../touchpoints.ts';
import {
  channelWord,
  iconOf,
  isOffline,
  kindWord,
  minutesWords,
  outcomeWords,
  ownName,
  pathOf,
} from '../words.ts';
import type { Entry, Sitting } from './sittings.ts';

type Named = ReadonlyMap<string, string>;
type Told = Pick<TimelineItem, 'title' | 'detail' | 'note' | 'icon' | 'team' | 'look'>;

/** A touch as a sentence a colleague would say. */
export function tellTouch({ touch, sitting }: Entry, named: Named): Told {
  const { team, value, properties } = touch;
  const paid = value !== null && value > 0;
  const note = text(properties['note']);
  return {
    icon: iconOf(touch),
    team: team ?? undefined,
    title: sitting === undefined ? titleOf(touch, named) : sittingTitle(sitting),
    detail: (sitting === undefined ? detailOf(touch, named) : sittingDetail(sitting)) || undefined,
    ...(note === undefined ? {} : { note }),
    look: paid ? 'flag' : isOffline(touch) ? 'offline' : undefined,
  };
}

function titleOf(touch: Touchpoint, named: Named): ReactNode {
  const { kind, name, actor, value, currency } = touch;
  if (value !== null && value > 0 && currency !== null)
    return (
      <>
        <Strong>{money(value, currency)}</Strong>
        {`, ${name ?? kindWord(kind, named)}`}
      </>
    );
  const told = stories[kind]?.(touch);
  if (told !== undefined) return told;
  return (
    <>
      {actor !== null && (
        <>
          <Strong>{actor.name}</Strong>
          {': '}
        </>
      )}
      <Strong>{name ?? kindWord(kind, named)}</Strong>
    </>
  );
}

type Story = (touch: Touchpoint) => ReactNode;

/** 'Hanna Brandt called, 6 min: Trade terms' */
const by =
  (verb: string): Story =>
  ({ actor, name, properties }) => (
    <>
      {actor === null ? 'Somebody' : <Strong>{actor.name}</Strong>} {verb}
      {after(', ', minutesWords(properties['minutes']))}
      {after(': ', name)}
    </>
  );

/** 'Viewed Trade prices' */
const what =
  (verb: string, otherwise: string): Story =>
  ({ name, properties }) => (
    <>
      {verb} <Strong>{name ?? pathOf(properties['url'] ?? properties['href']) ?? otherwise}</Strong>
    </>
  );

const stories: Record<string, Story | undefined> = {
  page_view: what('Viewed', 'a page'),
  screen_view: what('Opened', 'a screen'),
  page_read: ({ name, properties }) => (
    <>
      Read <Strong>{text(properties['title']) ?? pathOf(properties['url']) ?? name ?? 'a page'}</Strong>
      {typeof properties['seconds'] === 'number' && ` for ${span(properties['seconds'])}`}
    </>
  ),
  link_clicked: (touch) => (
    <>
      Clicked <Strong>{clickedOn(touch)}</Strong>
    </>
  ),
  form_submitted: (touch) => (
    <>
      Filled in the form <Strong>{text(touch.properties['form']) ?? ownName(touch) ?? 'on the page'}</Strong>
    </>
  ),
  identify: () => 'Said who they are',
  group: () => 'Named their company',
  alias: () => 'Signed in under another name',
  call_cold: by('called'),
  call_warm: by('called'),
  call_inbound: ({ actor, name, properties }) => (
    <>
      Called {actor === null ? 'us' : <Strong>{actor.name}</Strong>}
      {after(', ', minutesWords(properties['minutes']))}
      {after(': ', name)}
    </>
  ),
  meeting: by('met them'),
  visit: by('visited them'),
  demo: by('gave a demo'),
  fair_talk: by('talked to them at a trade fair'),
  event_attended: what('Came to', 'an event'),
  store_visit: what('Came to', 'the store'),
  letter: what('Was sent', 'direct mail'),
  // What nobody of ours wrote, they did.
  email_written: (touch) =>
    touch.actor === null ? <>Wrote us{after(': ', touch.name)}</> : by('wrote an e-mail')(touch),
  word_of_mouth: ({ name }) => (name === null ? 'Was told about us' : <Recommended by={name} />),
  heard_of_us: ({ name, channel }) => (
    <>
      Heard of us{channel !== null && `: ${channelWord(channel).toLowerCase()}`}
      {name !== null && (
        <>
          {', '}
          <Strong>{name}</Strong>
        </>
      )}
    </>
  ),
  deal_opened: by('opened a deal'),
  deal_won: by('won a deal'),
  deal_lost: by('closed a deal as lost'),
  note: by('wrote a note'),
};

function clickedOn(touch: Touchpoint): string {
  const { text: words, href } = touch.properties;
  return text(words) ?? ownName(touch) ?? pathOf(href) ?? 'a link that leads away';
}

function Recommended({ by }: { by: string }) {
  return (
    <>
      Recommended by <Strong>{by}</Strong>
    </>
  );
}

function Strong({ children }: { children: ReactNode }) {
  return <span className="strong">{children}</span>;
}

function sittingTitle({ pages, seconds }: Sitting): ReactNode {
  const shown = Math.max(1, pages);
  return (
    <>
      Viewed <Strong>{counted(shown, 'page', 'pages')}</Strong>
      {seconds >= 30 && `, ${span(seconds)}`}
    </>
  );
}

/** How they came, and the first pages they saw. */
function sittingDetail({ touches }: Sitting): string {
  const inOrder = touches.toReversed();
  const names = [...new Set(inOrder.flatMap(pageName))];
  const shown =
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  const came = inOrder.find(({ channel }) => channel !== null);
  return [came === undefined ? undefined : wayOf(came), shown].filter(Boolean).join(' · ');
}

function pageName({ kind, name, properties }: Touchpoint): string[] {
  const called = kind === 'page_read' ? undefined : (name ?? pathOf(properties['url']));
  return called === undefined ? [] : [called];
}

function detailOf(touch: Touchpoint, named: Named): string {
  const { kind, name, properties } = touch;
  const outcome = text(properties['outcome']);
  const parts = [
    (stories[kind] === undefined && name !== null) || byHand.has(kind) ? kindWord(kind, named) : undefined,
    outcome === undefined ? undefined : (outcomeWords[outcome] ?? outcome),
    expenseWords(properties['expense']),
    moneyWords(properties['worth']),
    wayOf(touch),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Whose kind says more than the sentence. */
const byHand = new Set(['call_cold', 'call_warm', 'call_inbound']);

function wayOf({ kind, channel, campaign }: Touchpoint): string {
  const plain = plainChannels[kind] === channel;
  return [
    channel === null || plain || kind === 'heard_of_us' ? undefined : channelWord(channel),
    campaign === null ? undefined : `campaign ${campaign}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A channel that goes without saying. */
const plainChannels: Record<string, string> = {
  call_cold: 'phone',
  call_warm: 'phone',
  call_inbound: 'phone',
  visit: 'visit',
  meeting: 'visit',
  demo: 'visit',
  fair_talk: 'trade_fair',
  event_attended: 'event',
  store_visit: 'store',
  letter: 'direct_mail',
  email_written: 'email',
  word_of_mouth: 'referral',
};

function expenseWords(expense: unknown): string | undefined {
  const sum = moneyWords(expense);
  return sum === undefined ? undefined : `expense ${sum}`;
}

function moneyWords(sum: unknown): string | undefined {
  if (typeof sum !== 'object' || sum === null) return undefined;
  if (!('amount' in sum) || !('currency' in sum)) return undefined;
  const { amount, currency } = sum;
  return typeof amount === 'number' && typeof currency === 'string' ? money(amount, currency) : undefined;
}

function after(mark: string, words: string | null | undefined): string {
  return words ? mark + words : '';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
