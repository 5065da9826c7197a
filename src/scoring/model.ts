import type { AnyCondition } from '../platform/conditions.ts';

export const modelStates = [
  'draft',
  'proposed',
  'signed',
  'applying',
  'in_force',
  'retired',
  'withdrawn',
] as const;
export type ModelState = (typeof modelStates)[number];

/** Who owns the score: each side's own people sign for it. */
export const sides = ['marketing', 'sales'] as const;
export type Side = (typeof sides)[number];

/** What both teams sign: who fits, what engagement is worth, and from which score on somebody is warm or hot. */
export type ModelDocument = {
  fit: {
    /** Where everybody starts, before any rule. The fit stays between 0 and 100. */
    base: number;
    rules: FitRule[];
    /** From which fit on a contact is A, B, C; below, D. */
    grades: { a: number; b: number; c: number };
  };
  groups: EngagementGroup[];
  /** Touchpoints that make somebody hot at once, whatever the score: asked for a demo, a call, a price. */
  raisedHands: RaisedHand[];
  /** How long a raised hand keeps somebody hot by itself. */
  raisedHandDays: number;
  warm: TemperatureLine;
  hot: TemperatureLine;
};

/** Entered at one score, left at a lower one, on both axes. */
export type TemperatureLine = {
  engagement: { enter: number; leave: number };
  fit: { enter: number; leave: number };
};

export type FitRule = {
  id: string;
  points: number;
  /** As in a segment: all must hold. Only what is asked of contacts and companies, and nothing that time alone changes. */
  when: { match: 'all' | 'any' | 'none'; items: (FitRule['when'] | AnyCondition)[] };
};

export type EngagementGroup = {
  id: string;
  label: string;
  /** The most it gives, however much somebody does. */
  cap: number;
  halfLifeDays: number;
  rules: EngagementRule[];
};

export type EngagementRule = {
  id: string;
  points: number;
  what: TouchMatch;
  /** Counts only from this many within so many days on, and at most so many of them; left out, each counts. */
  often?: { from?: number; most?: number; days: number };
};

export type RaisedHand = { id: string; label: string; what: TouchMatch };

/** Which touchpoints are meant: of all that is said, each must hold. Text is found anywhere, `word` as a whole word; whatever its case. */
export type TouchMatch = {
  kinds?: string[];
  channels?: string[];
  campaign?: string;
  name?: string;
  /** In the name, too: “demo” in “Book a demo”, and not in “Demographics”. */
  word?: string;
  page?: string;
};
