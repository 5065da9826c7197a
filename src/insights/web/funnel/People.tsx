import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sourceWords, stageWords } from '../../../audience/web/words.ts';
import { asProblem } from '../../../web/problem.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { peopleQuery, stepWords, type FunnelPerson, type Search, type Step } from './funnel.ts';

type Props = { asked: Search; onClose: () => void };

/** The people behind a number of the funnel. */
export function People({ asked, onClose }: Props) {
  const query = useInfiniteQuery(peopleQuery(asked));
  const people = query.data?.pages.flatMap((page) => page.items);
  return (
    <Dialog title={titleOf(asked)} onClose={onClose} wide>
      {people === undefined ? (
        query.error === null ? (
          <Skeleton lines={6} />
        ) : (
          <FormError problem={asProblem(query.error)} />
        )
      ) : people.length === 0 ? (
        <p className="muted">There is nobody.</p>
      ) : (
        <ul className="funnel-people">
          {people.map((person) => (
            <PersonLine key={person.id} person={person} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function PersonLine({ person }: { person: FunnelPerson }) {
  const { id, name, companyName, stage, source, owner, firstSeenAt, reachedAt } = person;
  const channel = source === null ? undefined : (sourceWords as Record<string, string>)[source];
  return (
    <li>
      <Avatar name={name} />
      <span className="stack">
        <span className="row wrap">
          <Link to={`/contacts/${id}`} className="strong link">
            {name}
          </Link>
          {companyName !== null && <span className="muted">{companyName}</span>}
        </span>
        <span className="small muted">
          First seen <RelativeTime at={firstSeenAt} />
          {channel !== undefined && source !== 'unknown' && `, ${channel}`}
          {owner !== null && `, ${owner}`}
          {reachedAt !== null && (
            <>
              , took it <RelativeTime at={reachedAt} />
            </>
          )}
        </span>
      </span>
      <Tag>{stageWords[stage]}</Tag>
    </li>
  );
}

function titleOf({ step, what }: Search): string {
  const name = stepWords[(step ?? 'visitor') as Step] ?? step;
  if (what === 'dropped') return `Stopped before ${name}`;
  return what === 'skipped' ? `Came further without ${name}` : `Came as far as ${name}`;
}
