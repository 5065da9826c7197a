import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import type { Comparison, MergeKind } from './merge-kind.ts';
import { comparisonQuery, mergePair } from './merging.ts';
import { movesWords } from './moves-words.ts';
import { PairTable } from './PairTable.tsx';
import { useDecision } from './use-decision.ts';

type Props = {
  kind: MergeKind;
  id: string;
  name: string;
  /** Left out: it is looked for first. */
  otherId?: string | undefined;
  onClose: () => void;
  onMerged: (keptId: string) => void;
};

/** Makes two records one, by hand. */
export function MergeDialog({ kind, id, name, otherId, onClose, onMerged }: Props) {
  const [other, setOther] = useState(otherId);
  if (other === undefined)
    return (
      <Dialog title={`Merge ${name} with …`} onClose={onClose}>
        <kind.Finder label={`The other ${kind.noun}`} except={[id]} choose={(found) => setOther(found.id)} />
      </Dialog>
    );
  return (
    <Dialog title={`Merge two ${kind.nouns}`} onClose={onClose} className="merge-dialog">
      <Side kind={kind} id={id} other={other} onClose={onClose} onMerged={onMerged} />
    </Dialog>
  );
}

function Side({ kind, id, other, onClose, onMerged }: Omit<Props, 'name' | 'otherId'> & { other: string }) {
  const comparison = useQuery(comparisonQuery(kind, id, other));
  if (comparison.data !== undefined)
    return <Decide kind={kind} pair={comparison.data} onClose={onClose} onMerged={onMerged} />;
  if (comparison.isPending) return <Skeleton lines={6} />;
  return <FormError problem={asProblem(comparison.error)} />;
}

type DecideProps = { pair: Comparison } & Pick<Props, 'kind' | 'onClose' | 'onMerged'>;

function Decide({ kind, pair, onClose, onMerged }: DecideProps) {
  const state = useDecision(pair);
  const [busy, setBusy] = useState(false);
  const moves = movesWords(pair, state.keep);
  const merge = async () => {
    setBusy(true);
    const decision = state.decision();
    const done = await mergePair(kind, decision);
    setBusy(false);
    if (!done) return;
    onClose();
    onMerged(decision.kept.id);
  };
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <section className="merge-scroll" tabIndex={0} aria-label={`Both ${kind.nouns}`}>
        <PairTable kind={kind} pair={pair} state={state} />
      </section>
      {moves !== '' && <p className="muted">{moves}</p>}
      {!pair.mayMerge && (
        <p className="muted">You may merge {kind.nouns} that are yours. One of these is not.</p>
      )}
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
