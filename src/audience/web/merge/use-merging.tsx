import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../../web/session.ts';
import { later } from '../../../web/ui/later.tsx';
import type { MenuItem } from '../../../web/ui/Menu.tsx';
import type { MergeKind } from './merge-kind.ts';

export const MergeDialog = later(async () => (await import('./MergeDialog.tsx')).MergeDialog);

/** "Merge with …" for the menu of a record; then one is on the page of the record that is kept. */
export function useMerging(
  kind: MergeKind,
  { id, name }: { id: string; name: string },
): {
  items: (MenuItem | false)[];
  dialog: ReactNode;
} {
  const navigate = useNavigate();
  const mayMerge = useMay(kind.may);
  const [open, setOpen] = useState(false);
  const stay = (keptId: string) => {
    if (keptId !== id) void navigate({ to: `/${kind.nouns}/${keptId}`, replace: true });
  };
  return {
    items: mayMerge ? [{ label: kind.offer, icon: 'merge', onSelect: () => setOpen(true) }] : [],
    dialog: open ? (
      <MergeDialog kind={kind} id={id} name={name} onClose={() => setOpen(false)} onMerged={stay} />
    ) : null,
  };
}
