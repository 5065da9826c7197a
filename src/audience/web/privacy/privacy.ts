import { api } from '../../../web/api.ts';
import { toast } from '../../../web/ui/toast.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../privacy/contract.ts';
import { refreshContacts, type Contact } from '../contacts.ts';
import { saveFile } from '../list/export.ts';
import { endOf } from '../operation.ts';

export type Erasure = Wire<contract.Erasure>;

/** Longer than this nobody waits for a download; the panel has it when it is ready. */
const patience = 20;

/** Everything that is kept about somebody, saved as a file. */
export async function saveCopy(contact: Contact, format: contract.NewCopy['format']): Promise<void> {
  const { id } = await api.post<{ id: string }>(`/api/contacts/${contact.id}/copies`, { format });
  const ended = await endOf(id, patience);
  if (ended === undefined) return;
  if (ended.error !== null) throw new Error(ended.error);
  const fileId = ended.result?.['fileId'];
  if (typeof fileId !== 'string') return;
  saveFile(fileId);
  toast(`All data about ${contact.name} is in your downloads`);
}

export async function eraseForGood(contact: Contact, reason: string): Promise<Erasure> {
  const receipt = await api.post<Erasure>('/api/erasures', { contactId: contact.id, reason });
  await refreshContacts();
  return receipt;
}
