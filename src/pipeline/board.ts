import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { zoneOf } from '../workspace/workspace.ts';
import type { Board, BoardColumn } from './contract.ts';
import { stages, type Stage } from './deal.ts';
import { selectDeals } from './reading.ts';
import { selected, type Selection } from './selection.ts';

const CARDS_PER_COLUMN = 50;

/** Open deals, and those won and lost this quarter, as far as `who` may read them. */
export async function dealBoard(db: Db, who: Actor, selection: Selection): Promise<Board> {
  const [zone, where] = [await zoneOf(db, who), await selected(db, who, selection)];
  const quarter = quarterOf(now(), zone);
  const column = columnReader(db, sql`${where}`, { zone, ...quarter });
  return { quarter, columns: await Promise.all(stages.map(column)) };
}

/** The quarter in which this moment is, where the one who asks is. */
export function quarterOf(at: Date, zone: string): { from: string; to: string } {
  const today = Temporal.Instant.from(at.toISOString()).toZonedDateTimeISO(zone).toPlainDate();
  const first = today.with({ month: today.month - ((today.month - 1) % 3), day: 1 });
  return { from: first.toString(), to: first.add({ months: 3 }).subtract({ days: 1 }).toString() };
}

type Span = { zone: string; from: string; to: string };

function columnReader(db: Db, where: RawBuilder<SqlBool>, { zone, from, to }: Span) {
  const during = sql`c.closed_at >= (${from}::timestamp at time zone ${zone})
    and c.closed_at < ((${to}::date + 1)::timestamp at time zone ${zone})`;
  return async (stage: Stage): Promise<BoardColumn> => {
    const inColumn = sql<SqlBool>`c.stage = ${stage} and ${stage === 'open' ? sql`true` : during} and ${where}`;
    const { rows: sums } = await sql<{ currency: string | null; amount: number | null; count: number }>`
      select c.currency, sum(c.amount)::bigint as amount, count(*) as count
      from pipeline.deals as c where ${inColumn} group by c.currency order by count(*) desc, c.currency`.execute(
      db,
    );
    const cards = selectDeals(db).where(inColumn).limit(CARDS_PER_COLUMN);
    const items = await (
      stage === 'open'
        ? cards.orderBy('c.expected_close_on').orderBy('c.id')
        : cards.orderBy('c.closed_at', 'desc').orderBy('c.id', 'desc')
    ).execute();
    return {
      stage,
      count: sums.reduce((all, { count }) => all + count, 0),
      sums: sums.flatMap(({ currency, amount, count }) =>
        currency === null ? [] : [{ currency, amount: amount ?? 0, count }],
      ),
      items,
    };
  };
}
