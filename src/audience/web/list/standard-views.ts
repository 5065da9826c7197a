import type { StandardView } from '../../../web/list/views.ts';

/** Views everybody has. */
export const standardViews: readonly StandardView[] = [
  { id: 'mine', name: 'Mine', state: { filter: [['owner', 'is', ['me']]] } },
  { id: 'unassigned', name: 'Unassigned', state: { filter: [['owner', 'is_empty', null]] } },
  { id: 'new', name: 'New this week', state: { filter: [['createdAt', 'in_last', '7d']] } },
];
