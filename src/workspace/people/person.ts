import type { Actor, Role } from '../../platform/actor.ts';
import { Forbidden } from '../../platform/errors.ts';

/** How a role is called on screen. */
export const roleNames: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  marketing_manager: 'Marketing manager',
  marketer: 'Marketer',
  sales_manager: 'Sales manager',
  rep: 'Sales rep',
  customer_success: 'Customer success',
  analyst: 'Analyst',
  finance: 'Finance',
};

/** Whoever may manage people may still not make somebody mightier than themselves. */
export function requireMayGive(who: Actor, role: Role): void {
  if (role === 'owner' && who.role !== 'owner')
    throw new Forbidden('Only an owner can make somebody an owner.');
}

/** The person behind a request about themselves; an API key has no profile, sessions or password. */
export function personId(who: Actor): string {
  if (who.kind !== 'user' || who.id === null)
    throw new Forbidden('An API key has no profile. Sign in as a person.');
  return who.id;
}

/** As everybody's address is kept and looked up. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
