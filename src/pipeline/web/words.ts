import type { Choice } from '../../web/ui/Select.tsx';
import type { Deal } from './deals.ts';

/** Deals in the words of the people who win them. */

export type Stage = Deal['stage'];
export type LostReason = NonNullable<Deal['lostReason']>;

export const stageOrder: readonly Stage[] = ['open', 'won', 'lost'];
export const stageWords: Record<Stage, string> = { open: 'Open', won: 'Won', lost: 'Lost' };
export const stageChoices: readonly Choice[] = stageOrder.map((value) => ({
  value,
  label: stageWords[value],
}));

export const lostWords: Record<LostReason, string> = {
  price: 'Too expensive',
  no_budget: 'No budget',
  competitor: 'Chose a competitor',
  missing: 'Does not do what they need',
  bad_timing: 'Bad timing',
  no_decision: 'No decision was made',
  no_answer: 'Stopped answering',
  duplicate: 'Same as another deal',
  other: 'Something else',
};
export const lostChoices: readonly Choice[] = Object.entries(lostWords).map(([value, label]) => ({
  value,
  label,
}));

export const verdictWords: Record<string, string> = {
  accepted: 'Accepted',
  recycled: 'Sent back to marketing',
  rejected: 'Rejected',
};

export const triggerWords: Record<string, string> = {
  hot: 'Became hot',
  warm: 'Became warm',
  raised_hand: 'Raised their hand',
  manual: 'Handed over by a colleague',
  recycled: 'Came back after being recycled',
};

export const fieldWords: Record<string, string> = {
  name: 'Name',
  stage: 'Stage',
  amount: 'Amount',
  currency: 'Currency',
  contactId: 'Contact',
  companyId: 'Company',
  ownerId: 'Owner',
  expectedCloseOn: 'Expected day',
  closedAt: 'Day of closing',
  lostReason: 'Reason',
  lostWords: 'In words',
};
