import type { Choice } from '../../web/ui/Select.tsx';

/** Every zone this browser knows, by name; whatever is stored already is offered too. */
export function timeZoneChoices(stored: string): Choice[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
  if (stored !== '') zones.add(stored);
  return [...zones]
    .toSorted()
    .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ').replaceAll('/', ' / ') }));
}

export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
