import { useState } from 'react';
import type { Selection } from '../../../web/list/selection.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import type { MergeKind } from './merge-kind.ts';
import { MergeDialog } from './use-merging.tsx';

/** Of a list, when exactly two are ticked. */
export function MergeTwo({ kind, selection }: { kind: MergeKind; selection: Selection }) {
  const mayMerge = useMay(kind.may);
  const [open, setOpen] = useState(false);
  const [one, other] = selection.ids ?? [];
  if (!mayMerge || selection.ids?.length !== 2 || one === undefined) return null;
  return (
    <>
      <Button small ghost icon="merge" onClick={() => setOpen(true)}>
        Merge
      </Button>
      {open && (
        <MergeDialog
          kind={kind}
          id={one}
          name=""
          otherId={other}
          onClose={() => setOpen(false)}
          onMerged={selection.clear}
        />
      )}
    </>
  );
}
