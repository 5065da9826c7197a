import { api } from '../../../web/api.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { attempt } from '../contacts.ts';
import { useReach } from './reach.ts';
import { refreshSegments, useVersions, type Version, type WholeSegment } from './segments.ts';

/** How it was asked, by whom and when; an older version can be taken up again. */
export function VersionsView({ segment }: { segment: WholeSegment }) {
  const { data } = useVersions(segment.id);
  const reach = useReach(segment);
  if (data === undefined) return <Skeleton title lines={4} />;
  const takeUp = ({ tree, version }: Version) =>
    void attempt(async () => {
      await api.patch(`/api/segments/${segment.id}`, { tree });
      await refreshSegments();
    }, `Version ${version} is taken up again`);
  return (
    <ol className="segment-versions" aria-label="Versions, newest first">
      {data.items.map((each) => (
        <li key={each.version}>
          <span className="row">
            <Tag tone="outline">Version {each.version}</Tag>
            <span className="small muted">
              {each.madeBy}, <RelativeTime at={each.madeAt} />
            </span>
            {reach.change && each.version !== segment.version && segment.archivedAt === null && (
              <Button small ghost onClick={() => takeUp(each)}>
                Take up again
              </Button>
            )}
          </span>
          <p>{each.sentence}</p>
        </li>
      ))}
    </ol>
  );
}
