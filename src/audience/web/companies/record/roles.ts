import { roleOf, roleWords } from '../words.ts';

/** Those ticked, in the order of the field, and those written. */
export function together(ticked: readonly string[], own: string): string[] {
  const known = Object.keys(roleWords).filter((role) => ticked.includes(role));
  const written = own.split(',').map(roleOf).filter(Boolean);
  return [...new Set([...known, ...written])];
}

/** The ones in words of one's own. */
export function ownRoles(roles: readonly string[]): string[] {
  return roles.filter((role) => !Object.hasOwn(roleWords, role));
}
