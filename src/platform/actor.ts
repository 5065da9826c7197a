export const roles = [
  'owner',
  'admin',
  'marketing_manager',
  'marketer',
  'sales_manager',
  'rep',
  'customer_success',
  'analyst',
  'finance',
] as const;

export type Role = (typeof roles)[number];

/**
 * Who does something: a person, an API key or Tandem itself. The first argument of every verb after the
 * database.
 */
export type Actor = {
  kind: 'user' | 'key' | 'system';
  /** The user's or key's id; null for Tandem itself. */
  id: string | null;
  name: string;
  role: Role;
  teamIds: string[];
};

/** Tandem acting on its own: jobs, imports from the command line, schedules. */
export const system: Actor = { kind: 'system', id: null, name: 'Tandem', role: 'owner', teamIds: [] };
