import type { Channel } from '../audience/audience.ts';
import type { TeamKind } from '../workspace/workspace.ts';

/** What a touchpoint of this kind is called, on which channel it usually happens, and whose work it is. */
export type Kind = {
  label: string;
  channel: Channel | null;
  team: TeamKind | null;
  /** What is only said about a person is no touch: it stands on the line, but does not count as contact. */
  touch?: false;
  /** Colleagues log it themselves. */
  hand?: true;
};

export const kinds = {
  page_view: { label: 'Page viewed', channel: null, team: 'marketing' },
  screen_view: { label: 'Screen viewed', channel: null, team: 'marketing' },
  link_clicked: { label: 'Link clicked', channel: null, team: 'marketing' },
  form_submitted: { label: 'Form submitted', channel: null, team: 'marketing' },
  page_read: { label: 'Page read', channel: null, team: 'marketing' },
  event: { label: 'Event', channel: null, team: null },
  identify: { label: 'Said who they are', channel: null, team: null, touch: false },
  group: { label: 'Named their company', channel: null, team: null, touch: false },
  alias: { label: 'Changed their user id', channel: null, team: null, touch: false },
  call_cold: { label: 'Cold call', channel: 'phone', team: 'sales', hand: true },
  call_warm: { label: 'Warm call', channel: 'phone', team: 'sales', hand: true },
  call_inbound: { label: 'Inbound call', channel: 'phone', team: 'sales', hand: true },
  call_unanswered: { label: 'Call not answered', channel: 'phone', team: 'sales', touch: false },
  meeting: { label: 'Meeting', channel: 'visit', team: 'sales', hand: true },
  visit: { label: 'Visit', channel: 'visit', team: 'sales', hand: true },
  demo: { label: 'Demo', channel: 'visit', team: 'sales', hand: true },
  fair_talk: { label: 'Talk at a trade fair', channel: 'trade_fair', team: 'sales', hand: true },
  event_attended: { label: 'Came to an event', channel: 'event', team: 'marketing', hand: true },
  store_visit: { label: 'Came to the store', channel: 'store', team: 'sales', hand: true },
  letter: { label: 'Direct mail', channel: 'direct_mail', team: 'marketing', hand: true },
  email_written: { label: 'E-mail', channel: 'email', team: 'sales', hand: true },
  // Told by whoever sends e-mails, keeps the shop or the samples: by the API, or in a file.
  email_clicked: { label: 'E-mail clicked', channel: 'email', team: 'marketing' },
  email_replied: { label: 'Replied to an e-mail', channel: 'email', team: 'marketing', hand: true },
  email_bounced: { label: 'E-mail bounced', channel: 'email', team: 'marketing' },
  email_unsubscribed: { label: 'Unsubscribed', channel: 'email', team: 'marketing' },
  order_placed: { label: 'Order placed', channel: null, team: 'sales' },
  sample_sent: { label: 'Sample sent', channel: 'direct_mail', team: 'sales', hand: true },
  message_written: { label: 'Message', channel: 'phone', team: 'sales', hand: true },
  word_of_mouth: { label: 'Word of mouth', channel: 'referral', team: 'marketing', hand: true },
  heard_of_us: { label: 'Heard of us', channel: null, team: 'marketing', hand: true },
  lead_accepted: { label: 'Lead accepted', channel: null, team: 'sales', touch: false },
  lead_recycled: { label: 'Lead recycled', channel: null, team: 'sales', touch: false },
  lead_rejected: { label: 'Lead rejected', channel: null, team: 'sales', touch: false },
  deal_opened: { label: 'Deal opened', channel: null, team: 'sales', touch: false },
  deal_won: { label: 'Deal won', channel: null, team: 'sales', touch: false },
  deal_lost: { label: 'Deal lost', channel: null, team: 'sales', touch: false },
  note: { label: 'Note', channel: null, team: null, touch: false, hand: true },
} as const satisfies Record<string, Kind>;

const byName = new Map<string, Kind>(Object.entries(kinds));

export function builtInKind(kind: string): Kind | undefined {
  return byName.get(kind);
}

export function isTouch(kind: string): boolean {
  return !NO_TOUCH.has(kind);
}

/** For SQL, which cannot call `isTouch`. */
export const noTouchKinds: readonly string[] = Object.entries<Kind>(kinds).flatMap(([name, { touch }]) =>
  touch === false ? name : [],
);
const NO_TOUCH = new Set(noTouchKinds);

/** What ended a call or a meeting. */
export const outcomes = [
  'reached',
  'no_answer',
  'voicemail',
  'wrong_number',
  'call_back',
  'interested',
  'not_interested',
  'meeting_agreed',
  'follow_up',
] as const;

const LONGEST_KIND = 60;

/** "Course Clicked" → "course_clicked": how an event's name becomes the name of a declared kind. */
export function kindNameOf(text: string): string {
  const words = text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]+/gu, '_');
  return words.replaceAll(/^_+|_+$/g, '').slice(0, LONGEST_KIND);
}
