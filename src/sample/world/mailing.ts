import { DAY, HOUR, midnight, type Span } from './calendar.ts';
import { chance, exponential, type Dice } from './dice.ts';
import type { Line } from './lines.ts';
import { siteOf, subjects } from './site.ts';
import { byMarketing, type Touch } from './touch.ts';

/** A newsletter that went out at one moment to everybody of its kind. */
export type Mailing = { at: number; subject: string; campaign: string };

export type Mailings = Record<'d2c' | 'trade', readonly Mailing[]>;

/** Thursdays at eight for salons and chains, every second week; Tuesdays at six in the evening for shoppers. */
export function mailingsOf(span: Span): Mailings {
  return { d2c: seriesOf(span, 'd2c', 2, 18), trade: seriesOf(span, 'trade', 4, 8) };
}

type Reader = { line: Line; from: number; to: number };
export type Reading = { touches: Touch[]; unsubscribedAt: number | null; bouncedAt: number | null };

const BOUNCES = 0.035;
const OPENS = 0.34;
const CLICKS = 0.28;
const UNSUBSCRIBES = 0.012;
/** Who has had newsletters for half a year reads fewer of them. */
const TIRES_MS = 180 * DAY;

/** What somebody does with the newsletters between two moments. A bounce ends them, and so does unsubscribing. */
export function readMail(roll: Dice, mailings: Mailings, { line, from, to }: Reader): Reading {
  const touches: Touch[] = [];
  const bounces = chance(roll, BOUNCES);
  for (const mailing of mailings[siteOf(line)]) {
    if (mailing.at < from || mailing.at >= to) continue;
    if (bounces) return { touches: [bounced(mailing)], unsubscribedAt: null, bouncedAt: mailing.at };
    const read = readOne(roll, mailing, OPENS / (1 + Math.max(0, mailing.at - from) / TIRES_MS));
    touches.push(...read);
    const last = read.at(-1);
    if (last?.kind === 'email_unsubscribed') return { touches, unsubscribedAt: last.at, bouncedAt: null };
  }
  return { touches, unsubscribedAt: null, bouncedAt: null };
}

function readOne(roll: Dice, mailing: Mailing, opens: number): Touch[] {
  if (!chance(roll, opens)) return [];
  const at = mailing.at + exponential(roll, 7) * HOUR;
  const said = { name: mailing.subject, channel: 'email', campaign: mailing.campaign } as const;
  const touches = [byMarketing(at, 'email_opened', 'mail', said)];
  if (chance(roll, CLICKS))
    touches.push(byMarketing(at + 40_000 + exponential(roll, 90_000), 'email_clicked', 'mail', said));
  if (chance(roll, UNSUBSCRIBES)) touches.push(byMarketing(at + 600_000, 'email_unsubscribed', 'mail', said));
  return touches;
}

function bounced({ at, subject, campaign }: Mailing): Touch {
  const properties = { reason: '550 5.1.1 No such mailbox' };
  return byMarketing(at + 9_000, 'email_bounced', 'mail', {
    name: subject,
    channel: 'email',
    campaign,
    properties,
  });
}

function seriesOf(span: Span, site: 'd2c' | 'trade', weekday: number, hour: number): Mailing[] {
  const series: Mailing[] = [];
  for (let day = midnight(span.start); day < span.end; day += DAY) {
    if (new Date(day).getUTCDay() !== weekday) continue;
    const week = Math.floor(day / (7 * DAY));
    // Shoppers get every third week, the trade every second.
    if (week % (site === 'd2c' ? 3 : 2) !== 0) continue;
    const subject = subjects[site][Math.floor(week / 2) % subjects[site].length] ?? '';
    const campaign = `${site === 'd2c' ? 'friends' : 'backbar'}-${new Date(day).toISOString().slice(0, 10)}`;
    if (day + hour * HOUR < span.end) series.push({ at: day + hour * HOUR, subject, campaign });
  }
  return series;
}
