/** A length of working time as people write it: an amount and its unit. */
type Unit = 'minutes' | 'hours' | 'days';
export type Length = { amount: number; unit: Unit };

const size: Record<Unit, number> = { minutes: 1, hours: 60, days: 480 };

export const units = [
  { value: 'minutes', label: 'working minutes' },
  { value: 'hours', label: 'working hours' },
  { value: 'days', label: 'working days' },
] as const;

export function lengthOf(minutes: number): Length {
  const unit = (['days', 'hours'] as const).find((each) => minutes !== 0 && minutes % size[each] === 0);
  return unit === undefined ? { amount: minutes, unit: 'minutes' } : { amount: minutes / size[unit], unit };
}

export function minutesOf({ amount, unit }: Length): number {
  return Math.round(amount * size[unit]);
}

export function isUnit(text: string): text is Unit {
  return Object.hasOwn(size, text);
}
