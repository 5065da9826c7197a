import { useState } from 'react';
import { count, counted } from '../../../web/numbers.ts';
import { asProblem, type Problem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { sign, useDifferences, type Side, type WholeModel } from '../score-models.ts';
import { Warnings } from '../simulation/SimulationPanel.tsx';
import { hotWords } from '../simulation/words.ts';
import { useSimulations, type Simulation } from '../simulation/simulations.ts';

type Props = { model: WholeModel; side: Side; onClose: () => void };

/** Whoever signs sees once more what it does. */
export function SignDialog({ model, side, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const differences = useDifferences(model.id, undefined, model.updatedAt).data;
  const simulation = useSimulations(model.id).data?.find(({ outcome }) => outcome !== null);
  const last = model.maySign.length > 0 && otherSigned(model, side);
  const run = async () => {
    setBusy(true);
    try {
      await sign(model.id, side);
      toast(last ? 'Signed by both sides; every score is being found anew' : `Signed for ${side}`);
      onClose();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Sign version ${model.number} for ${side}`} onClose={onClose}>
      <FormError problem={problem} />
      {differences?.against !== undefined && differences.against !== null && (
        <p>
          It differs from version {differences.against.number} in{' '}
          {counted(differences.items.length, 'point', 'points')}.
        </p>
      )}
      <Replayed simulation={simulation} />
      <p className="muted">
        {last
          ? 'The other side has signed: with this signature it comes into force.'
          : 'It comes into force when the other side has signed, too.'}
      </p>
      <div className="row end">
        <Button onClick={onClose}>Not now</Button>
        <Button primary busy={busy} onClick={() => void run()} data-autofocus>
          Sign for {side}
        </Button>
      </div>
    </Dialog>
  );
}

function Replayed({ simulation }: { simulation: Simulation | undefined }) {
  if (simulation === undefined || simulation.outcome === null)
    return (
      <div className="notice">
        <Icon name="info" />
        <span>It was not simulated: nobody has seen whom it makes hot.</span>
      </div>
    );
  const { draft } = simulation.outcome;
  return (
    <>
      {!simulation.current && (
        <div className="notice">
          <Icon name="info" />
          <span>The version was changed after it was simulated: what follows is of before.</span>
        </div>
      )}
      <Warnings simulation={simulation} />
      <p>
        {hotWords(simulation.outcome)} Sales accepted {count(draft.accepted)} of the {count(draft.ever)} who
        were hot at any time; the reps can take on {count(simulation.capacity)} a week.
      </p>
    </>
  );
}

function otherSigned({ signatures }: WholeModel, side: Side): boolean {
  return signatures[side === 'marketing' ? 'sales' : 'marketing'] !== null;
}
