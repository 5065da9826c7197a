/** The nine roles as people read them. The table that decides stands in workspace/permissions.ts. */
export type RoleName =
  | 'owner'
  | 'admin'
  | 'marketing_manager'
  | 'marketer'
  | 'sales_manager'
  | 'rep'
  | 'customer_success'
  | 'analyst'
  | 'finance';

type Described = { value: RoleName; label: string; may: string };

export const roles: readonly Described[] = [
  { value: 'owner', label: 'Owner', may: 'Everything an admin may do, and cannot be removed by one.' },
  { value: 'admin', label: 'Admin', may: 'People, teams, API keys, mail and settings, and every record.' },
  {
    value: 'marketing_manager',
    label: 'Marketing manager',
    may: 'Every record, imports, exports and the audit log.',
  },
  {
    value: 'marketer',
    label: 'Marketer',
    may: 'Every contact and imports; assigns within the team, deletes only their own.',
  },
  {
    value: 'sales_manager',
    label: 'Sales manager',
    may: 'Every record, imports, exports and the audit log.',
  },
  {
    value: 'rep',
    label: 'Sales rep',
    may: 'Sees and hands over the contacts of their teams, takes free ones, changes their own.',
  },
  {
    value: 'customer_success',
    label: 'Customer success',
    may: 'Sees every contact and changes those of their teams.',
  },
  { value: 'analyst', label: 'Analyst', may: 'Reads and exports everything, changes nothing.' },
  { value: 'finance', label: 'Finance', may: 'Reads everything, changes nothing.' },
];

export const roleChoices = roles.map(({ value, label }) => ({ value, label }));

export function roleLabel(role: string): string {
  return roles.find(({ value }) => value === role)?.label ?? role;
}

export function roleMeaning(role: string): string {
  return roles.find(({ value }) => value === role)?.may ?? '';
}

/** Only an owner makes owners. */
export function rolesGivenBy(role: string | undefined) {
  return roleChoices.filter(({ value }) => value !== 'owner' || role === 'owner');
}
