import { useEffect, useState } from 'react';
import { attempt } from '../../../audience/web/contacts.ts';
import { isGoing, progressWords, shareOf } from '../../../web/long-work/operations.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import { NumberInput } from '../model/NumberInput.tsx';
import { useOperation } from '../score-models.ts';
import { refreshCheck, startTraining, type ModelCheck } from './checks.ts';

/** Train again, within how many days somebody has to become a customer, and how far that has come. */
export function Training({ check }: { check: ModelCheck }) {
  const may = useMay('score-models.edit');
  const { data: operation } = useOperation(check.operationId);
  const [days, setDays] = useState(check.windowDays);
  const [busy, setBusy] = useState(false);
  const ended = operation !== undefined && !isGoing(operation);
  useEffect(() => {
    if (ended) void refreshCheck();
  }, [ended]);
  if (check.operationId !== null && !ended)
    return (
      <div className="stack training" aria-live="polite">
        <Progress
          label="Training the propensity model"
          value={operation === undefined ? undefined : shareOf(operation)}
        />
        <span className="small muted num">
          Training the model. {operation !== undefined && `${progressWords(operation)}.`}
        </span>
      </div>
    );
  if (!may) return null;
  const train = async () => {
    setBusy(true);
    await attempt(() => startTraining(days));
    setBusy(false);
  };
  return (
    <div className="row wrap training">
      <span>A customer within</span>
      <NumberInput
        label="Days within which somebody becomes a customer"
        value={days}
        onChange={setDays}
        min={14}
        max={365}
        unit="days"
        whole
      />
      <Button primary={check.model === null} busy={busy} onClick={() => void train()}>
        {check.model === null ? 'Train the model' : 'Train again'}
      </Button>
      {operation?.state === 'failed' && (
        <span className="small negative" role="alert">
          {operation.error}
        </span>
      )}
    </div>
  );
}
