import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { PastMonth } from './contract.ts';

const MOST_MONTHS = 24;

type Row = {
  month: string;
  agreement_id: string;
  number: number;
  marketing: number;
  marketing_of: number;
  sales: number;
  sales_of: number;
};

/** The months that are over, newest first: how many promises each side kept, of those that had a case. */
export async function pastMonths(db: Db): Promise<PastMonth[]> {
  const { rows } = await sql<Row>`
    select to_char(t.month, 'YYYY-MM') as month, t.agreement_id, a.number,
      count(*) filter (where side = 'marketing' and t.state = 'kept') as marketing,
      count(*) filter (where side = 'marketing' and t.state <> 'open') as marketing_of,
      count(*) filter (where side = 'sales' and t.state = 'kept') as sales,
      count(*) filter (where side = 'sales' and t.state <> 'open') as sales_of
    from handoff.attainments t join handoff.agreements a on a.id = t.agreement_id
    group by t.month, t.agreement_id, a.number order by t.month desc limit ${MOST_MONTHS}`.execute(db);
  return rows.map((row) => ({
    month: row.month,
    agreement: { id: row.agreement_id, number: row.number },
    marketing: { kept: row.marketing, of: row.marketing_of },
    sales: { kept: row.sales, of: row.sales_of },
  }));
}
