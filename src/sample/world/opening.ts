import type { Channel } from '../../audience/audience.ts';
import { DAY, type Arrival, type Driver } from './calendar.ts';
import { chance, exponential, weighted, type Dice } from './dice.ts';
import type { Line } from './lines.ts';

/** How somebody first came near Hallow & Reed, and whether that was the moment we learned their name. */
export type Opening = { channel: Channel; knownAt: number; online: boolean };

type Mix = readonly (readonly [Channel, number])[];

const business: Mix = [
  ['search', 22],
  ['phone', 14],
  ['ad', 13],
  ['referral', 11],
  ['social', 7],
  ['direct', 7],
  ['visit', 6],
  ['blog', 5],
  ['direct_mail', 5],
  ['partner', 4],
  ['event', 4],
  ['email', 3],
  ['print', 3],
  ['video', 2],
  ['press', 2],
  ['influencer', 1],
  ['radio', 1],
  ['billboard', 0.5],
];
const shoppers: Mix = [
  ['social', 22],
  ['search', 18],
  ['ad', 16],
  ['influencer', 11],
  ['direct', 8],
  ['referral', 8],
  ['store', 5],
  ['video', 3],
  ['blog', 3],
  ['email', 2],
  ['direct_mail', 2],
  ['press', 2],
  ['tv', 1.5],
  ['print', 1.5],
  ['radio', 1],
  ['billboard', 1],
  ['event', 1],
  ['partner', 1],
];
const bargains: Mix = [
  ['ad', 45],
  ['social', 25],
  ['direct', 18],
  ['email', 12],
];

/** Met in person or on the telephone: the name comes first. */
const inPerson: ReadonlySet<Channel> = new Set([
  'trade_fair',
  'phone',
  'visit',
  'store',
  'event',
  'direct_mail',
]);

const KNOWN_AT_ONCE = 0.4;
const DAYS_UNNAMED: Record<Line, number> = { d2c: 6, wholesale: 9, retail: 12 };
const LAST_MINUTES = 20 * 60_000;

export function openingOf(line: Line, { at, driver }: Arrival, end: number, roll: Dice): Opening {
  const channel = channelOf(line, driver, roll);
  if (inPerson.has(channel)) return { channel, knownAt: at, online: false };
  const delay = chance(roll, KNOWN_AT_ONCE) ? 0.004 : 0.01 + exponential(roll, DAYS_UNNAMED[line]);
  // Somebody in the list of known people has said their name by now.
  const latest = Math.max(at, end - LAST_MINUTES);
  return { channel, knownAt: Math.floor(Math.min(at + delay * DAY, latest)), online: true };
}

function channelOf(line: Line, driver: Driver, roll: Dice): Channel {
  switch (driver) {
    case 'fair':
      return 'trade_fair';
    case 'radio':
      return 'radio';
    case 'television':
      return 'tv';
    case 'black_friday':
      return weighted(roll, bargains);
    default:
      return weighted(roll, line === 'd2c' ? shoppers : business);
  }
}
