import { sql, type RawBuilder } from 'kysely';
import type { Asked, ConditionSource, ConditionWords } from '../platform/conditions.ts';
import type { Db } from '../platform/db.ts';
import { offerOf, understandField, type AskedField, type Said } from '../platform/field-conditions.ts';
import { DEALS_MARK } from './consequences.ts';
import { lostReasons, unitsOf } from './deal.ts';

/** What segments may ask about deals: "have an open deal", "won a deal worth at least 5,000 EUR". */
export const dealConditions: ConditionSource = {
  source: 'deals',
  offers: async (db) => (await fieldsOf(db)).map((field) => offerOf('deals', field)),
  understand: async (db, conditions) => {
    const fields = await fieldsOf(db);
    const sums = sumsIn(await currencyOf(db));
    return conditions.map(({ field, operator, value }) => {
      const asked = fields.find((each) => each.field === field);
      if (!asked) return { problem: 'Choose what to ask for.', field: 'field' };
      return understandField(asked, operator, value, sums);
    });
  },
};

/** One row for each contact with a deal. */
function sumsIn(currency: string) {
  return ({ among }: Asked): RawBuilder<unknown> => sql`
    select d.contact_id, bool_or(d.stage = 'open') as has_open, bool_or(d.stage = 'won') as has_won,
      max(d.amount::numeric / ${sql.raw(unitsOf('d.currency'))})
        filter (where d.stage = 'won' and d.currency = ${currency}) as won_amount,
      max(d.closed_at) filter (where d.stage = 'won') as won_at,
      max(d.closed_at) filter (where d.stage = 'lost') as lost_at,
      (array_agg(d.lost_reason order by d.closed_at desc) filter (where d.stage = 'lost'))[1] as lost_reason
    from pipeline.deals as d
    where d.deleted_at is null and d.contact_id is not null and ${among('d.contact_id')} group by d.contact_id`;
}

async function fieldsOf(db: Db): Promise<AskedField[]> {
  const currency = await currencyOf(db);
  return [
    field('open', 'Has an open deal', 'yesno', 'has_open', yesNo('have an open deal', 'have no open deal')),
    field('won', 'Has won deals', 'yesno', 'has_won', yesNo('bought from us', 'never bought from us')),
    {
      ...field('wonAmount', `Largest deal won, in ${currency}`, 'number', 'won_amount', ({ values }) => ({
        who: `won a deal worth ${values} ${currency}`,
        whoNot: `have no deal won that is worth ${values} ${currency}`,
      })),
      operators: ['at_least', 'at_most'],
    },
    field('wonAt', 'Last deal won', 'date', 'won_at', happened('won')),
    field('lostAt', 'Last deal lost', 'date', 'lost_at', happened('lost')),
    {
      ...field('lostReason', 'Why the last one was lost', 'choice', 'lost_reason'),
      choices: Object.entries(lostReasons).map(([value, label]) => ({ value, label })),
    },
  ];
}

type Say = NonNullable<AskedField['say']>;

function field(name: string, label: string, type: AskedField['type'], column: string, say?: Say): AskedField {
  const expression = (alias: string) => `${alias}.${column}`;
  return { field: name, label, group: 'Deals', type, expression, mark: DEALS_MARK, ...(say && { say }) };
}

function yesNo(yes: string, no: string): Say {
  return ({ values }) => (values === 'yes' ? { who: yes, whoNot: no } : { who: no, whoNot: yes });
}

function happened(what: 'won' | 'lost') {
  return ({ operator, values }: Said): ConditionWords => {
    const [some, none] = [`have a deal ${what}`, `have no deal ${what}`];
    if (operator === 'is_empty') return { who: none, whoNot: some };
    if (operator === 'is_not_empty') return { who: some, whoNot: none };
    return {
      who: `have the last deal ${what} ${values}`,
      whoNot: `do not have the last deal ${what} ${values}`,
    };
  };
}

async function currencyOf(db: Db): Promise<string> {
  const row = await db.selectFrom('workspace.settings').select('currency').limit(1).executeTakeFirst();
  return row?.currency ?? 'EUR';
}
