import { asProblem } from '../../../web/problem.ts';
import { isGoing, useCancel } from '../../../web/long-work/operations.ts';
import { count, counted } from '../../../web/numbers.ts';
import { span } from '../../../web/time.ts';
import { Button, buttonLook } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { useOperation, type ContactOperation } from '../operation.ts';
import { countsOf, type Counts } from './outcomes.ts';

export function ImportProgress({ id }: { id: string }) {
  const query = useOperation(id);
  if (query.data === undefined)
    return query.isError ? <FormError problem={asProblem(query.error)} /> : <Skeleton lines={4} />;
  return isGoing(query.data) ? <Going operation={query.data} /> : <Ended operation={query.data} />;
}

function Going({ operation }: { operation: ContactOperation }) {
  const cancel = useCancel();
  const { done, total, rate, secondsLeft, title, state } = operation;
  const share = total === null || total === 0 ? undefined : done / total;
  return (
    <section className="import-run" aria-label={title}>
      <div className="row between">
        <h2>{title}</h2>
        <span className="num muted">{share !== undefined && `${Math.floor(share * 100)}%`}</span>
      </div>
      <Progress label={title} value={share} />
      <div className="row between muted num">
        <span>
          {state === 'queued' ? 'Waits for its turn' : `${counted(done, 'row', 'rows')} read`}
          {rate !== null && rate >= 1 && `, ${count(Math.round(rate))} a second`}
        </span>
        {secondsLeft !== null && <span>about {span(secondsLeft)} left</span>}
      </div>
      <p className="muted">
        You may leave this page: the import goes on, and the panel at the bottom shows how far it is.
      </p>
      <div>
        <Button busy={cancel.isPending} onClick={() => cancel.mutate(operation.id)}>
          Cancel the import
        </Button>
      </div>
    </section>
  );
}

const endings = {
  done: 'is finished',
  cancelled: 'was cancelled; what was imported until then stays',
  failed: 'stopped; what was imported until then stays',
};

function Ended({ operation }: { operation: ContactOperation }) {
  const { title, state, error, result, resultPath } = operation;
  const counts = countsOf(result);
  const notes = result?.['notesFileId'];
  return (
    <section className="import-run" aria-label={title}>
      <h2>
        {title} {state === 'queued' || state === 'running' ? '' : endings[state]}
      </h2>
      {error !== null && (
        <p className="notice bad" role="alert">
          <Icon name="warning" />
          <span>{error}</span>
        </p>
      )}
      {counts !== undefined && <Figures counts={counts} />}
      <div className="row wrap">
        <ButtonLink primary to={resultPath ?? '/contacts?sort=-updatedAt'}>
          Open these contacts
        </ButtonLink>
        {typeof notes === 'string' && (
          <a className={buttonLook({})} href={`/api/files/${notes}`} download>
            <Icon name="download" />
            <span>Rows to look at</span>
          </a>
        )}
        <ButtonLink ghost to="/contacts/import">
          Import another file
        </ButtonLink>
      </div>
      {typeof notes === 'string' && (
        <p className="muted">
          The file names each row that was skipped or from which something was left out, and why. Correct
          those rows and import them again.
        </p>
      )}
    </section>
  );
}

function Figures({ counts }: { counts: Counts }) {
  const figures: [string, number, string][] = [
    ['Rows read', counts.seen, ''],
    ['New', counts.created, 'added as contacts'],
    ['Updated', counts.updated, 'known, with something new'],
    ['Unchanged', counts.unchanged, 'known, nothing new'],
    ['Skipped', counts.skipped, 'not imported'],
  ];
  return (
    <dl className="figures">
      {figures.map(([name, value, meaning]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span className="figure">{count(value)}</span>
            <span className="small muted">{meaning}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
