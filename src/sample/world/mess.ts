import type { PersonFields } from './contact.ts';
import { pick, whole, type Dice } from './dice.ts';

/** As lists are: some shout, some whisper, some leave half of it out. */
export function misspell(roll: Dice, fields: PersonFields): PersonFields {
  const luck = roll();
  const { givenName, familyName } = fields;
  if (luck < 0.012) return { ...fields, givenName: shout(givenName), familyName: shout(familyName) };
  if (luck < 0.02) return { ...fields, givenName: whisper(givenName), familyName: whisper(familyName) };
  if (luck < 0.035) return { ...fields, givenName: null };
  if (luck < 0.05 && fields.email !== null) return { ...fields, givenName: null, familyName: null };
  if (luck < 0.06) return { ...fields, givenName: initial(givenName) };
  if (luck < 0.07) return { ...fields, city: fields.city?.toUpperCase() ?? null };
  return fields;
}

export const mistakes = ['typo', 'short name', 'other address', 'shouted', 'second list'] as const;
export type Mistake = (typeof mistakes)[number];

/** The same person once more, as somebody else typed them in. The caller gives another e-mail address, or none. */
export function writeAgain(roll: Dice, fields: PersonFields, mistake: Mistake): PersonFields {
  const { givenName, familyName } = fields;
  switch (mistake) {
    case 'typo':
      return { ...fields, familyName: slip(roll, familyName), jobTitle: null };
    case 'short name':
      return { ...fields, givenName: initial(givenName), postalCode: null, street: null };
    case 'shouted':
      return { ...fields, givenName: shout(givenName), familyName: shout(familyName), language: null };
    case 'other address':
      return { ...fields, street: null, postalCode: null, jobTitle: null };
    case 'second list':
      return {
        ...fields,
        givenName: slip(roll, givenName),
        companyName: respelt(fields.companyName),
        language: null,
      };
  }
}

/** Two letters change places, one is missing or twice: what fingers do. */
export function slip(roll: Dice, text: string | null): string | null {
  if (text === null || text.length < 4) return text;
  const at = whole(roll, 1, text.length - 2);
  const [a = '', b = ''] = [text[at], text[at + 1]];
  const said = [`${b}${a}`, a, `${a}${a}${b}`];
  const slipped = text.slice(0, at) + pick(roll, said) + text.slice(at + 2);
  return slipped === text ? text.slice(0, at) + text.slice(at + 1) : slipped;
}

function respelt(company: string | null): string | null {
  if (company === null) return null;
  const plain = company.replace(' & ', ' and ').replace(/^The /, '');
  return plain === company ? `${company} Ltd` : plain;
}

function shout(text: string | null): string | null {
  return text?.toUpperCase() ?? null;
}

function whisper(text: string | null): string | null {
  return text?.toLowerCase() ?? null;
}

function initial(text: string | null): string | null {
  return text === null ? null : `${text.slice(0, 1)}.`;
}
