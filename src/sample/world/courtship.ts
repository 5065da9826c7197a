import { browse, codeFor, SITE } from './browsing.ts';
import { fairDate, fairs, HOUR, whenAwake } from './calendar.ts';
import { between, chance, pick, poisson, whole, type Dice } from './dice.ts';
import { probability } from './effects.ts';
import { readMail } from './mailing.ts';
import { notes } from './notes.ts';
import type { Prospect, Surroundings } from './prospect.ts';
import { byMarketing, bySales, touch, type Touch } from './touch.ts';

/**
 * What happens with somebody until they decide, planned as if today never came: what lies in the future is cut off
 * later. Every step is drawn by itself, so that what it does can be told apart from what the others do.
 */
export function court(roll: Dice, who: Prospect, around: Surroundings): Touch[] {
  return [
    ...firstMoments(roll, who),
    ...visitsOfTheSite(roll, who),
    ...mail(roll, who, around),
    ...retargeting(roll, who),
    ...gestures(roll, who),
    ...(who.line === 'd2c' ? store(roll, who) : selling(roll, who, around)),
  ];
}

/** How they came, and how we learned who they are. */
function firstMoments(roll: Dice, who: Prospect): Touch[] {
  const { opening, arrivedAt: at, line, rep } = who;
  const { channel, knownAt } = opening;
  if (opening.online) return comeOnline(roll, who);
  const campaign = codeFor(roll, channel, line, at);
  switch (channel) {
    case 'trade_fair':
      return [fairTalk(roll, at, rep, who.fairName, who.fairCode)];
    case 'visit':
      return [
        bySales(at, 'visit', rep, {
          name: 'unannounced',
          channel,
          properties: { note: pick(roll, notes.visit) },
        }),
      ];
    case 'store':
      return [
        touch(at, 'store_visit', 'book', { name: 'the store, filled in a card', channel, team: 'sales' }),
        identify(knownAt),
      ];
    case 'event':
      return [byMarketing(at, 'event_attended', 'book', { name: pick(roll, notes.classes), channel })];
    case 'direct_mail':
      return [byMarketing(at, 'letter', 'book', { name: 'a sachet', channel, campaign })];
    default:
      return [coldCall(roll, at, rep)];
  }
}

function comeOnline(roll: Dice, who: Prospect): Touch[] {
  const { opening, arrivedAt, line } = who;
  const { channel, knownAt } = opening;
  const campaign = codeFor(roll, channel, line, arrivedAt);
  const sitting = { line, prices: pricesOf(who) };
  const touches = browse(roll, { at: arrivedAt, channel, campaign, ...sitting });
  if (channel === 'referral')
    touches.push(
      byMarketing(arrivedAt - 60_000, 'word_of_mouth', 'book', {
        name: pick(roll, notes.recommended),
        channel,
      }),
    );
  if (knownAt - arrivedAt > HOUR)
    touches.push(
      ...browse(roll, {
        at: knownAt - whole(roll, 2, 9) * 60_000,
        channel: 'direct',
        campaign: null,
        ...sitting,
      }),
    );
  const form = line === 'd2c' ? 'Newsletter' : pick(roll, notes.forms);
  const properties = { url: `${SITE}/${line === 'd2c' ? '' : 'trade'}`, form };
  touches.push(byMarketing(knownAt, 'form_submitted', 'web', { name: form, properties }), identify(knownAt));
  if (heard.has(channel) && chance(roll, 0.8))
    touches.push(
      byMarketing(knownAt + 20_000, 'heard_of_us', 'web', { name: notes.heard[channel] ?? null, channel }),
    );
  return touches;
}

/** What one cannot click on, so that people are asked. */
const heard = new Set(['radio', 'tv', 'billboard', 'print', 'press', 'influencer']);

function visitsOfTheSite(roll: Dice, who: Prospect): Touch[] {
  const { line, opening, decidesAt, interest } = who;
  const count = poisson(roll, Math.min(5, (line === 'd2c' ? 1.3 : 1.8) * Math.exp(0.4 * interest)));
  return Array.from({ length: count }, () => {
    const at = timeWithin(roll, who, opening.knownAt, decidesAt);
    const channel = pick(roll, ['direct', 'direct', 'search', 'email', 'social', 'ad'] as const);
    const campaign = codeFor(roll, channel, line, at);
    // A telephone and a desk: two browsers, until both have said the same name.
    const elsewhere = chance(roll, 0.12);
    return browse(roll, { at, line, channel, campaign, prices: pricesOf(who), elsewhere });
  }).flat();
}

function pricesOf({ line, interest }: Prospect): number {
  return probability((line === 'd2c' ? -2.6 : -2.2) + 0.8 * interest);
}

function mail(
  roll: Dice,
  { line, opening, decidesAt, hasEmail }: Prospect,
  { mailings }: Surroundings,
): Touch[] {
  return hasEmail ? readMail(roll, mailings, { line, from: opening.knownAt, to: decidesAt }).touches : [];
}

/** Follows those who want it anyway, which is why it seems to work. */
function retargeting(roll: Dice, who: Prospect): Touch[] {
  if (!who.opening.online || !chance(roll, probability(-1.6 + 1.1 * who.interest))) return [];
  return Array.from({ length: whole(roll, 1, 3) }, () => {
    const at = timeWithin(roll, who, who.arrivedAt, who.decidesAt);
    return byMarketing(at, 'ad_seen', 'mail', {
      name: 'Retargeting',
      channel: 'ad',
      campaign: 'retargeting-basket',
    });
  });
}

