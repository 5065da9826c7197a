import { useEffect, useState } from 'react';
import { attempt } from '../../../audience/web/contacts.ts';
import { isGoing, progressWords, shareOf } from '../../../web/long-work/operations.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import { applyAgain, refreshModels, useOperation, type WholeModel } from '../score-models.ts';

/** Both have signed: everybody's score is being found by it. */
export function ApplyProgress({ model }: { model: WholeModel }) {
  const { state, operationId } = model;
  const applying = state === 'applying' || state === 'signed';
  const { data: operation } = useOperation(applying ? operationId : null);
  const ended = operation !== undefined && !isGoing(operation);
  useEffect(() => {
    if (ended) void refreshModels();
  }, [ended]);
  if (!applying) return null;
  const stopped = ended && operation.state !== 'done';
  return (
    <div className="stack" aria-live="polite">
      {!stopped && (
        <Progress
          label={`Applying version ${model.number}`}
          value={operation === undefined ? undefined : shareOf(operation)}
        />
      )}
      <span className="small muted num">
        {stopped
          ? (operation.error ?? 'The application was cancelled.')
          : 'Every score is being found by it; until then those of the version before are shown.'}
        {operation !== undefined && !stopped && ` ${progressWords(operation)}.`}
      </span>
      {stopped && <Again id={model.id} />}
    </div>
  );
}

function Again({ id }: { id: string }) {
  const may = useMay('score-models.sign');
  const [busy, setBusy] = useState(false);
  if (!may) return null;
  const again = async () => {
    setBusy(true);
    await attempt(() => applyAgain(id));
    setBusy(false);
  };
  return (
    <Button small busy={busy} onClick={() => void again()}>
      Apply again
    </Button>
  );
}
