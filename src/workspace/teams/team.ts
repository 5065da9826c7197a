export const teamKinds = ['marketing', 'sales', 'success', 'other'] as const;

/** Whose hue a team's touches carry, and which side of the hand-off it stands on. */
export type TeamKind = (typeof teamKinds)[number];

/** The teams a new workspace starts with. */
export const firstTeams: { name: string; kind: TeamKind }[] = [
  { name: 'Marketing', kind: 'marketing' },
  { name: 'Sales', kind: 'sales' },
  { name: 'Customer success', kind: 'success' },
];
