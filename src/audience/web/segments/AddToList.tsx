import { useState } from 'react';
import { api } from '../../../web/api.ts';
import type { Selection } from '../../../web/list/selection.ts';
import { counted } from '../../../web/numbers.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import type { Choice } from '../../../web/ui/Select.tsx';
import { toast } from '../../../web/ui/toast.ts';
import type { Picked } from '../../segments/contract.ts';
import { attempt, refreshContacts } from '../contacts.ts';
import { chosenFrom } from '../list/bulk.ts';
import { endOf } from '../operation.ts';
import { NewListDialog } from './NewListDialog.tsx';
import { refreshSegments, useLists } from './segments.ts';

/** Puts everything that is selected on a list, old or new. */
export function AddToList({ selection }: { selection: Selection }) {
  const [making, setMaking] = useState(false);
  const lists = useLists(true).data ?? [];
  return (
    <>
      <Menu
        label="List for the selected contacts"
        renderTrigger={(props) => (
          <Button small ghost icon="note" {...props}>
            Add to list
          </Button>
        )}
        items={[
          ...lists.map((list) => ({ label: list.label, onSelect: () => void putOn(list, selection) })),
          ...(lists.length > 0 ? (['rule'] as const) : []),
          { label: 'New list …', icon: 'plus', onSelect: () => setMaking(true) },
        ]}
      />
      {making && (
        <NewListDialog
          onClose={() => setMaking(false)}
          onMade={({ id, name }) => void putOn({ value: id, label: name }, selection)}
        />
      )}
    </>
  );
}

/** Seconds for which the end of a change in the background is waited for. */
const patience = 600;

async function putOn(list: Choice, selection: Selection): Promise<void> {
  await change(list, selection, 'additions', `put on “${list.label}”`);
}

export async function takeOff(list: Choice, selection: Selection): Promise<void> {
  await change(list, selection, 'removals', `taken off “${list.label}”`);
}

async function change(list: Choice, selection: Selection, way: string, did: string): Promise<void> {
  await attempt(async () => {
    const picked = await api.post<Picked>(`/api/segments/${list.value}/${way}`, chosenFrom(selection));
    selection.clear();
    await refresh();
    const undo = { undo: () => takeBack(list.value, picked.id) };
    if (picked.operationId === null) {
      if (picked.count === 0) toast(`Nothing changed: they were ${did} already`);
      else toast(`${counted(picked.count, 'contact', 'contacts')} ${did}`, undo);
      return;
    }
    toast(`About ${counted(picked.count, 'contact is', 'contacts are')} being ${did}`);
    const ended = await endOf(picked.operationId, patience);
    const count = ended?.result?.['count'];
    if (typeof count === 'number' && count > 0)
      toast(`${counted(count, 'contact', 'contacts')} ${did}`, undo);
    await refresh();
  });
}

async function takeBack(listId: string, changeId: string): Promise<void> {
  await api.delete(`/api/segments/${listId}/changes/${changeId}`);
  await refresh();
}

async function refresh(): Promise<void> {
  await Promise.all([refreshContacts(), refreshSegments()]);
}
