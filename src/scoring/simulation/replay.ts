import { addHeat, engagementAt, type GroupHeat, type HeatGroup } from '../heat.ts';
import type { Given } from '../score.ts';
import type { Temperature } from '../temperature.ts';
import type { Way } from './tally.ts';

export type Rules = {
  groups: readonly HeatGroup[];
  /** The temperature at a moment, of who had `before`; `hand` is when they last raised theirs. */
  temperature: (now: { engagement: number; hand: Date | null; before: Temperature; at: Date }) => Temperature;
};

export type Window = {
  since: Date;
  until: Date;
  /** Who came in within the window, when. */
  knownAt?: Date | undefined;
};

/**
 * Somebody's way through the window: all they ever did, touch by touch in the order of time. Between two touches the score
 * only falls, so it is enough to look just before and just after each: whoever cooled in between has cooled by then.
 */
export function replay(
  given: readonly Given[],
  rules: Rules,
  { since, until, knownAt = since }: Window,
): Way {
  const first = given[0]?.at ?? knownAt;
  const person = begin(first, rules);
  const start = startOf([first, knownAt], { since, until });
  const becameHot: Date[] = [];
  let hotAtStart: boolean | undefined;
  for (const each of given) {
    if (each.at > until) break;
    if (each.at > start) hotAtStart ??= look(person, start, rules) === 'hot';
    const wasHot = look(person, each.at, rules) === 'hot';
    take(person, each);
    const isHot = look(person, each.at, rules) === 'hot';
    if (hotAtStart !== undefined && isHot && !wasHot) becameHot.push(each.at);
  }
  hotAtStart ??= look(person, start, rules) === 'hot';
  const temperature = look(person, until, rules);
  return hotAtStart && start > since
    ? { hotAtStart: false, becameHot: [start, ...becameHot], temperature }
    : { hotAtStart, becameHot, temperature };
}

/** Nobody was hot before anybody knew of them. */
function startOf(known: Date[], { since, until }: Window): Date {
  const first = Math.min(...known.map(Number));
  return new Date(Math.min(Math.max(first, since.getTime()), until.getTime()));
}

type Person = { groups: GroupHeat[]; hand: Date | null; temperature: Temperature };

function begin(at: Date, rules: Rules): Person {
  const groups = rules.groups.map((group) => ({ group, heat: { points: 0, at } }));
  return { groups, hand: null, temperature: 'cold' };
}

function take(person: Person, given: Given): void {
  if ('hand' in given) {
    person.hand = given.at;
    return;
  }
  const place = person.groups[given.group];
  if (place) place.heat = addHeat(place.heat, given, place.group);
}

function look(person: Person, at: Date, rules: Rules): Temperature {
  const { hand, temperature: before } = person;
  const engagement = engagementAt(person.groups, at);
  person.temperature = rules.temperature({ engagement, hand, before, at });
  return person.temperature;
}
