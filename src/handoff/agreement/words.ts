import { channelLabels, type Channel } from '../../audience/audience.ts';
import type { AgreedPromise, MarketingPromise, SalesPromise, Step } from './agreement.ts';
import type { Said } from './contract.ts';

/** The agreement as both sides read it. */

const HOUR = 60;
/** As the glossary of the usual terms says it. */
const WORKING_DAY = 8 * HOUR;

/** 960 → "2 working days" */
export function lengthWords(minutes: number): string {
  if (minutes >= WORKING_DAY && minutes % WORKING_DAY === 0)
    return count(minutes / WORKING_DAY, 'working day');
  if (minutes >= HOUR && minutes % HOUR === 0) return count(minutes / HOUR, 'working hour');
  return count(minutes, 'working minute');
}

export function nameOf(promise: AgreedPromise): string {
  switch (promise.metric) {
    case 'first_response':
      return `First response within ${lengthWords(promise.withinMinutes)}`;
    case 'attempts':
      return `${count(promise.count ?? 1, 'attempt')} within ${lengthWords(promise.withinMinutes)}`;
    case 'verdict':
      return `Verdict within ${lengthWords(promise.withinMinutes)}`;
    case 'recycled_followed_up':
      return `Returning leads followed up within ${lengthWords(promise.withinMinutes)}`;
    case 'hot_leads':
      return `Hot leads${fromWords(promise)}`;
    case 'accepted_share':
      return `Accepted by sales${fromWords(promise)}`;
    case 'pipeline_value':
      return `Pipeline from marketing’s leads${fromWords(promise)}`;
    default:
      return `Lead brief complete${fromWords(promise)}`;
  }
}

/** What is promised of it: "90% of leads", "120 a month". */
export function termsWords(promise: AgreedPromise): string {
  const { metric, target } = promise;
  if (metric === 'hot_leads') return `${number(target)} a month`;
  if (metric === 'pipeline_value') return `${money(target, promise.currency ?? '')} a month`;
  if (metric === 'accepted_share') return `at least ${percent(target)} of those judged`;
  if (metric === 'data_complete') return `six facts, ${percent(target)} of leads`;
  if (metric === 'recycled_followed_up') return `${percent(target)} of leads that come back`;
  return `${percent(target)} of leads`;
}

export function sentenceOf(promise: AgreedPromise): string {
  return promise.side === 'sales' ? salesSentence(promise) : marketingSentence(promise);
}

export function sayPromise(promise: AgreedPromise): Said {
  const { id, steps } = promise;
  return {
    id,
    name: nameOf(promise),
    sentence: sentenceOf(promise),
    steps: steps.map((step) => stepWords(step, promise)),
  };
}

/** What happens when it is missed, as one reads it. */
export function stepWords({ afterMinutes, do: does, words }: Step, promise: AgreedPromise): string {
  if (does === 'consequence') return `A month that ends below target: ${words ?? 'to be agreed'}`;
  if (promise.side === 'marketing')
    return does === 'tell_manager'
      ? 'A month that ends below target: the managers of marketing are told'
      : 'A month that ends below target is flagged in the weekly review';
  const when = whenWords(afterMinutes);
  if (does === 'remind') return `${when}: the rep is reminded`;
  if (does === 'reassign') return `${when}: the lead goes to the next free rep`;
  if (does === 'tell_manager') return `${when}: the managers of sales are told`;
  return `${when}: the case is flagged in the weekly review`;
}

export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}

export function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency: currency || 'EUR' });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  return format.format(minor / 10 ** digits).replace(/\.00$/, '');
}

function whenWords(afterMinutes: number): string {
  if (afterMinutes < 0) return `${capital(lengthWords(-afterMinutes))} before it is due`;
  return afterMinutes === 0
    ? 'As soon as it is missed'
    : `${capital(lengthWords(afterMinutes))} after it was due`;
}

function salesSentence(promise: SalesPromise): string {
  const { metric, target, withinMinutes, graceMinutes } = promise;
  const within = `within ${lengthWords(withinMinutes)}`;
  const share = percent(target);
  const grace = graceMinutes > 0 ? ` ${capital(lengthWords(graceMinutes))} more still count.` : '';
  if (metric === 'first_response') return `Sales answers ${share} of leads ${within}.${grace}`;
  if (metric === 'attempts')
    return `Before giving up, sales tries to reach ${share} of leads ${promise.count ?? 1} times ${within}.${grace}`;
  if (metric === 'verdict')
    return `Sales accepts or returns ${share} of leads, with a reason, ${within}.${grace}`;
  return `Sales follows up ${share} of leads that come back on the agreed date ${within}.${grace}`;
}

function marketingSentence(promise: MarketingPromise): string {
  const { metric, target } = promise;
  const from = fromWords(promise);
  if (metric === 'hot_leads') return `Marketing brings ${number(target)} hot leads a month${from}.`;
  if (metric === 'accepted_share')
    return `Sales accepts at least ${percent(target)} of the leads${from} that it judges.`;
  if (metric === 'pipeline_value')
    return `Deals worth ${money(target, promise.currency ?? '')} a month are opened from marketing’s leads${from}.`;
  return `${percent(target)} of leads${from} come with name, e-mail or phone, company, job title, country and source.`;
}

function fromWords({ sources }: { sources?: Channel[] | undefined }): string {
  if (!sources || sources.length === 0) return '';
  return ` from ${listed(sources.map((source) => channelLabels[source].toLowerCase()))}`;
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

function count(amount: number, noun: string): string {
  return `${number(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
