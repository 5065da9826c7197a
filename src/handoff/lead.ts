/** Why a lead is handed over. */
export const triggers = ['hot', 'raised_hand', 'warm', 'manual', 'recycled'] as const;
export type Trigger = (typeof triggers)[number];

/** Where a hand-off stands. `ready` and `contacting` are open; `won` and `lost` are what became of an accepted one. */
export const handoffStates = ['ready', 'contacting', 'accepted', 'returned', 'won', 'lost'] as const;
export type HandoffState = (typeof handoffStates)[number];

/** What sales says of it: worth its time, not now, or never by this rule. */
export const verdicts = ['accepted', 'recycled', 'rejected'] as const;
export type Verdict = (typeof verdicts)[number];

export const reasons = [
  'wrong_person',
  'no_need',
  'no_budget',
  'bad_timing',
  'competitor',
  'not_reached',
  'duplicate',
  'bad_data',
  'spam',
  'other',
] as const;
export type Reason = (typeof reasons)[number];

export const attemptKinds = ['call', 'email', 'message', 'visit', 'meeting'] as const;
export type AttemptKind = (typeof attemptKinds)[number];

export const attemptOutcomes = ['reached', 'no_answer', 'voicemail', 'sent', 'booked'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];
