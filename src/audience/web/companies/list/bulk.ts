import { api } from '../../../../web/api.ts';
import type { Selection } from '../../../../web/list/selection.ts';
import { counted } from '../../../../web/numbers.ts';
import { queryClient } from '../../../../web/query.ts';
import { toast } from '../../../../web/ui/toast.ts';
import type { BulkChanged } from '../../../companies/contract.ts';
import { attempt } from '../../contacts.ts';
import { chosenFrom } from '../../list/bulk.ts';
import { saveFile } from '../../list/export.ts';
import { endOf } from '../../operation.ts';
import { refreshCompanies } from '../companies.ts';

export type Chosen = ReturnType<typeof chosenFrom>;

/** Seconds for which the end of work in the background is waited for. */
const patience = { change: 600, export: 20 };

export async function editMany(
  selection: Selection,
  change: Record<string, string | null>,
  did: string,
): Promise<void> {
  await changeMany('/api/companies/bulk-edits', selection, did, { change });
}

export async function deleteMany(selection: Selection): Promise<void> {
  await changeMany('/api/companies/bulk-deletions', selection, 'deleted');
}

/** What happened, in the words of the toast; companies that were out of reach are not passed over in silence. */
export function bulkWords(
  { count, operationId }: Pick<BulkChanged, 'count' | 'operationId'>,
  selection: Pick<Selection, 'count' | 'exact'>,
  did: string,
): string {
  if (operationId !== null)
    return `About ${counted(count, 'company is', 'companies are')} being changed in the background`;
  if (count === 0) return 'Nothing changed: they were so already, or you may not change them';
  const left = selection.exact ? selection.count - count : 0;
  const rest = left > 0 ? `; ${counted(left, 'was', 'were')} so already, or not yours to change` : '';
  return `${counted(count, 'company', 'companies')} ${did}${rest}`;
}

/** Writes companies to a CSV file and saves it when it is ready. */
export async function exportCompanies(
  chosen: Chosen,
  sort: string | undefined,
  columns: readonly string[],
): Promise<void> {
  const { id } = await api.post<{ id: string }>('/api/companies/exports', {
    ...chosen,
    ...(sort === undefined ? {} : { sort }),
    columns,
  });
  const ended = await endOf(id, patience.export);
  if (ended === undefined) return;
  if (ended.error !== null) throw new Error(ended.error);
  const fileId = ended.result?.['fileId'];
  if (typeof fileId !== 'string') return;
  saveFile(fileId);
  toast('The export is in your downloads', { action: { label: 'Save again', run: () => saveFile(fileId) } });
}

async function changeMany(path: string, selection: Selection, did: string, more: object = {}): Promise<void> {
  await attempt(async () => {
    const changed = await api.post<BulkChanged>(path, { ...chosenFrom(selection), ...more });
    selection.clear();
    await refresh();
    const undo = { undo: () => undoMany(`${path}/${changed.id}`) };
    toast(bulkWords(changed, selection, did), changed.count > 0 && changed.operationId === null ? undo : {});
    if (changed.operationId === null) return;
    // Only what has ended can be undone; until then the panel tells how far it is, and can cancel it.
    const ended = await endOf(changed.operationId, patience.change);
    const count = ended?.result?.['count'];
    if (typeof count === 'number' && count > 0)
      toast(`${counted(count, 'company', 'companies')} ${did}`, undo);
  });
}

async function undoMany(change: string): Promise<void> {
  const { count, operationId } = await api.delete<BulkChanged>(change);
  await refresh();
  if (operationId === null) toast(`${counted(count, 'company is', 'companies are')} as before`);
}

async function refresh(): Promise<void> {
  await Promise.all([refreshCompanies(), queryClient.invalidateQueries({ queryKey: ['operations'] })]);
}
