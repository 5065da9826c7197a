import { count } from '../../web/numbers.ts';
import type { EngagementRule, ModelState, TouchMatch } from '../simulation/contract.ts';

export const stateWords: Record<ModelState, string> = {
  draft: 'Draft',
  proposed: 'Proposed',
  signed: 'Signed',
  applying: 'Being applied',
  in_force: 'In force',
  retired: 'Retired',
  withdrawn: 'Withdrawn',
};

/** What is called how: kinds of touchpoints and channels. */
export type Names = { kinds: ReadonlyMap<string, string>; channels: ReadonlyMap<string, string> };

/** "page viewed on /pricing", "cold call or warm call through the phone, called “Spring”" */
export function touchWords(what: TouchMatch, { kinds, channels }: Names): string {
  const named = (what.kinds ?? []).map((kind) => inSentence(kinds.get(kind) ?? kind));
  const ways = (what.channels ?? []).map((channel) => inSentence(channels.get(channel) ?? channel));
  return [
    named.length === 0 ? 'any touchpoint' : listed(named),
    what.page ? `on ${what.page}` : '',
    what.name ? `called “${what.name}”` : '',
    what.word ? `with the word “${what.word}” in its name` : '',
    ways.length === 0 ? '' : `through ${listed(ways)}`,
    what.campaign ? `in the campaign “${what.campaign}”` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** "from the third within 7 days on, at most 5" */
export function oftenWords(often: EngagementRule['often']): string {
  if (often === undefined) return '';
  const { from, most, days } = often;
  const within = `within ${days === 1 ? 'a day' : `${count(days)} days`}`;
  if (from !== undefined && most !== undefined)
    return `from the ${ordinal(from)} on, at most ${count(most)} ${within}`;
  if (from !== undefined) return `from the ${ordinal(from)} ${within} on`;
  return most === undefined ? '' : `at most ${count(most)} ${within}`;
}

export function ruleWords(rule: EngagementRule, names: Names): string {
  const often = oftenWords(rule.often);
  return `${touchWords(rule.what, names)}${often === '' ? '' : `, ${often}`}`;
}

/** +5, −12 with a true minus. */
export function signed(points: number): string {
  const size = Math.abs(points).toLocaleString('en-GB', { maximumFractionDigits: 1 });
  return points < 0 ? `−${size}` : `+${size}`;
}

export function ordinal(value: number): string {
  const words = ['', 'first', 'second', 'third', 'fourth', 'fifth'];
  return words[value] ?? `${count(value)}${endingOf(value)}`;
}

function endingOf(value: number): string {
  if (value % 100 >= 11 && value % 100 <= 13) return 'th';
  return { 1: 'st', 2: 'nd', 3: 'rd' }[value % 10] ?? 'th';
}

function inSentence(label: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
