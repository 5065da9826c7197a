import './model-check.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count, percent } from '../../../web/numbers.ts';
import { asProblem } from '../../../web/problem.ts';
import { useMay, useTimeZone } from '../../../web/session.ts';
import { shortDate } from '../../../web/time.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { SampleLink } from '../../../web/ui/SampleLink.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { CalibrationCurve } from './CalibrationCurve.tsx';
import { Capacity } from './Capacity.tsx';
import { repsCapacityQuery } from '../simulation/simulations.ts';
import { area, checkQuery, type HeldOut, type ModelCheck } from './checks.ts';
import { Effects } from './Effects.tsx';
import { RuleWorths } from './RuleWorths.tsx';
import { Training } from './Training.tsx';

/** How good the learned model is on people it had not seen, and what that says about the signed one. */
export function ModelCheckPage() {
  const { data: check, error, isPending } = useQuery(checkQuery);
  return (
    <Page
      title="Model check"
      crumbs={[{ label: 'Hand off' }, { label: 'Score', to: '/score' }]}
      lede={check?.model ? <Lede check={check} /> : undefined}
      actions={check?.model ? <Training key={check.windowDays} check={check} /> : undefined}
    >
      {error !== null && <FormError problem={asProblem(error)} />}
      {isPending && <Skeleton lines={10} />}
      {check !== undefined && <Checked check={check} />}
    </Page>
  );
}

/** Where nobody knows what the reps can take on. */
const firstCapacity = 100;

function Checked({ check }: { check: ModelCheck }) {
  const reps = useQuery({ ...repsCapacityQuery, enabled: useMay('handoffs.read') }).data;
  const [typed, setTyped] = useState<number>();
  const capacity = typed ?? reps ?? firstCapacity;
  const { held, rules, model } = check;
  if (held === null || model === null) return <NoModel check={check} />;
  return (
    <div className="model-check">
      <Figures check={check} held={held} />
      <div className="check-pair">
        <Capacity held={held} windowDays={model.windowDays} capacity={capacity} onChange={setTyped} />
        <Card title="Calibration">
          <p className="check-sentence">
            Of those with a probability of a tenth, a tenth should become customers. On average it is{' '}
            <span className="strong num">{percent(held.calibrationError)}</span> off.
          </p>
          <CalibrationCurve held={held} />
        </Card>
      </div>
      {rules !== null && <RuleWorths rules={rules} windowDays={model.windowDays} />}
      <Effects check={check} />
    </div>
  );
}

function NoModel({ check }: { check: ModelCheck }) {
  return (
    <Card>
      <EmptyState
        icon="eye"
        title="No model has been trained yet"
        actions={
          <>
            <Training key={check.windowDays} check={check} />
            <SampleLink />
          </>
        }
      >
        From those who became customers Tandem learns how likely each contact does, and what each rule of your
        score is worth. It tests itself on people it has not seen, and refuses where there is too little to
        learn from. It needs people whom Tandem knew before they became customers; the sample company shows
        what it finds in them.
        {check.lastTraining !== null && (
          <span className="refusal" role="status">
            {check.lastTraining.words}
          </span>
        )}
      </EmptyState>
    </Card>
  );
}

function Lede({ check }: { check: ModelCheck }) {
  const zone = useTimeZone();
  const now = useNow();
  const { model, lastTraining } = check;
  if (model === null) return null;
  const day = (at: string) => shortDate(new Date(at), now, zone);
  return (
    <>
      Trained on {day(model.trainedAt)} on {count(model.contacts)} people at cut-offs from {day(model.from)}{' '}
      to {day(model.to)}; {count(model.customers)} of them became customers within {model.windowDays} days.{' '}
      {model.sampled < 1 && `Of those who did not, ${percent(model.sampled)} were looked at. `}
      {lastTraining !== null && (
        <span className="strong">
          {lastTraining.words} ({day(lastTraining.at)})
        </span>
      )}
    </>
  );
}

function Figures({ check, held }: { check: ModelCheck; held: HeldOut }) {
  const zone = useTimeZone();
  const now = useNow();
  const { folds } = check;
  return (
    <section className="card kpis" aria-label="How good it is">
      <Figure
        name="Ranks the right one first"
        value={area(held.auc.value)}
        foot={`AUC, ${area(held.auc.low)} to ${area(held.auc.high)}; on ${shortDate(new Date(held.cutOff), now, zone)}, trained on what was known before`}
      />
      <Figure
        name="The same, across five folds"
        value={folds === null ? '–' : area(folds.auc.value)}
        foot={
          folds === null
            ? ''
            : `AUC, ${area(folds.auc.low)} to ${area(folds.auc.high)}; ${count(folds.people)} examples`
        }
      />
      <Figure
        name="Calibration error"
        value={percent(held.calibrationError)}
        foot={`ECE in ten bins; ${check.calibration === 'isotonic' ? 'isotonic steps' : 'Platt’s curve'} validated better`}
      />
      <Figure
        name="The likeliest tenth"
        value={`×${held.topDecileLift.toFixed(1)}`}
        foot={`customers, against anybody; ${count(Math.round(held.customers))} of ${count(Math.round(held.people))} became one`}
      />
    </section>
  );
}

function Figure({ name, value, foot }: { name: string; value: string; foot: string }) {
  return (
    <div className="kpi">
      <span className="name">{name}</span>
      <span className="figure">{value}</span>
      <span className="foot">{foot}</span>
    </div>
  );
}
