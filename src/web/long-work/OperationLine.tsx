import { span } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { ButtonLink } from '../ui/ButtonLink.tsx';
import { Progress } from '../ui/Progress.tsx';
import { isGoing, progressWords, shareOf, useCancel, type Operation } from './operations.ts';

export function OperationLine({ operation, putAway }: { operation: Operation; putAway: () => void }) {
  const cancel = useCancel();
  const { id, title, secondsLeft, error, resultPath } = operation;
  const going = isGoing(operation);
  const share = shareOf(operation);
  return (
    <li>
      <div className="row between">
        <span className="strong truncate">{title}</span>
        <span className="num muted">{share === undefined ? '' : `${Math.floor(share * 100)}%`}</span>
      </div>
      {going && <Progress label={title} value={share} />}
      <div className="row between small muted num">
        <span>{progressWords(operation)}</span>
        {secondsLeft !== null && going && <span>{span(secondsLeft)} left</span>}
      </div>
      {error !== null && <p className="small negative">{error}</p>}
      <div className="acts">
        {going ? (
          <Button small ghost busy={cancel.isPending} onClick={() => cancel.mutate(id)}>
            Cancel
          </Button>
        ) : (
          <Button small ghost onClick={putAway}>
            Put away
          </Button>
        )}
        {resultPath !== null && !going && (
          <ButtonLink small to={resultPath}>
            Open the result
          </ButtonLink>
        )}
      </div>
    </li>
  );
}
