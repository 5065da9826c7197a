import type { Item, NewNote, NoteKind } from './feedback.ts';
import type { NoteAsk, Person } from './open-note.ts';

export type NoteValues = {
  words: string;
  kind: NoteKind | '';
  competitor: string;
  product: string;
  store: string;
  place: string;
  person: Person | undefined;
};
export type Named = 'competitor' | 'product' | 'store' | 'place';

export const namedLabels: Record<Named, string> = {
  competitor: 'Competitor',
  product: 'Product',
  store: 'Store',
  place: 'Where it was said',
};

export function valuesFor({ person, kind }: NoteAsk): NoteValues {
  return { words: '', kind: kind ?? '', competitor: '', product: '', store: '', place: '', person };
}

export function check({ words, kind }: NoteValues): Partial<Record<keyof NoteValues, string>> {
  return {
    ...(words.trim() === '' ? { words: 'Write down what they said.' } : {}),
    ...(kind === '' ? { kind: 'Choose what kind of note it is.' } : {}),
  };
}

/** As the server takes it: only what was filled in. */
export function noteOf(values: NoteValues, personId: string | undefined, handoffId?: string): NewNote {
  const named = (['competitor', 'product', 'store', 'place'] as const).flatMap((name) => {
    const value = values[name].trim();
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    ...(values.kind === '' ? {} : { kind: values.kind }),
    words: values.words.trim(),
    ...Object.fromEntries(named),
    ...(personId === undefined ? {} : { contactId: personId }),
    ...(handoffId === undefined ? {} : { handoffId }),
  };
}

export function valuesOf(item: Item): NoteValues {
  const { words, kind, competitor, product, store, place } = item;
  return {
    words: words ?? '',
    kind: kind ?? '',
    competitor: competitor ?? '',
    product: product ?? '',
    store: store ?? '',
    place: place ?? '',
    person: undefined,
  };
}

/** All of it: what was emptied is sent, too. */
export function changeOf({ words, kind, competitor, product, store, place }: NoteValues) {
  const orNothing = (text: string) => text.trim() || null;
  return {
    words: words.trim(),
    ...(kind === '' ? {} : { kind }),
    competitor: orNothing(competitor),
    product: orNothing(product),
    store: orNothing(store),
    place: orNothing(place),
  };
}

let draft: NoteValues | undefined;

/** What was written and not sent, for the next time the dialog opens; gone with the page. */
export function keptDraft(): NoteValues | undefined {
  return draft;
}

export function keepDraft(values: NoteValues | undefined): void {
  draft = values !== undefined && values.words.trim() !== '' ? values : undefined;
}
