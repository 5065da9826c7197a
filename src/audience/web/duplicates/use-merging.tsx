import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../../web/session.ts';
import { later } from '../../../web/ui/later.tsx';
import type { MenuItem } from '../../../web/ui/Menu.tsx';
import type { Contact } from '../contacts.ts';

export const MergeDialog = later(async () => (await import('./MergeDialog.tsx')).MergeDialog);

/** "Merge with …" for the menu of a record. */
export function useMerging({ id, name }: Pick<Contact, 'id' | 'name'>): {
  items: (MenuItem | false)[];
  dialog: ReactNode;
} {
  const navigate = useNavigate();
  const mayMerge = useMay('contacts.merge');
  const [open, setOpen] = useState(false);
  const stay = (keptId: string) => {
    if (keptId !== id) void navigate({ to: `/contacts/${keptId}`, replace: true });
  };
  return {
    items: mayMerge ? [{ label: 'Merge with …', icon: 'merge', onSelect: () => setOpen(true) }] : [],
    dialog: open ? <MergeDialog id={id} name={name} onClose={() => setOpen(false)} onMerged={stay} /> : null,
  };
}
