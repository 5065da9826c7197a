import { z } from 'zod';
import { system } from '../../platform/actor.ts';
import type { ConditionSource, OfferedChoice } from '../../platform/conditions.ts';
import type { Db } from '../../platform/db.ts';
import { offerOf, understandField, type AskedField, type Said } from '../../platform/field-conditions.ts';
import type { FilterFields } from '../../platform/filters.ts';
import { zoneOf } from '../../workspace/workspace.ts';
import { sources, stages } from '../contact.ts';
import { fieldName, filterFieldsOf } from '../properties/fields.ts';
import { minorDigits } from '../properties/money.ts';
import { propertiesOf } from '../properties/properties.ts';
import { contactFields } from '../selection.ts';
import { channelLabels, channelWords, countryWord, languageWord, stageLabels, stageNouns } from './words.ts';

export const fieldCondition = z.object({
  field: z.string(),
  operator: z.string(),
  value: z.unknown().optional(),
});

/** What stands on the contact itself: all that its list is filtered by. */
export const contactConditions: ConditionSource = {
  source: 'contact',
  offers: async (db) => (await everyField(db)).map((field) => offerOf('contact', field)),
  understand: async (db, conditions) => {
    const fields = new Map((await everyField(db)).map((each) => [each.field, each]));
    return conditions.map((condition) => {
      const { field, operator, value } = fieldCondition.parse({ field: '', operator: '', ...condition });
      const asked = fields.get(field);
      if (!asked) return { problem: `Contacts have no field “${field}”.`, field: 'field' };
      return understandField(spoken(asked, value), operator, value);
    });
  },
};

type Say = NonNullable<AskedField['say']>;
type Look = Pick<AskedField, 'label'> & Partial<Pick<AskedField, 'choices' | 'operators' | 'say'>>;

const sayStage: Say = ({ operator, values }) => {
  const [is, isNot] = [`are ${values}`, `are not ${values}`];
  return operator === 'is' ? { noun: values, who: is, whoNot: isNot } : { who: isNot, whoNot: is };
};
const sayPlace: Say = ({ operator, values }) => {
  const [is, isNot] = [`are in ${values}`, `are not in ${values}`];
  if (operator === 'is') return { beside: `in ${values}`, who: is, whoNot: isNot };
  return operator === 'is_not' ? { who: isNot, whoNot: is } : undefined;
};
const saySource: Say = ({ operator, values }) => {
  const [is, isNot] = [`first heard of us through ${values}`, `did not first hear of us through ${values}`];
  return operator === 'is' ? { who: is, whoNot: isNot } : { who: isNot, whoNot: is };
};
function sayOwner({ operator, values }: Said) {
  const [some, none] = ['have an owner', 'belong to nobody'];
  if (operator === 'is_empty') return { who: none, whoNot: some };
  if (operator === 'is_not_empty') return { who: some, whoNot: none };
  const [is, isNot] = [`belong to ${values}`, `do not belong to ${values}`];
  return operator === 'is' ? { who: is, whoNot: isNot } : { who: isNot, whoNot: is };
}
const sayTags: Say = ({ operator, values }) => {
  if (operator === 'is_empty') return { who: 'have no tag', whoNot: 'have a tag' };
  if (operator === 'is_not_empty') return { who: 'have a tag', whoNot: 'have no tag' };
  const [is, isNot] = [`are tagged ${values}`, `are not tagged ${values}`];
  return operator === 'has_not' ? { who: isNot, whoNot: is } : { who: is, whoNot: isNot };
};
const sayWhen = (verb: string): Say => {
  return ({ values }) => ({ who: `were ${verb} ${values}`, whoNot: `were not ${verb} ${values}` });
};

