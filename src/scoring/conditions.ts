import { sql, type RawBuilder } from 'kysely';
import type { Asked, ConditionSource } from '../platform/conditions.ts';
import { offerOf, understandField, type AskedField } from '../platform/field-conditions.ts';
import type { FilterFields } from '../platform/filters.ts';
import type { SortField } from '../platform/keyset.ts';
import { PROPENSITY } from './propensity/foretelling.ts';
import { currentScores } from './current.ts';
import { FIT, TEMPERATURE } from './scores.ts';
import { temperatures } from './temperature.ts';

/** As people say it: 12 is twelve in a hundred. */
const PERCENT = '100 * p.probability';

const rows = { of: 'c.id', select: 's.contact_id', from: `${currentScores} as s` };

/** By what lists of contacts can be filtered because of their score. */
export const contactFilterFields: FilterFields = {
  temperature: { type: 'choice', expression: 's.temperature', rows },
  fit: { type: 'number', expression: 's.fit', rows },
  grade: { type: 'choice', expression: 's.grade', rows },
  propensity: {
    type: 'number',
    expression: PERCENT,
    rows: { of: 'c.id', select: 'p.contact_id', from: 'scoring.propensities as p' },
  },
};

/** By what such lists can be sorted; who is not foretold comes last. */
export const contactSortFields: Record<string, SortField> = {
  propensity: {
    expression: '(select p.probability from scoring.propensities as p where p.contact_id = c.id)',
    type: 'float8',
    row: { from: 'scoring.propensities as sorted', value: 'sorted.probability', of: 'sorted.contact_id' },
  },
};

const grades = ['A', 'B', 'C', 'D'].map((value) => ({ value, label: value }));
const warmths = temperatures.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

type Say = NonNullable<AskedField['say']>;

const sayTemperature: Say = ({ operator, values }) => {
  const words = values.toLowerCase();
  const [is, isNot] = [`are ${words}`, `are not ${words}`];
  return operator === 'is' ? { who: is, whoNot: isNot } : { who: isNot, whoNot: is };
};
const sayGrade: Say = ({ operator, values }) => {
  const [is, isNot] = [`fit with grade ${values}`, `do not fit with grade ${values}`];
  return operator === 'is' ? { who: is, whoNot: isNot } : { who: isNot, whoNot: is };
};
const sayHot: Say = ({ operator, values }) => {
  if (operator === 'is_empty') return { who: 'were never hot', whoNot: 'were hot' };
  if (operator === 'is_not_empty') return { who: 'were hot', whoNot: 'were never hot' };
  return { who: `became hot ${values}`, whoNot: `did not become hot ${values}` };
};

type Field = AskedField & { among: (asked: Asked) => RawBuilder<unknown> };

const group = 'Score';
const fields: Field[] = [
  {
    field: 'temperature',
    label: 'Temperature',
    group,
    type: 'choice',
    // Who was just made is cold.
    expression: (alias) => `coalesce(${alias}.temperature, 'cold')`,
    mark: TEMPERATURE,
    operators: ['is', 'is_not'],
    choices: warmths,
    say: sayTemperature,
    among: scores,
  },
  {
    field: 'grade',
    label: 'Grade of fit',
    group,
    type: 'choice',
    expression: (alias) => `${alias}.grade`,
    mark: FIT,
    operators: ['is', 'is_not'],
    choices: grades,
    say: sayGrade,
    among: scores,
  },
  {
    field: 'fit',
    label: 'Fit',
    group,
    type: 'number',
    expression: (alias) => `${alias}.fit`,
    mark: FIT,
    operators: ['at_least', 'at_most'],
    among: scores,
  },
  {
    field: 'propensity',
    label: 'Propensity in %',
    group,
    type: 'number',
    expression: (alias) => `${alias}.propensity`,
    mark: PROPENSITY,
    operators: ['at_least', 'at_most'],
    among: propensities,
  },
  {
    field: 'hotAt',
    label: 'Became hot',
    group,
    type: 'date',
    expression: (alias) => `${alias}.hot_at`,
    mark: TEMPERATURE,
    say: sayHot,
    among: heatings,
  },
];

/** How warm somebody is, how well they fit, and when they became hot. */
export const scoreConditions: ConditionSource = {
  source: 'score',
  offers: async () => fields.map((field) => offerOf('score', field)),
  understand: async (_db, conditions) =>
    conditions.map(({ field, operator, value }) => {
      const asked = fields.find((each) => each.field === field);
      if (!asked) return { problem: 'Choose what to ask of the score.', field: 'field' };
      return understandField(asked, operator, value, asked.among);
    }),
};

function scores({ among }: Asked): RawBuilder<unknown> {
  return sql`select s.contact_id, s.temperature, s.fit, s.grade from ${sql.raw(currentScores)} as s
    where ${among('s.contact_id')}`;
}

function propensities({ among }: Asked): RawBuilder<unknown> {
  return sql`select p.contact_id, ${sql.raw(PERCENT)} as propensity from scoring.propensities as p
    where ${among('p.contact_id')}`;
}

function heatings({ among }: Asked): RawBuilder<unknown> {
  return sql`select m.contact_id, max(m.moved_at) as hot_at from scoring.moves as m
    where m.to_temperature = 'hot' and ${among('m.contact_id')} group by m.contact_id`;
}
