import { csvOf } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { storeFile } from '../platform/files.ts';
import { readSort } from '../platform/keyset.ts';
import { estimateCount, keysetPage } from '../platform/lists.ts';
import type { OperationRun, Outcome } from '../platform/operation-runs.ts';
import { startOperation } from '../platform/operations.ts';
import type { Deal, NewExport } from './contract.ts';
import { DEFAULT_SORT, orders } from './deal-list.ts';
import { lostReasons, wholeUnits } from './deal.ts';
import { selectDeals } from './reading.ts';
import { selected } from './selection.ts';

const ROWS_PER_PAGE = 1_000;
const KEPT_DAYS = 7;

const header = [
  'Name',
  'Stage',
  'Amount',
  'Currency',
  'Contact',
  'Company',
  'Owner',
  'Expected',
  'Opened',
  'Closed',
  'Lost because',
  'In words',
  'Tandem id',
];

export type ExportJob = NewExport & { operationId: string };

/** Starts writing what a list shows into a CSV, in the background. */
export async function startExport(db: Db, who: Actor, asked: NewExport): Promise<{ id: string }> {
  // A list that cannot be sorted so is refused now, and not in the background.
  readSort(asked.sort ?? DEFAULT_SORT, orders(asked));
  const { count } = await estimateCount(db, await asSelected(db, who, asked));
  const id = await startOperation(db, who, {
    kind: 'deals.export',
    title: 'Export of deals',
    job: 'pipeline.exportDeals',
    payload: asked,
    total: count,
    unit: 'deals',
  });
  return { id };
}

/** Page after page in the order of the list, each a short statement of its own. */
export async function runExport(asked: ExportJob, run: OperationRun): Promise<Outcome> {
  let done = 0;
  async function* rows() {
    for await (const { deals, last } of pagesOf(asked, run)) {
      yield deals.map(cells);
      done += deals.length;
      await run.advance(run.db, last ? { done, total: done } : { done });
      if (await run.isCancelled()) return;
    }
  }
  const name = `deals ${now().toISOString().slice(0, 10)}.csv`;
  const expiresAt = new Date(now().getTime() + KEPT_DAYS * 86_400_000);
  const stream = csvOf(header, rows());
  const file = await storeFile(run.db, run.who, { name, mediaType: 'text/csv', stream, expiresAt });
  return { result: { count: done, fileId: file.id }, resultPath: `/api/files/${file.id}` };
}

async function* pagesOf({ sort = DEFAULT_SORT, ...list }: ExportJob, { db, who }: OperationRun) {
  const query = await asSelected(db, who, list);
  let cursor: string | undefined;
  do {
    const { rows, next } = await keysetPage({
      query,
      id: 'c.id',
      sort,
      sortable: orders(list),
      cursor,
      limit: ROWS_PER_PAGE,
    });
    cursor = next ?? undefined;
    yield { deals: rows, last: next === null };
  } while (cursor);
}

async function asSelected(db: Db, who: Actor, { q, filter }: Pick<NewExport, 'q' | 'filter'>) {
  return selectDeals(db).where(await selected(db, who, { q, filter }));
}

/** In words and whole units, as people read them: 1250.00, and 1250 where a currency has no hundredths. */
function cells(deal: Deal): (string | null)[] {
  const { amount, currency, contact, company, owner, openedAt, closedAt, lostReason } = deal;
  return [
    deal.name,
    deal.stage,
    amount === null || currency === null ? null : wholeUnits(amount, currency),
    currency,
    contact?.name ?? null,
    company?.name ?? null,
    owner?.name ?? null,
    deal.expectedCloseOn,
    openedAt.toISOString(),
    closedAt?.toISOString() ?? null,
    lostReason === null ? null : lostReasons[lostReason],
    deal.lostWords,
    deal.id,
  ];
}
