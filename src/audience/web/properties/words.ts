import { count, money } from '../../../web/numbers.ts';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import type { Property, PropertyChoice, PropertyValue } from './properties.ts';

/** Own properties and their values in words. */

type Type = Property['type'];

export const typeWords: Record<Type, { name: string; hint: string; icon: IconName }> = {
  text: { name: 'Text', hint: 'Anything in words', icon: 'note' },
  number: { name: 'Number', hint: 'To calculate and compare with', icon: 'sort' },
  money: { name: 'Money', hint: 'An amount in one currency', icon: 'cart' },
  date: { name: 'Date', hint: 'A day of the calendar', icon: 'calendar' },
  choice: { name: 'Choice', hint: 'One of a list', icon: 'tick' },
  multi_choice: { name: 'Several choices', hint: 'Any of a list', icon: 'columns' },
  yes_no: { name: 'Yes or no', hint: 'A switch', icon: 'flag' },
  url: { name: 'Link', hint: 'A web address', icon: 'link' },
  user: { name: 'Colleague', hint: 'Somebody who works here', icon: 'contact' },
};

type Shown = Pick<Property, 'type' | 'choices' | 'currency'>;
type NameOf = (id: string) => string | undefined;

/** As it is read: '£1,234.50', '12 March 2026', 'Curly, Fine'. */
export function showValue(
  property: Shown,
  value: PropertyValue | null | undefined,
  nameOf: NameOf = () => undefined,
): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => choiceLabel(property, each)).join(', ');
  switch (property.type) {
    case 'choice':
      return choiceLabel(property, String(value));
    case 'yes_no':
      return value === true ? 'Yes' : 'No';
    case 'money':
      return money(Number(value), property.currency ?? 'EUR');
    case 'number':
      return numberWords(Number(value));
    case 'date':
      return dayWords(String(value));
    case 'user':
      return nameOf(String(value)) ?? 'a former colleague';
    default:
      return String(value);
  }
}

/** As it is typed: '1234.50'. What comes back is read by the server, in whatever spelling. */
export function typedValue({ type, currency }: Shown, value: PropertyValue | undefined): string {
  if (value === undefined || Array.isArray(value)) return '';
  if (type !== 'money') return String(value);
  const digits = minorDigits(currency ?? 'EUR');
  return (Number(value) / 10 ** digits).toFixed(digits);
}

/** The choices one may take: those offered, and those the record has already. */
export function offeredChoices(
  { choices }: Pick<Property, 'choices'>,
  held: readonly string[],
): PropertyChoice[] {
  return choices.filter(({ value, retired }) => retired !== true || held.includes(value));
}

export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

export function choiceLabel({ choices }: Pick<Property, 'choices'>, value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

/** 'hallow.example/shop' of 'https://www.hallow.example/shop/' */
export function linkWords(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}

function numberWords(value: number): string {
  return Number.isInteger(value)
    ? count(value)
    : value.toLocaleString('en-GB', { maximumFractionDigits: 20 });
}

function dayWords(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}
