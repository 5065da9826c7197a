/** What customers tell us between the lines of a deal: liked, missed, complained of, asked, seen elsewhere, broken. */
export const noteKinds = ['praise', 'wish', 'complaint', 'question', 'competitor', 'problem'] as const;
export type NoteKind = (typeof noteKinds)[number];

export const noteLabels: Record<NoteKind, string> = {
  praise: 'Praise',
  wish: 'Wish',
  complaint: 'Complaint',
  question: 'Question',
  competitor: 'Competitor seen',
  problem: 'Problem',
};

/** What a theme can lead to. */
export const followUpKinds = ['content_idea', 'campaign_change', 'score_rule', 'product_issue'] as const;
export type FollowUpKind = (typeof followUpKinds)[number];

export const followUpLabels: Record<FollowUpKind, string> = {
  content_idea: 'Content idea',
  campaign_change: 'Campaign change',
  score_rule: 'Score rule',
  product_issue: 'Product issue',
};

export const followUpStates = ['open', 'doing', 'done', 'dropped'] as const;
export type FollowUpState = (typeof followUpStates)[number];