/** In the order in which the builder offers them. */
const looks: Record<string, Look> = {
  stage: {
    label: 'Stage',
    say: sayStage,
    operators: ['is', 'is_not'],
    choices: stages.map((value) => ({ value, label: stageLabels[value] })),
  },
  source: {
    label: 'First heard of us through',
    say: saySource,
    operators: ['is', 'is_not'],
    choices: sources.map((value) => ({ value, label: channelLabels[value] })),
  },
  tags: { label: 'Tag', say: sayTags },
  owner: { label: 'Owner', say: sayOwner },
  country: { label: 'Country', say: sayPlace },
  region: { label: 'Region', say: sayPlace },
  city: { label: 'City', say: sayPlace },
  postalCode: { label: 'Postal code' },
  street: { label: 'Street' },
  language: { label: 'Language' },
  jobTitle: { label: 'Job title' },
  companyName: { label: 'Company name' },
  name: { label: 'Name' },
  email: { label: 'E-mail address' },
  phone: { label: 'Phone number' },
  createdAt: { label: 'Added', say: sayWhen('added') },
  updatedAt: { label: 'Last change', say: sayWhen('last changed') },
};

async function everyField(db: Db): Promise<AskedField[]> {
  const [fields, people, tags] = [await contactFields(db), await colleagues(db), await knownTags(db)];
  const zone = await zoneOf(db, system);
  const built = Object.entries(looks).flatMap(([field, look]): AskedField[] => {
    const known = fields[field];
    if (!known) return [];
    const choices = field === 'owner' ? people : field === 'tags' ? tags : (look.choices ?? []);
    const { type, expression } = known;
    const group = 'Contact';
    return [
      { ...look, field, group, type, zone, expression: () => expression, mark: `contact:${field}`, choices },
    ];
  });
  return [...built, ...(await propertyFields(db, 'contact', 'c', { people, zone }))];
}

/** The declared properties of contacts or companies, as fields of the row `alias`. */
export async function propertyFields(
  db: Db,
  kind: 'contact' | 'company',
  alias: string,
  { people, zone }: { people: OfferedChoice[]; zone: string },
): Promise<AskedField[]> {
  const properties = await propertiesOf(db, kind);
  const fields: FilterFields = filterFieldsOf(properties, alias);
  return properties.flatMap((property): AskedField[] => {
    const { label, type, choices, currency } = property;
    const field = fieldName(property);
    const known = fields[field];
    if (!known) return [];
    const money = type === 'money' && currency !== null;
    // Kept in the smallest unit, asked for in whole ones; a day is asked for as the moment it begins.
    const expression = money
      ? `(${known.expression} / ${10 ** minorDigits(currency)})`
      : known.type === 'day'
        ? `(${known.expression}::date::timestamp at time zone '${zone.replaceAll("'", '')}')`
        : known.expression;
    return [
      {
        field,
        label: money ? `${label} (${currency})` : label,
        group: kind === 'contact' ? 'Properties' : 'Company',
        type: known.type === 'day' ? 'date' : known.type,
        expression: () => expression,
        mark: `${kind}:${field}`,
        choices: type === 'user' ? people : choices,
        zone,
      },
    ];
  });
}

/** How values read in the middle of a sentence, where that is not how they stand in a menu. */
function spoken(asked: AskedField, value: unknown): AskedField {
  const say = inSentence[asked.field];
  if (!say) return asked;
  const values = [value].flat().filter((each): each is string => typeof each === 'string');
  return { ...asked, choices: values.map((each) => ({ value: each, label: say(each) })) };
}

const same = (value: string) => value;
const inSentence: Record<string, (value: string) => string> = {
  stage: (value) => stages.flatMap((each) => (each === value ? stageNouns[each].many : [])).join('') || value,
  source: (value) => sources.flatMap((each) => (each === value ? channelWords[each] : [])).join('') || value,
  country: countryWord,
  language: languageWord,
  region: same,
  city: same,
};

const MOST_CHOICES = 1_000;

export async function colleagues(db: Db): Promise<OfferedChoice[]> {
  const rows = await db
    .selectFrom('workspace.users')
    .select(['id', 'name'])
    .orderBy('name')
    .limit(MOST_CHOICES)
    .execute();
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}

async function knownTags(db: Db): Promise<OfferedChoice[]> {
  const rows = await db
    .selectFrom('audience.tags')
    .select('name')
    .orderBy('key')
    .limit(MOST_CHOICES)
    .execute();
  return rows.map(({ name }) => ({ value: name, label: name }));
}
