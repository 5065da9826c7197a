import { choicesOf } from '../../../audience/web/words.ts';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import { reasonWords } from '../words.ts';
import type { FollowUp, Item, NoteKind } from './feedback.ts';

export const noteWords: Record<NoteKind, string> = {
  praise: 'Praise',
  wish: 'Wish',
  complaint: 'Complaint',
  question: 'Question',
  competitor: 'Competitor seen',
  problem: 'Problem',
};
export const noteChoices = choicesOf(noteWords);

export const noteIcons: Record<NoteKind, IconName> = {
  praise: 'keep',
  wish: 'plus',
  complaint: 'warning',
  question: 'info',
  competitor: 'eye',
  problem: 'refresh',
};

export const verdictWords = { accepted: 'Accepted', recycled: 'Recycled', rejected: 'Rejected' } as const;

export const followUpWords: Record<FollowUp['kind'], string> = {
  content_idea: 'Content idea',
  campaign_change: 'Campaign change',
  score_rule: 'Score rule',
  product_issue: 'Product issue',
};
export const followUpChoices = choicesOf(followUpWords);

export const stateWords: Record<FollowUp['state'], string> = {
  open: 'Open',
  doing: 'Doing',
  done: 'Done',
  dropped: 'Dropped',
};
export const stateChoices = choicesOf(stateWords);

/** "Complaint", or "Rejected: no budget". */
export function whatWords({ kind, verdict, reason }: Pick<Item, 'kind' | 'verdict' | 'reason'>): string {
  if (kind !== null) return noteWords[kind];
  const said = verdict === null ? 'Verdict' : verdictWords[verdict];
  return reason === null ? said : `${said}: ${reasonWords[reason].toLowerCase()}`;
}
