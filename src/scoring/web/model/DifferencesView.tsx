import { Link } from '@tanstack/react-router';
import { Card } from '../../../web/ui/Card.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { useDifferences, type Difference, type WholeModel } from '../score-models.ts';

const parts: Record<Difference['part'], string> = {
  fit: 'Fit',
  engagement: 'Engagement',
  raised_hands: 'Raised hands',
  thresholds: 'Thresholds',
};
const changes: Record<Difference['change'], string> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
};

/** What this version does otherwise than the one it is based on, from → to. */
export function DifferencesView({ model }: { model: WholeModel }) {
  const { data } = useDifferences(model.id, undefined, model.updatedAt);
  if (data === undefined) return <Skeleton lines={5} />;
  if (data.against === null)
    return <p className="muted">This is the first version: there is none to compare it with.</p>;
  const { against, items } = data;
  const link = <Link to={`/score/models/${against.id}`}>version {against.number}</Link>;
  if (items.length === 0) return <p className="muted">Nothing differs from {link} so far.</p>;
  const groups = [...Map.groupBy(items, ({ part }) => part)];
  return (
    <div className="stack loose">
      <p className="muted">Against {link}.</p>
      {groups.map(([part, each]) => (
        <Card key={part} title={parts[part]}>
          <ul className="differences">
            {each.map((difference) => (
              <li key={`${difference.what} ${difference.words}`}>
                <DifferenceLine difference={difference} />
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}

function DifferenceLine({ difference }: { difference: Difference }) {
  const { change, what, before, after } = difference;
  return (
    <>
      <Tag tone={change === 'added' ? 'good' : change === 'removed' ? 'bad' : 'outline'}>
        {changes[change]}
      </Tag>
      <div className="stack tight">
        <span className="strong">{what}</span>
        {(before !== null || after !== null) && (
          <span className="change">
            {before !== null && <del>{before}</del>}
            {before !== null && after !== null && <span aria-label="to">→</span>}
            {after !== null && <ins>{after}</ins>}
          </span>
        )}
      </div>
    </>
  );
}
