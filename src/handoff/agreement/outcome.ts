import { dayWords } from '../../platform/moments.ts';
import type { HandoffState, Reason, Verdict } from '../lead.ts';

/** What became of a hand-off, as far as it is known. */
export type Fate = {
  handoffId: string;
  openedAt: Date;
  state: HandoffState;
  verdict: Verdict | null;
  reason: Reason | null;
  recycleOn: string | null;
  attempts: number;
  contactId: string;
  name: string;
  companyName: string | null;
  repId: string | null;
  repName: string | null;
  /** Whether whoever asks may read the hand-off itself. */
  reached: boolean;
};

export function outcomeOf(fate: Fate): string {
  const { state, verdict, reason, recycleOn, attempts } = fate;
  if (state === 'won' || state === 'lost') return `Accepted, ${state}`;
  if (verdict === 'accepted') return 'Accepted';
  if (verdict === 'recycled')
    return recycleOn ? `Returned until ${dayWords(recycleOn)}${why(reason)}` : `Returned${why(reason)}`;
  if (verdict === 'rejected') return `Rejected${why(reason)}`;
  if (attempts > 0) return `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, no verdict yet`;
  return fate.repId === null ? 'Nobody has it yet' : 'Not tried yet';
}

function why(reason: Reason | null): string {
  return reason === null ? '' : `: ${reasonWords[reason]}`;
}

const reasonWords: Record<Reason, string> = {
  wrong_person: 'wrong person',
  no_need: 'no need',
  no_budget: 'no budget',
  bad_timing: 'bad timing',
  competitor: 'competitor',
  not_reached: 'not reached',
  duplicate: 'duplicate',
  bad_data: 'bad data',
  spam: 'spam',
  other: 'another reason',
};
