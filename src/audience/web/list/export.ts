import { api } from '../../../web/api.ts';
import { toast } from '../../../web/ui/toast.ts';
import { endOf } from '../operation.ts';
import type { Chosen } from './bulk.ts';

/** Longer than this nobody waits for a download; the panel has it when it is ready. */
const patience = 20;

export type Exported = { chosen: Chosen; sort?: string | undefined; columns?: readonly string[] | undefined };

/** Writes contacts to a CSV file and saves it when it is ready. */
export async function exportContacts({ chosen, sort, columns }: Exported): Promise<void> {
  await exportTo('/api/contacts/exports', {
    ...chosen,
    ...(sort === undefined ? {} : { sort }),
    ...(columns === undefined ? {} : { columns: ['name', ...columns] }),
  });
}

/** Has a file written, and saves it when it is ready. */
export async function exportTo(path: string, asked: object): Promise<void> {
  const { id } = await api.post<{ id: string }>(path, asked);
  const ended = await endOf(id, patience);
  if (ended === undefined) return;
  if (ended.error !== null) throw new Error(ended.error);
  const fileId = ended.result?.['fileId'];
  if (typeof fileId !== 'string') return;
  saveFile(fileId);
  toast('The export is in your downloads', { action: { label: 'Save again', run: () => saveFile(fileId) } });
}

/** The server sends it as an attachment: the page stays. */
export function saveFile(id: string): void {
  const link = document.createElement('a');
  link.href = `/api/files/${id}`;
  link.download = '';
  link.click();
}
