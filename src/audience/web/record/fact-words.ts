import { knownProperty } from '../properties/properties.ts';
import { showValue as showProperty } from '../properties/words.ts';
import { fieldWords, showValue } from '../words.ts';

/** Fields of a contact and its own properties alike, in words. */

type NameOf = (id: string) => string | undefined;

export function factName(field: string): string {
  return fieldWords[field] ?? knownProperty('contact', field)?.label ?? plainName(field);
}

/** As it is read, whether it was typed or is kept: 'customer' → 'Customer', 123450 → '£1,234.50'. */
export function factWords(field: string, value: unknown, nameOf: NameOf): string {
  if (value === null || value === undefined || value === '') return '';
  const property = knownProperty('contact', field);
  if (property && isKept(value)) {
    // What was typed into an amount is in pounds, what is kept in pence.
    const typed = typeof value === 'string' && (property.type === 'money' || property.type === 'number');
    return typed ? value : showProperty(property, value, nameOf);
  }
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value !== 'string') return JSON.stringify(value);
  return field === 'ownerId' ? (nameOf(value) ?? 'a former colleague') : showValue(field, value);
}

/** Of a property that is archived, or a field of another room: 'property:hair_type' → 'Hair type' */
function plainName(field: string): string {
  const words = field
    .slice(field.indexOf(':') + 1)
    .replace(/(_id|Id)$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isKept(value: unknown): value is string | number | boolean | string[] {
  return ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value);
}
