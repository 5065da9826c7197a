import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import type { Asked, ConditionSource, Sql, Understood } from '../../platform/conditions.ts';
import type { Db } from '../../platform/db.ts';
import { offerOf, understandField, type AskedField, type Operator } from '../../platform/field-conditions.ts';
import { zoneOf } from '../../workspace/workspace.ts';
import { colleagues, fieldCondition, propertyFields } from './contact-conditions.ts';
import { countryWord } from './words.ts';

/** What is known about the company somebody works for. */
export const companyConditions: ConditionSource = {
  source: 'company',
  offers: async (db) => (await companyFields(db)).map((field) => offerOf('company', field)),
  understand: async (db, conditions) => {
    const fields = new Map((await companyFields(db)).map((each) => [each.field, each]));
    return conditions.map((condition) => {
      const { field, operator, value } = fieldCondition.parse({ field: '', operator: '', ...condition });
      const asked = fields.get(field);
      if (!asked) return { problem: `Companies have no field “${field}”.`, field: 'field' };
      const spoken = field === 'country' ? { ...asked, choices: countriesIn(value) } : asked;
      const said = understandField(spoken, operator, value);
      if ('problem' in said) return said;
      const opposite = opposites[operator];
      if (!opposite) return ofCompany(said, said, true);
      // Whoever has no company has none of that industry either.
      const other = understandField(asked, opposite, value);
      return 'problem' in other ? other : ofCompany(said, other, false);
    });
  },
};

const opposites: Partial<Record<string, Operator>> = {
  is_not: 'is',
  has_not: 'has',
  is_empty: 'is_not_empty',
};

function ofCompany({ words, marks }: Understood, test: Understood, positive: boolean): Understood {
  return {
    words,
    marks: [...marks, 'contact:companyId'],
    onClock: false,
    compile: (asked) => {
      const found = test.compile(asked).inside('k');
      // Not a join: the companies that fit are few, and their hash stands in memory. Of few contacts each is looked up.
      const works: Sql = asked.few
        ? sql`exists (select from ${companies(asked)} as k
            where k.id = c.company_id and k.deleted_at is null and ${found})`
        : sql`coalesce(c.company_id in (
            select k.id from audience.companies as k where k.deleted_at is null and ${found}), false)`;
      return { inside: () => (positive ? works : sql`not ${works}`), sure: true };
    },
  };
}

function companies({ company }: Asked) {
  if (company === undefined) return sql`audience.companies`;
  return sql`jsonb_populate_record(null::audience.companies, ${JSON.stringify(company)})`;
}

async function companyFields(db: Db): Promise<AskedField[]> {
  const [people, zone] = [await colleagues(db), await zoneOf(db, system)];
  const properties = await propertyFields(db, 'company', 'k', { people, zone });
  const owner: AskedField = { ...column('owner', 'Owner', 'user', 'owner_id'), choices: people };
  return [...fixed, owner, ...properties.map(titled)].map(withoutClock);
}

function column(field: string, label: string, type: AskedField['type'], name: string): AskedField {
  const expression = () => `k.${name}`;
  return { ...titled({ field, label, group: 'Company', type, expression, mark: `company:${field}` }) };
}

/** "have a company with the industry Retail" */
function titled(asked: AskedField): AskedField {
  const noun = asked.label.charAt(0).toLowerCase() + asked.label.slice(1);
  return {
    ...asked,
    label: `Company: ${noun}`,
    say: ({ operator, values }) => {
      const [is, isNot] = [`work for a company`, `do not work for a company`];
      if (operator === 'is_empty')
        return { who: `${isNot} with a known ${noun}`, whoNot: `${is} with a known ${noun}` };
      if (operator === 'is_not_empty')
        return { who: `${is} with a known ${noun}`, whoNot: `${isNot} with a known ${noun}` };
      const plain = asked.field === 'tags' ? `tagged ${values}` : `whose ${noun} is ${values}`;
      const what = phrases[operator]?.(noun, values) ?? plain;
      if (operator === 'is_not' || operator === 'has_not')
        return { who: `${isNot} ${what}`, whoNot: `${is} ${what}` };
      return { who: `${is} ${what}`, whoNot: `${isNot} ${what}` };
    },
  };
}

const phrases: Partial<Record<Operator, (noun: string, values: string) => string>> = {
  contains: (noun, values) => `with ${values} in its ${noun}`,
  starts_with: (noun, values) => `whose ${noun} starts with ${values}`,
};

const fixed: AskedField[] = [
  column('name', 'Name', 'text', 'name'),
  column('domain', 'Domain', 'text', 'domain'),
  column('industry', 'Industry', 'text', 'industry'),
  column('employees', 'Number of employees', 'number', 'employees'),
  column('country', 'Country', 'choice', 'country'),
  column('region', 'Region', 'text', 'region'),
  column('city', 'City', 'text', 'city'),
  column('tags', 'Tags', 'tags', 'tags'),
];

const noClock: Operator[] = ['after', 'before', 'is_empty', 'is_not_empty'];

function withoutClock(asked: AskedField): AskedField {
  return asked.type === 'date' ? { ...asked, operators: noClock } : asked;
}

function countriesIn(value: unknown) {
  return [value].flat().map((each) => ({ value: String(each), label: countryWord(String(each)) }));
}
