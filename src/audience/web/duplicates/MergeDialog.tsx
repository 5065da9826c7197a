import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { ContactFinder } from '../find/finders.tsx';
import { comparisonQuery, mergePair, type Comparison } from './duplicates.ts';
import { PairTable } from './PairTable.tsx';
import { useDecision } from './use-decision.ts';

type Props = {
  id: string;
  name: string;
  /** Left out: it is looked for first. */
  otherId?: string | undefined;
  onClose: () => void;
  onMerged: (keptId: string) => void;
};

/** Makes two contacts one, by hand. */
export function MergeDialog({ id, name, otherId, onClose, onMerged }: Props) {
  const [other, setOther] = useState(otherId);
  if (other === undefined)
    return (
      <Dialog title={`Merge ${name} with …`} onClose={onClose}>
        <ContactFinder label="The other contact" except={[id]} choose={(found) => setOther(found.id)} />
      </Dialog>
    );
  return (
    <Dialog title="Merge two contacts" onClose={onClose} className="merge-dialog">
      <Side id={id} other={other} onClose={onClose} onMerged={onMerged} />
    </Dialog>
  );
}

function Side({ id, other, onClose, onMerged }: Omit<Props, 'name' | 'otherId'> & { other: string }) {
  const comparison = useQuery(comparisonQuery(id, other));
  if (comparison.data !== undefined)
    return <Decide pair={comparison.data} onClose={onClose} onMerged={onMerged} />;
  if (comparison.isPending) return <Skeleton lines={6} />;
  return <FormError problem={asProblem(comparison.error)} />;
}

function Decide({ pair, onClose, onMerged }: { pair: Comparison } & Pick<Props, 'onClose' | 'onMerged'>) {
  const state = useDecision(pair);
  const [busy, setBusy] = useState(false);
  const merge = async () => {
    setBusy(true);
    const decision = state.decision();
    const done = await mergePair(decision);
    setBusy(false);
    if (!done) return;
    onClose();
    onMerged(decision.kept.id);
  };
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <section className="merge-scroll" tabIndex={0} aria-label="Both contacts">
        <PairTable pair={pair} state={state} />
      </section>
      {!pair.mayMerge && <p className="muted">You may merge contacts that are yours. One of these is not.</p>}
      <div className="dialog-foot">
        <Button ghost className="only-wide" onClick={onClose}>
          Cancel
        </Button>
        <Button primary icon="merge" busy={busy} disabled={!pair.mayMerge} onClick={() => void merge()}>
          Merge
        </Button>
      </div>
    </>
  );
}
