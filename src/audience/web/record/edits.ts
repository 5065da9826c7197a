import { useCallback, useState } from 'react';
import { api } from '../../../web/api.ts';
import { asProblem, type Problem } from '../../../web/problem.ts';
import { learn, type Contact, type ContactField } from '../contacts.ts';
import { PROPERTY_FIELD } from '../properties/properties.ts';

/** Two people wrote the same fact at the same time. */
export type Clash = { field: FactField; mine: FactValue; theirs: Contact; by: string; sentence: string };

/** What is edited where it stands: a field that everybody has, or one of the own properties. */
type FactField = ContactField | `property:${string}`;
/** Of a property also the choices that were ticked, or yes or no. */
export type FactValue = string | string[] | boolean;

/** A refusal because of a clash; the page then asks which of the two shall stand. */
export class Clashed extends Error {
  readonly clash: Clash;
  constructor(clash: Clash) {
    super(clash.sentence);
    this.clash = clash;
  }
}

/**
 * Saves one fact, written by somebody who saw the contact as `base`. When a colleague changed another fact meanwhile,
 * both stand; when it was the same fact, throws `Clashed`.
 */
export async function saveField(base: Contact, field: FactField, value: FactValue): Promise<Contact> {
  try {
    const change = { ...changeOf(field, value), updatedAt: base.updatedAt };
    return learn(await api.patch<Contact>(`/api/contacts/${base.id}`, change));
  } catch (thrown) {
    const problem = asProblem(thrown);
    const { theirs, by } = fasterIn(problem);
    if (theirs === undefined) throw thrown;
    learn(theirs);
    const now = JSON.stringify(valueOf(theirs, field));
    if (now === JSON.stringify(value)) return theirs;
    if (now === JSON.stringify(valueOf(base, field))) return saveField(theirs, field, value);
    throw new Clashed({ field, mine: value, theirs, by, sentence: problem.detail });
  }
}

export async function saveTags({ id }: Pick<Contact, 'id'>, tags: string[]): Promise<Contact> {
  return learn(await api.patch<Contact>(`/api/contacts/${id}`, { tags }));
}

/** What stands by now and who wrote it; nothing of a conflict about a field, such as a taken e-mail address. */
function fasterIn({ status, errors, facts }: Problem): { theirs: Contact | undefined; by: string } {
  const faster = status === 409 && errors.length === 0;
  const { contact, changedBy } = facts as { contact?: Contact; changedBy?: string };
  return { theirs: faster ? contact : undefined, by: changedBy ?? 'Somebody' };
}

/** The value as it is edited: a phone number as somebody wrote it. */
export function readField(contact: Contact, field: ContactField): string {
  return (field === 'phone' ? (contact.phoneOriginal ?? contact.phone) : contact[field]) ?? '';
}

export function valueOf(contact: Contact, field: FactField): FactValue | number {
  return isProperty(field) ? (contact.properties[keyOf(field)] ?? '') : readField(contact, field);
}

function changeOf(field: FactField, value: FactValue): Record<string, unknown> {
  const kept = value === '' ? null : value;
  return isProperty(field) ? { properties: { [keyOf(field)]: kept } } : { [field]: kept };
}

function isProperty(field: FactField): field is `property:${string}` {
  return field.startsWith(PROPERTY_FIELD);
}

function keyOf(field: `property:${string}`): string {
  return field.slice(PROPERTY_FIELD.length);
}

export type Edits = ReturnType<typeof useEdits>;

/** What the facts of one record share: the clash that waits for a decision, and how often one was decided. */
export function useEdits() {
  const [clash, setClash] = useState<Clash>();
  const [round, setRound] = useState(0);
  const decide = useCallback(() => {
    setClash(undefined);
    // Facts start afresh with what stands now, instead of with what was typed before the decision.
    setRound((count) => count + 1);
  }, []);
  return { clash, round, decide, ask: setClash };
}
