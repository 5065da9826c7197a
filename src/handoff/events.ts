import type { Reason, Trigger, Verdict } from './lead.ts';

/** What an accepting rep would like to open: the pipeline, downstream, does it in the same transaction. */
type WishedDeal = {
  name: string;
  amount: number | null;
  currency: string | null;
  expectedCloseOn: string | null;
};

/** `words` names the promise: "First response". */
type ClockTold = { contactId: string; promise: string; repId: string | null; dueAt: string; words: string };

declare module '../platform/events.ts' {
  interface EventMap {
    'handoff.opened': { contactId: string; trigger: Trigger; repId: string | null };
    /** Another reason came to one that is open already. */
    'handoff.urged': { contactId: string; rule: string };
    'handoff.assigned': { contactId: string; from: string | null; to: string | null; routedBy: string };
    /** Nobody has it: it waits in the queue (of a team, or of all) to be claimed. */
    'handoff.queued': { contactId: string; from: string | null; teamId: string | null; routedBy: string };
    'handoff.attempted': { contactId: string; kind: string; outcome: string };
    'handoff.judged': { contactId: string; verdict: Verdict; reason: Reason | null };
    'routing.changed': { version: number };
    'rep.changed': { name: string };
    'promise.due-soon': ClockTold;
    'promise.missed': ClockTold;
    /** After it was due: the rep is reminded, or the managers of sales are told. */
    'promise.reminded': ClockTold;
    'promise.escalated': ClockTold;
    /** A month ended in which a promise of this side was not kept; its managers are told. */
    'promise.broken': { promise: string; side: 'marketing' | 'sales'; month: string; words: string };
    /** Somebody has to settle it: `step` says whether it is a case for the weekly review or what was agreed. */
    'consequence.raised': { promise: string; step: string; words: string | null };
    'consequence.settled': { words: string | null };
    'consequence.reopened': Record<string, never>;
    'agreement.drafted': { number: number };
    'agreement.edited': { number: number };
    'agreement.discarded': { number: number };
    'agreement.proposed': { number: number };
    'agreement.signed': { number: number; side: 'marketing' | 'sales' };
    'agreement.in-force': { number: number };
    'agreement.withdrawn': { number: number };
  }
}

declare module '../platform/listeners.ts' {
  interface ListenerMap {
    /** In the transaction of the verdict. `opened` is to be told of the deal that was opened for it. */
    'handoff.judged': {
      handoffId: string;
      contactId: string;
      repId: string;
      verdict: Verdict;
      reason: Reason | null;
      deal: WishedDeal | null;
      opened: (dealId: string) => void;
    };
    /** For rooms downstream to say whether, and how, what was handed off was sold: told by the deal's room. */
    'handoffs.sold': {
      handoffIds: string[];
      outcome: 'won' | 'lost' | 'open';
      /** Of the deal, in minor units: what marketing's promise of pipeline is counted by. */
      amount?: number | null;
      currency?: string | null;
    };
  }
}
