import type { Actor } from '../platform/actor.ts';
import { exportCsv } from '../platform/csv-export.ts';
import type { Db } from '../platform/db.ts';
import { readSort } from '../platform/keyset.ts';
import { estimateCount } from '../platform/lists.ts';
import type { OperationRun, Outcome } from '../platform/operation-runs.ts';
import { startOperation } from '../platform/operations.ts';
import type { Deal, NewExport } from './contract.ts';
import { DEFAULT_SORT, orders } from './deal-list.ts';
import { lostReasons, wholeUnits } from './deal.ts';
import { selectDeals } from './reading.ts';
import { selected } from './selection.ts';

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

/** The work behind an export. */
export async function runExport(asked: ExportJob, run: OperationRun): Promise<Outcome> {
  const { sort = DEFAULT_SORT, ...list } = asked;
  const query = await asSelected(run.db, run.who, list);
  return exportCsv<Deal>(run, {
    name: 'deals',
    header,
    cells,
    list: { query, id: 'c.id', sort, sortable: orders(list) },
  });
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
