import type { Db } from '../../platform/db.ts';
import { Conflict, invalidField } from '../../platform/errors.ts';
import type { Property } from './properties.ts';
import { keyOf, type Choice, type PropertyType } from './property.ts';
import { usedChoices } from './usage.ts';

/** A new choice has no value yet: it is made from its label. */
export type WrittenChoice = { value?: string | undefined; label: string; retired?: boolean | undefined };

const MOST_CHOICES = 500;

export function hasChoices(type: PropertyType): boolean {
  return type === 'choice' || type === 'multi_choice';
}

/** The choices of a property as they are kept; none for types that have none. */
export function madeChoices(type: PropertyType, written: WrittenChoice[]): Choice[] {
  if (!hasChoices(type)) return [];
  if (written.length === 0) throw invalidField('choices', 'Enter at least one choice.');
  if (written.length > MOST_CHOICES)
    throw invalidField('choices', `A property has up to ${MOST_CHOICES} choices.`);
  const taken = new Set(written.flatMap(({ value }) => value ?? []));
  const labels = new Set<string>();
  return written.map(({ value, label, retired }) => {
    if (labels.has(label.toLowerCase())) throw invalidField('choices', `“${label}” is there twice.`);
    labels.add(label.toLowerCase());
    const kept = value ?? freeValue(taken, label);
    taken.add(kept);
    return { value: kept, label, ...(retired ? { retired: true as const } : {}) };
  });
}

/** Choices that records have can be retired, not removed: nobody could read what the records say. */
export async function changedChoices(
  db: Db,
  before: Property,
  type: PropertyType,
  written: WrittenChoice[],
): Promise<Choice[]> {
  const known = new Set(before.choices.map(({ value }) => value));
  const made = written.map(({ value, ...rest }) => (value && known.has(value) ? { value, ...rest } : rest));
  const after = madeChoices(type, made);
  const kept = new Set(after.map(({ value }) => value));
  const gone = before.choices.filter(({ value }) => !kept.has(value));
  const used = await usedChoices(
    db,
    before,
    gone.map(({ value }) => value),
  );
  const first = gone.find(({ value }) => used.has(value));
  if (!first) return after;
  const message = `“${first.label}” is the value of some records, so it cannot be removed. Retire it instead: it stays with them and is not offered any more.`;
  throw new Conflict(message, { errors: [{ field: 'choices', message }] });
}

function freeValue(taken: Set<string>, label: string): string {
  const value = keyOf(label) === 'property' ? 'choice' : keyOf(label).replace(/^p_(?=\d)/, '');
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? value : `${value}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
