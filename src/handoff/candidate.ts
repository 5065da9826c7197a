import type { TemperatureMove } from '../scoring/events.ts';
import type { Trigger } from './lead.ts';

/** Somebody who may be handed over, and by which rule. */
export type Candidate = {
  contactId: string;
  trigger: Trigger;
  /** `hot`, `warm`, `raised_hand:<id of the rule>`, `manual`, `recycled`. */
  rule: string;
  /** What a raised hand is called: "Asked for a demo". */
  label?: string;
  fit: number | null;
  engagement: number | null;
  /** ISO 8601. */
  at: string;
};

export type WarmOwner = 'marketing' | 'sales';

/** What of these moves is sales' business: hot, a raised hand, and warm where that is theirs. One a contact, the strongest. */
export function candidatesOf(moves: TemperatureMove[], warm: WarmOwner): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const move of moves) {
    const trigger = triggerOf(move, warm);
    const known = found.get(move.contactId);
    if (!trigger || (known && !isStronger(trigger, known.trigger))) continue;
    const { contactId, raisedHand, fit, engagement, at } = move;
    const rule = trigger === 'raised_hand' ? `raised_hand:${raisedHand ?? 'any'}` : trigger;
    found.set(contactId, { contactId, trigger, rule, fit, engagement, at: at.toISOString() });
  }
  return [...found.values()];
}

/** A question is worth more than any number of visits. */
const strength: Record<Trigger, number> = { manual: 5, raised_hand: 4, recycled: 3, hot: 2, warm: 1 };

function isStronger(one: Trigger, other: Trigger): boolean {
  return strength[one] > strength[other];
}

/** Who is sales' already, comes by nothing but their own word, or a colleague's. */
export function isSaid(trigger: Trigger): boolean {
  return trigger === 'raised_hand' || trigger === 'manual';
}

function triggerOf({ from, to, why, raisedHand }: TemperatureMove, warm: WarmOwner): Trigger | undefined {
  if (why === 'raised_hand' || raisedHand !== undefined) return 'raised_hand';
  if (to === 'hot' && from !== 'hot') return 'hot';
  return to === 'warm' && from === 'cold' && warm === 'sales' ? 'warm' : undefined;
}
