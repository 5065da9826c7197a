import { useEffect, useState, type ReactNode } from 'react';
import { isGoing, progressWords, shareOf } from '../../../web/long-work/operations.ts';
import { asProblem, type Problem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { useOperation, type WholeModel } from '../score-models.ts';
import { OutcomeView } from './OutcomeView.tsx';
import { refreshSimulations, simulate, useSimulations, type Simulation } from './simulations.ts';

/** What a version would have done in the last 90 days; the newest replay, and a way to make another. */
export function SimulationPanel({ model }: { model: WholeModel }) {
  const { data } = useSimulations(model.id);
  const start = useStart(model);
  const may = useMay('score-models.edit');
  if (data === undefined) return <Skeleton lines={6} />;
  const [newest] = data;
  const shown = data.find(({ outcome }) => outcome !== null);
  const going = newest !== undefined && newest.finishedAt === null ? newest : undefined;
  const button = may && (
    <Button icon="play" busy={start.busy} onClick={() => void start.run()}>
      {shown === undefined ? 'Simulate the last 90 days' : 'Simulate again'}
    </Button>
  );
  return (
    <div className="stack loose">
      <FormError problem={start.problem} />
      {going !== undefined && <Going simulation={going} again={button} />}
      {shown === undefined && going === undefined && (
        <EmptyState icon="play" title="Not simulated yet" actions={button}>
          Tandem replays what everybody did in the last 90 days with these rules: who would have become hot,
          when, and how many of them sales accepted and won.
        </EmptyState>
      )}
      {shown !== undefined && (
        <>
          <div className="row wrap between">
            <span className="small muted">
              Replayed <RelativeTime at={shown.startedAt} /> by {shown.startedBy}
              {!shown.current && ' · the version was changed since'}
            </span>
            {going === undefined && button}
          </div>
          <Warnings simulation={shown} />
          <OutcomeView simulation={shown} number={model.number} />
        </>
      )}
    </div>
  );
}

/** What both owners should know before they sign. */
export function Warnings({ simulation }: { simulation: Simulation }) {
  return simulation.warnings.map(({ kind, words }) => (
    <div key={kind} className="notice bad" role="alert">
      <Icon name="warning" />
      <strong>{words}</strong>
    </div>
  ));
}

function Going({ simulation, again }: { simulation: Simulation; again: ReactNode }) {
  const { data: operation } = useOperation(simulation.operationId);
  const ended = operation !== undefined && !isGoing(operation);
  useEffect(() => {
    if (ended) void refreshSimulations(simulation.modelId);
  }, [ended, simulation.modelId]);
  if (operation !== undefined && ended && operation.state !== 'done')
    return (
      <div className="row wrap between">
        <p className="negative" role="alert">
          {operation.error ?? 'The simulation was cancelled.'}
        </p>
        {again}
      </div>
    );
  return (
    <div className="stack" aria-live="polite">
      <Progress
        label="Replaying the last 90 days"
        value={operation === undefined ? undefined : shareOf(operation)}
      />
      <span className="small muted num">
        Replaying the last 90 days
        {operation !== undefined && operation.total !== null && operation.total > 0
          ? `: ${progressWords(operation)}`
          : ' …'}
      </span>
    </div>
  );
}

function useStart(model: WholeModel) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async () => {
    setBusy(true);
    setProblem(undefined);
    await simulate(model.id).catch((thrown: unknown) => setProblem(asProblem(thrown)));
    setBusy(false);
  };
  return { busy, problem, run };
}
