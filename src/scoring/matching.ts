import { isTouch } from '../touchpoints/touchpoints.ts';
import type { EngagementRule, ModelDocument, TouchMatch } from './model.ts';
import type { Given } from './score.ts';
import { folded, hasWord, storedText } from './text.ts';

/** Of a touchpoint, what rules ask about. */
export type Touch = {
  kind: string;
  channel: string | null;
  campaign: string | null;
  name: string | null;
  /** `properties.url`; whatever is no text is no page. */
  page: unknown;
  occurredAt: Date;
  receivedAt: Date;
};

/** What a touchpoint matches: a rule of a group, or a raised hand. */
type Match =
  | { group: number; rule: EngagementRule; hand?: undefined }
  | { hand: string; group?: undefined; rule?: undefined };

export type Matcher = (touch: Touch) => Match[];

/** All that a document's rules make of touchpoints; rules are looked up by kind, as most touchpoints concern no rule. */
export function matcherOf({ groups, raisedHands }: Pick<ModelDocument, 'groups' | 'raisedHands'>): Matcher {
  const all = [
    ...groups.flatMap(({ rules }, group) => rules.map((rule) => tested(rule.what, { group, rule }))),
    ...raisedHands.map(({ id, what }) => tested(what, { hand: id })),
  ];
  const byKind = new Map<string, Tested[]>();
  const rulesFor = (kind: string) => {
    const known = byKind.get(kind);
    if (known) return known;
    const found = all.filter(({ concerns }) => concerns(kind));
    // Whoever sends names kinds: they are not kept without end.
    if (byKind.size < MOST_KINDS) byKind.set(kind, found);
    return found;
  };
  return (touch) => {
    const rules = rulesFor(touch.kind);
    if (rules.length === 0) return [];
    return rules.filter(({ test }) => test(touch)).map(({ match }) => match);
  };
}

const MOST_KINDS = 1_000;

type Tested = { match: Match; concerns: (kind: string) => boolean; test: (touch: Touch) => boolean };

/** One dated ahead of its time counts when it came. */
export function countedAt({ occurredAt, receivedAt }: Pick<Touch, 'occurredAt' | 'receivedAt'>): Date {
  return occurredAt < receivedAt ? occurredAt : receivedAt;
}

/** What these touchpoints of one contact give by all rules that count each of them: `often` is for `countedBy`. */
export function givenBy(match: Matcher, touch: Touch): { given: Given[]; often: boolean } {
  const at = countedAt(touch);
  const given: Given[] = [];
  let often = false;
  for (const { group, rule, hand } of match(touch)) {
    if (hand !== undefined) given.push({ at, hand });
    else if (rule.often) often = true;
    else given.push({ at, group, points: rule.points });
  }
  return { given, often };
}

const HOUR_MS = 3_600_000;

/**
 * Of the moments at which a rule matched, oldest first, those that count: the n-th within the days before it counts
 * where n is `from` or more, and no more than `most` of those.
 */
export function countedBy<Moment extends { at: Date }>(
  { often }: Pick<EngagementRule, 'often'>,
  moments: Moment[],
): Moment[] {
  if (!often) return moments;
  const { from = 1, most = Infinity, days } = often;
  const span = days * 24 * HOUR_MS;
  let first = 0;
  return moments.filter(({ at }, place) => {
    while ((moments[first]?.at.getTime() ?? 0) < at.getTime() - span) first += 1;
    const nth = place - first + 1;
    return nth >= from && nth < from + most;
  });
}

function tested(what: TouchMatch, match: Match): Tested {
  const kinds = what.kinds?.length ? new Set(what.kinds) : undefined;
  const ways = what.channels?.length ? new Set<string>(what.channels) : undefined;
  const [campaign, name, word, page] = [what.campaign, what.name, what.word, what.page].map(
    (text) => text && folded(text),
  );
  return {
    match,
    concerns: (kind) => (kinds ? kinds.has(kind) : isTouch(kind)),
    test: (touch) =>
      (!ways || (touch.channel !== null && ways.has(touch.channel))) &&
      (!campaign || isIn(campaign, touch.campaign)) &&
      (!name || isIn(name, touch.name)) &&
      (!word || (touch.name !== null && hasWord(touch.name, word))) &&
      (!page || isIn(page, storedText(touch.page))),
  };
}

function isIn(needle: string, text: string | null): boolean {
  return text !== null && folded(text).includes(needle);
}
