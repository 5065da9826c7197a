import { api } from '../../../web/api.ts';
import type { Selection } from '../../../web/list/selection.ts';
import { counted } from '../../../web/numbers.ts';
import { queryClient } from '../../../web/query.ts';
import { toast } from '../../../web/ui/toast.ts';
import type { BulkChanged } from '../../contract.ts';
import { attempt, refreshContacts } from '../contacts.ts';
import { endOf } from '../operation.ts';

/** As the server is told which contacts are meant: those ticked, or all that a list shows but for some. */
export type Chosen = { ids: string[] } | { list: { q?: string; filter?: string; except?: string[] } };

/** Seconds for which the end of a change in the background is waited for. */
const patience = 600;

export async function editMany(
  selection: Selection,
  change: Record<string, string | null | Record<string, string | string[] | null>>,
  did: string,
): Promise<void> {
  await changeMany('/api/contacts/bulk-edits', selection, did, { change });
}

export async function deleteMany(selection: Selection): Promise<void> {
  await changeMany('/api/contacts/bulk-deletions', selection, 'deleted');
}

/** What happened, in the words of the toast; contacts that were out of reach are not passed over in silence. */
export function bulkWords(
  { count, operationId }: Pick<BulkChanged, 'count' | 'operationId'>,
  selection: Pick<Selection, 'count' | 'exact'>,
  did: string,
): string {
  if (operationId !== null)
    return `About ${counted(count, 'contact is', 'contacts are')} being changed in the background`;
  const left = selection.exact ? selection.count - count : 0;
  if (count === 0) return 'Nothing changed: they were so already, or you may not change them';
  const rest = left > 0 ? `; ${counted(left, 'was', 'were')} so already, or not yours to change` : '';
  return `${counted(count, 'contact', 'contacts')} ${did}${rest}`;
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
    const ended = await endOf(changed.operationId, patience);
    const count = ended?.result?.['count'];
    if (typeof count === 'number' && count > 0)
      toast(`${counted(count, 'contact', 'contacts')} ${did}`, undo);
  });
}

async function undoMany(change: string): Promise<void> {
  const { count, operationId } = await api.delete<BulkChanged>(change);
  await refresh();
  if (operationId === null) toast(`${counted(count, 'contact is', 'contacts are')} as before`);
}

async function refresh(): Promise<void> {
  await Promise.all([refreshContacts(), queryClient.invalidateQueries({ queryKey: ['operations'] })]);
}

export function chosenFrom({ ids, matching }: Pick<Selection, 'ids' | 'matching'>): Chosen {
  if (ids !== undefined) return { ids };
  const { q, filter, except = [] } = matching ?? {};
  return {
    list: {
      ...(q === undefined ? {} : { q }),
      ...(filter === undefined ? {} : { filter: JSON.stringify(filter) }),
      ...(except.length === 0 ? {} : { except }),
    },
  };
}
