import type { Colleague } from '../properties/property.ts';

/** Who is meant by an address or a name in small letters: by name only where one alone is called so. */
export function byMailAndName(colleagues: Colleague[]): Map<string, Colleague | null> {
  const found = new Map<string, Colleague | null>();
  for (const colleague of colleagues) {
    const name = colleague.name.toLowerCase();
    found.set(name, found.has(name) ? null : colleague);
  }
  for (const colleague of colleagues) found.set(colleague.email.toLowerCase(), colleague);
  return found;
}
