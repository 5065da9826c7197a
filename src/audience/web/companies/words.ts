import { count, counted } from '../../../web/numbers.ts';
import type { Choice } from '../../../web/ui/Select.tsx';
import { countryName } from '../words.ts';

/** Companies in the words of the people who sell to them. */

export const roleWords: Record<string, string> = {
  decision_maker: 'Decision maker',
  economic_buyer: 'Economic buyer',
  champion: 'Champion',
  user: 'User',
  influencer: 'Influencer',
  blocker: 'Blocker',
  technical_evaluator: 'Technical evaluator',
  gatekeeper: 'Gatekeeper',
  procurement: 'Procurement',
};

/** A role in words of one's own stands as it was written. */
export function roleWord(role: string): string {
  return Object.hasOwn(roleWords, role) ? (roleWords[role] ?? role) : role;
}

/** What was typed is the role of the field, if it is called so. */
export function roleOf(typed: string): string {
  const plain = typed.trim().toLowerCase();
  return Object.entries(roleWords).find(([, word]) => word.toLowerCase() === plain)?.[0] ?? typed.trim();
}

export const companyWords: Record<string, string> = {
  name: 'Name',
  domain: 'Domain',
  phone: 'Phone number',
  phoneOriginal: 'Phone number',
  industry: 'Industry',
  employees: 'Employees',
  street: 'Street',
  postalCode: 'Postal code',
  city: 'City',
  region: 'Region',
  country: 'Country',
  parentId: 'Parent company',
  ownerId: 'Owner',
  tags: 'Tags',
};

export function showCompanyValue(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.join(', ');
  if (field === 'country' && typeof value === 'string') return countryName(value);
  if (typeof value === 'number') return count(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** 'Hair care, Leeds, 40 people': the line under a name. */
export function companyLine({
  industry,
  city,
  employees,
}: {
  industry: string | null;
  city: string | null;
  employees: number | null;
}): string {
  const size = employees === null ? null : counted(employees, 'employee', 'employees');
  return [industry, city, size].filter(Boolean).join(', ');
}

/** '5 contacts'; they are counted up to a thousand. */
export function peopleWords(people: number): string {
  return people >= mostCounted ? `${peopleCount(people)} contacts` : counted(people, 'contact', 'contacts');
}

export function peopleCount(people: number): string {
  return people >= mostCounted ? `${count(mostCounted)}+` : count(people);
}

/** 'decision maker, champion and user' */
export function rolesInWords(roles: readonly string[]): string {
  const words = roles.map((role) => roleWord(role).toLowerCase());
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const mostCounted = 1000;

/** What companies do, as it is offered; any other word may be written. */
export const industryChoices: readonly Choice[] = [
  'Agriculture',
  'Automotive',
  'Beauty and hair care',
  'Construction',
  'Consulting',
  'Education',
  'Energy',
  'Finance',
  'Food and drink',
  'Health care',
  'Hospitality',
  'Insurance',
  'Logistics',
  'Manufacturing',
  'Media',
  'Property',
  'Public sector',
  'Retail',
  'Software',
  'Telecommunications',
  'Travel',
  'Wholesale',
].map((word) => ({ value: word, label: word }));