/** A letter, a recommendation later on. */
function gestures(roll: Dice, who: Prospect): Touch[] {
  const touches: Touch[] = [];
  const { opening, decidesAt, line } = who;
  const inTime = () => timeWithin(roll, who, opening.knownAt, decidesAt);
  if (opening.channel !== 'direct_mail' && chance(roll, 0.1)) {
    const at = inTime();
    const campaign = codeFor(roll, 'direct_mail', line, at);
    touches.push(byMarketing(at, 'letter', 'book', { name: 'a sachet', channel: 'direct_mail', campaign }));
  }
  if (opening.channel !== 'referral' && chance(roll, 0.05))
    touches.push(
      byMarketing(inTime(), 'word_of_mouth', 'book', {
        name: pick(roll, notes.recommended),
        channel: 'referral',
      }),
    );
  return touches;
}

function store(roll: Dice, who: Prospect): Touch[] {
  if (who.opening.channel === 'store' || !chance(roll, 0.09)) return [];
  const at = timeWithin(roll, who, who.opening.knownAt, who.decidesAt);
  return [
    touch(at, 'store_visit', 'book', {
      name: 'the store, tried the products',
      channel: 'store',
      team: 'sales',
    }),
  ];
}

/** What sales does, and the fair and classes in between. */
function selling(roll: Dice, who: Prospect, { span }: Surroundings): Touch[] {
  const { opening, decidesAt, rep, country } = who;
  const inTime = () => timeWithin(roll, who, opening.knownAt, decidesAt);
  const touches: Touch[] = [];
  for (const fair of fairs) {
    const day = fairDate(span, fair);
    const abroad =
      (country === 'DE') !== (fair.code === 'haarforum') ||
      (country === 'FR') !== (fair.code === 'forum-coiffure');
    if (abroad || day < opening.knownAt || day > decidesAt || !chance(roll, 0.22)) continue;
    touches.push(fairTalk(roll, day + between(roll, 9, 17) * HOUR, rep, fair.name, codeOf(fair.code, day)));
  }
  if (chance(roll, 0.15)) touches.push(coldCall(roll, inTime(), rep));
  if (chance(roll, 0.36)) touches.push(warmCall(roll, inTime(), rep));
  if (chance(roll, 0.08)) touches.push(bySales(inTime(), 'call_inbound', rep, callFacts(roll)));
  if (chance(roll, 0.2)) touches.push(...showing(roll, who, inTime()));
  if (chance(roll, 0.08))
    touches.push(
      byMarketing(inTime(), 'event_attended', 'book', { name: pick(roll, notes.classes), channel: 'event' }),
    );
  if (chance(roll, 0.14))
    touches.push(
      bySales(inTime(), 'sample_sent', rep, {
        name: `Sample kit sent to ${who.city}`,
        channel: 'direct_mail',
      }),
    );
  return touches;
}

function showing(roll: Dice, { rep, currency, city }: Prospect, at: number): Touch[] {
  if (chance(roll, 0.4))
    return [bySales(at, 'demo', rep, { channel: 'visit', properties: { minutes: whole(roll, 25, 70) } })];
  const expense = { amount: whole(roll, 1_200, 18_400), currency };
  const properties = { note: pick(roll, notes.visit), minutes: whole(roll, 20, 90), expense };
  return [bySales(at, 'visit', rep, { name: city, channel: 'visit', properties })];
}

export function warmCall(roll: Dice, at: number, rep: Prospect['rep']): Touch {
  return bySales(at, 'call_warm', rep, callFacts(roll));
}

function coldCall(roll: Dice, at: number, rep: Prospect['rep']): Touch {
  const outcome = pick(roll, ['no_answer', 'voicemail', 'reached', 'call_back', 'not_interested'] as const);
  const properties = { outcome, ...(outcome === 'reached' ? { minutes: whole(roll, 2, 9) } : {}) };
  return bySales(at, 'call_cold', rep, { channel: 'phone', properties });
}

function callFacts(roll: Dice) {
  const outcome = pick(roll, ['reached', 'reached', 'interested', 'meeting_agreed', 'follow_up'] as const);
  return {
    channel: 'phone',
    properties: { outcome, minutes: whole(roll, 3, 24), note: pick(roll, notes.call) },
  } as const;
}

function fairTalk(
  roll: Dice,
  at: number,
  rep: Prospect['rep'],
  name: string | null,
  code: string | null,
): Touch {
  const properties = { note: pick(roll, notes.fair) };
  return bySales(at, 'fair_talk', rep, { name, channel: 'trade_fair', campaign: code, properties });
}

export function codeOf(code: string, at: number): string {
  return `${code}-${new Date(at).getUTCFullYear() % 100}`;
}

function identify(at: number): Touch {
  return touch(at + 1_000, 'identify', 'web');
}

/** At an hour in which such people are awake; never before `from`. */
function timeWithin(roll: Dice, { line }: Prospect, from: number, to: number): number {
  const at = between(roll, from, Math.max(from + HOUR, to));
  const awake = whenAwake(line, at, roll);
  return awake >= from && awake <= to ? awake : at;
}
