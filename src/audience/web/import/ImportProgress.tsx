import { useEffect } from 'react';
import { asProblem } from '../../../web/problem.ts';
import { isGoing, useCancel } from '../../../web/long-work/operations.ts';
import { count, counted } from '../../../web/numbers.ts';
import { queryClient } from '../../../web/query.ts';
import { span } from '../../../web/time.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { useOperation, type ContactOperation } from '../operation.ts';
import { ImportResult } from './ImportResult.tsx';
import { useImport } from './imports.ts';

/** What runs, and what came of it. The history outlives the operation, so it is asked first. */
export function ImportProgress({ id }: { id: string }) {
  const query = useImport(id, false);
  const { data } = query;
  if (data === undefined)
    return query.isError ? <FormError problem={asProblem(query.error)} /> : <Skeleton lines={4} />;
  return data.state === 'queued' || data.state === 'running' ? (
    <Running id={id} />
  ) : (
    <ImportResult data={data} />
  );
}

function Running({ id }: { id: string }) {
  const query = useOperation(id);
  const state = query.data?.state;
  useEffect(() => {
    if (state !== undefined) void queryClient.invalidateQueries({ queryKey: ['imports'] });
  }, [state]);
  if (query.data !== undefined && isGoing(query.data)) return <Going operation={query.data} />;
  return query.isError ? <FormError problem={asProblem(query.error)} /> : <Skeleton lines={4} />;
}

export function Going({ operation, children }: { operation: ContactOperation; children?: string }) {
  const cancel = useCancel();
  const { done, total, rate, secondsLeft, title, state, unit } = operation;
  const share = total === null || total === 0 ? undefined : done / total;
  return (
    <section className="import-run" aria-label={title}>
      <div className="row between">
        <h2>{title}</h2>
        <span className="num muted">{share !== undefined && `${Math.floor(Math.min(1, share) * 100)}%`}</span>
      </div>
      <Progress label={title} value={share} />
      <div className="row between muted num">
        <span>
          {state === 'queued' ? 'Waits for its turn' : counted(done, unit.replace(/s$/, ''), unit)}
          {rate !== null && rate >= 1 && `, ${count(Math.round(rate))} a second`}
        </span>
        {secondsLeft !== null && <span>about {span(secondsLeft)} left</span>}
      </div>
      <p className="muted">
        {children ??
          'You may leave this page: the import goes on, also after a restart, and the panel at the bottom shows how far it is.'}
      </p>
      <div>
        <Button busy={cancel.isPending} onClick={() => cancel.mutate(operation.id)}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
