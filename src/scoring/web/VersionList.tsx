import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '../../web/ui/Button.tsx';
import { Progress } from '../../web/ui/Progress.tsx';
import { RelativeTime } from '../../web/ui/RelativeTime.tsx';
import { Skeleton } from '../../web/ui/Skeleton.tsx';
import { Tag } from '../../web/ui/Tag.tsx';
import { shareOf } from '../../web/long-work/operations.ts';
import { modelsQuery, useOperation, type Model } from './score-models.ts';
import { stateWords } from './words.ts';

/** Every version with its state, newest first. */
export function VersionList() {
  const query = useInfiniteQuery(modelsQuery);
  const models = query.data?.pages.flatMap(({ items }) => items);
  if (models === undefined) return <Skeleton lines={4} />;
  return (
    <>
      <ul className="version-list">
        {models.map((model) => (
          <li key={model.id}>
            <Version model={model} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button small ghost busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </>
  );
}

function Version({ model }: { model: Model }) {
  const { id, number, state, note, createdBy, updatedAt } = model;
  return (
    <>
      <span className="row between">
        <Link to={`/score/models/${id}`} className="strong">
          Version {number}
        </Link>
        <StateTag state={state} />
      </span>
      {note !== null && <span className="small truncate">{note}</span>}
      <span className="small muted">
        {createdBy.name}, <RelativeTime at={updatedAt} />
      </span>
      {state === 'applying' && <Applying model={model} />}
    </>
  );
}

export function StateTag({ state }: Pick<Model, 'state'>) {
  return <Tag tone={state === 'in_force' ? undefined : 'outline'}>{stateWords[state]}</Tag>;
}

/** The scores are being found by it; until then those of the version before are shown. */
export function Applying({ model }: { model: Pick<Model, 'operationId' | 'number'> }) {
  const { data: operation } = useOperation(model.operationId);
  return (
    <Progress
      label={`Applying version ${model.number}`}
      value={operation === undefined ? undefined : shareOf(operation)}
    />
  );
}
