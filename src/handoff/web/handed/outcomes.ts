import type { HandedQuery } from '../../hand-overs/contract.ts';

export type Outcome = HandedQuery['outcome'];

/** How each outcome is called beside its number. */
export const outcomeLabels: Record<Outcome, string> = {
  handed: 'Handed to sales',
  open: 'Open with sales already',
  worked: 'Accepted or in a deal already',
  rejected: 'Rejected by sales before',
  unreachable: 'Without a way to reach them',
};

export const outcomeNames = Object.keys(outcomeLabels) as Outcome[];
