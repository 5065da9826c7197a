import './sample.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../../web/api.ts';
import { count } from '../../web/numbers.ts';
import { asProblem } from '../../web/problem.ts';
import { may, sessionQuery } from '../../web/session.ts';
import { BarePage } from '../../web/shell/BarePage.tsx';
import { Button } from '../../web/ui/Button.tsx';
import { FormError } from '../../web/ui/FormError.tsx';
import { Progress } from '../../web/ui/Progress.tsx';
import { useLoadSample, useProgress, useSample } from './sample.ts';

/** Asked once, on the first visit; whoever comes here later is sent on. */
export function WelcomePage() {
  const navigate = useNavigate();
  const session = useQuery(sessionQuery);
  const mayChoose = may(session.data, 'sample.manage');
  const { data, error } = useSample(mayChoose);
  const load = useLoadSample();
  const [leaving, setLeaving] = useState(false);
  const operationId = load.data?.operationId ?? (data?.state === 'loading' ? data.operationId : null);
  const isOther = session.error !== null || (session.data !== undefined && !mayChoose);
  const isOver = isOther || error !== null || (data !== undefined && !data.asked && !operationId);
  useEffect(() => {
    if (isOver && !load.isPending) void navigate({ to: '/', replace: true });
  }, [isOver, load.isPending, navigate]);
  const startEmpty = async () => {
    setLeaving(true);
    await api.put('/api/sample/choice', { choice: 'empty' });
    void navigate({ to: '/', replace: true });
  };
  if (operationId) return <Coming operationId={operationId} />;
  if (isOver || data === undefined) return null;
  return (
    <BarePage wide title="How would you like to begin?" lede="You can change your mind at any time.">
      <FormError problem={load.error === null ? undefined : asProblem(load.error)} />
      <div className="beginnings">
        <section>
          <h2>With a company to look around in</h2>
          <p>
            Hallow & Reed makes hair care and never was: 2,000 people, their companies and two years of what
            happened with them, online and off. It is here in seconds and goes without a trace when you have
            seen enough.
          </p>
          <Button primary wide busy={load.isPending} onClick={() => load.mutate({})}>
            Explore the sample company
          </Button>
        </section>
        <section>
          <h2>With your own people</h2>
          <p>
            Tandem is empty. Import the list you have, or connect your web site; nothing made up is among
            them.
          </p>
          <Button wide busy={leaving} onClick={() => void startEmpty()}>
            Start empty
          </Button>
        </section>
      </div>
    </BarePage>
  );
}

function Coming({ operationId }: { operationId: string }) {
  const operation = useProgress(operationId);
  const navigate = useNavigate();
  const state = operation?.state;
  useEffect(() => {
    if (state === 'done') void navigate({ to: '/', replace: true });
  }, [state, navigate]);
  const share = operation?.total ? operation.done / operation.total : undefined;
  return (
    <BarePage
      wide
      title="Hallow & Reed is moving in"
      lede="Their people, companies and two years of history."
    >
      <div className="stack">
        <Progress label="Loading the sample company" value={share} />
        <p className="muted num" role="status">
          {operation === undefined
            ? 'Begins'
            : `${count(operation.done)} of ${count(operation.total ?? 0)} people`}
        </p>
        {operation?.error && <p className="negative">{operation.error}</p>}
        <div>
          <Button onClick={() => void navigate({ to: '/', replace: true })}>Look around meanwhile</Button>
        </div>
      </div>
    </BarePage>
  );
}
