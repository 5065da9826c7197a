import type { Actor, Role } from '../platform/actor.ts';

/** How far a permission reaches: the records one owns, those of one's teams (and nobody's), or all. */
export type Scope = 'own' | 'team' | 'all';

type Grants = Record<Role, Scope | null>;

const everybody: Grants = {
  owner: 'all',
  admin: 'all',
  marketing_manager: 'all',
  marketer: 'all',
  sales_manager: 'all',
  rep: 'all',
  customer_success: 'all',
  analyst: 'all',
  finance: 'all',
};
const readers = { analyst: null, finance: null } as const;
const workers: Grants = { ...everybody, ...readers };
const managers: Grants = { ...workers, marketer: null, rep: null, customer_success: null };
const admins: Grants = { ...managers, marketing_manager: null, sales_manager: null };

/** THE table of permissions: what each role may do, and how far. `permissions.test.ts` walks every route with it. */
export const permissions = {
  'contacts.read': { ...everybody, rep: 'team' },
  'contacts.create': workers,
  'contacts.edit': { ...workers, rep: 'own', customer_success: 'team' },
  'contacts.assign': { ...workers, marketer: 'team', rep: 'team', customer_success: 'team' },
  'contacts.delete': { ...managers, marketer: 'own' },
  'contacts.import': { ...workers, rep: null, customer_success: null },
  'contacts.export': { ...managers, analyst: 'all' },

  'contacts.merge': { ...workers, rep: 'own', customer_success: 'team' },
  /** To hand a person all that is kept about them, and to erase it. */
  'contacts.privacy': { ...managers, sales_manager: null },

  'companies.read': everybody,
  'companies.edit': { ...workers, rep: 'team', customer_success: 'team' },
  'companies.merge': { ...workers, rep: 'own', customer_success: 'team' },
  'companies.delete': managers,
  'properties.manage': { ...managers, sales_manager: 'all' },
  'consent.edit': workers,

  'segments.read': everybody,
  'segments.edit': { ...workers, rep: 'own', customer_success: 'own' },
  'sample.manage': admins,

  'touchpoints.log': { ...workers, rep: 'team', customer_success: 'team' },
  'sources.read': everybody,
  'sources.manage': { ...admins, marketing_manager: 'all' },
  /** To say for how long touchpoints and visitors are kept. */
  'retention.manage': admins,

  'scores.read': everybody,
  /** To draft, simulate and propose a model; each side's own people sign it. */
  'score-models.edit': { ...managers, marketer: 'all' },
  'score-models.sign': managers,

  'handoffs.read': { ...everybody, rep: 'team' },
  /** To hand a lead to sales by hand. */
  'handoffs.open': { ...workers, rep: 'team' },
  'handoffs.work': { ...managers, marketing_manager: null, rep: 'team' },
  'handoffs.assign': { ...managers, rep: 'own' },
  'routing.edit': { ...managers, marketing_manager: null },
  'agreements.edit': managers,
  'agreements.sign': managers,
  'feedback.read': everybody,
  'feedback.write': workers,
  /** To reword or delete a field note. */
  'feedback.edit': { ...workers, marketer: 'own', rep: 'own', customer_success: 'own' },
  'themes.edit': { ...managers, marketer: 'all' },

  'deals.read': { ...everybody, rep: 'team' },
  'deals.edit': { ...managers, marketing_manager: null, rep: 'own', customer_success: 'team' },
  'deals.export': { ...managers, analyst: 'all', finance: 'all' },

  'people.read': everybody,
  'people.manage': admins,
  'teams.read': everybody,
  'teams.manage': admins,
  'keys.manage': admins,
  'workspace.manage': admins,
  'audit.read': { ...admins, marketing_manager: 'all', sales_manager: 'all' },
  'views.share': workers,
  'jobs.manage': admins,
  'mail.manage': admins,
} as const satisfies Record<string, Grants>;

export type Permission = keyof typeof permissions;

/** On a route's own line: `app.get('/api/contacts', { ...may('contacts.read'), schema }, …)`. */
export function may(permission: Permission | 'signed-in' | 'anyone') {
  return { config: { may: permission } };
}

/** How far `who` may go with this permission; null when not at all. */
export function scopeOf(who: Actor, permission: Permission): Scope | null {
  return permissions[permission][who.role];
}

export function allows(who: Actor, permission: string): boolean {
  return isPermission(permission) && scopeOf(who, permission) !== null;
}

/** Every permission of this person and how far it reaches, for the pages to show only what works. */
export function scopesOf(who: Actor): Partial<Record<Permission, Scope>> {
  const reached = Object.keys(permissions)
    .filter(isPermission)
    .map((permission) => [permission, scopeOf(who, permission)] as const)
    .filter(([, scope]) => scope !== null);
  return Object.fromEntries(reached);
}

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissions, name);
}
