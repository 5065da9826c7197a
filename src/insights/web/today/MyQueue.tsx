import '../../../handoff/web/handoff.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { acts, can, type ActName } from '../../../handoff/web/acts/acts.ts';
import { Clock } from '../../../handoff/web/clocks/Clock.tsx';
import { useHours } from '../../../handoff/web/clocks/working.ts';
import { boardQuery, type Handoff } from '../../../handoff/web/handoffs.ts';
import { counted } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { bySoonest } from './queue.ts';

const shown = 6;

/** My leads by the clock that runs out next, each with what one does about it in one tap. */
export function MyQueue() {
  const { data } = useQuery(boardQuery('me'));
  const mine =
    data === undefined ? [] : bySoonest([...data.lanes.ready.items, ...data.lanes.contacting.items]);
  const hoursOf = useHours(mine.map(({ rep }) => rep?.id));
  if (data === undefined) {
    return (
      <Card title="My queue">
        <Skeleton lines={8} />
      </Card>
    );
  }
  const all = data.lanes.ready.count + data.lanes.contacting.count;
  const waiting = data.lanes.queue.count;
  return (
    <Card
      title="My queue"
      flush
      end={
        <span className="small muted num">
          {all > 0 && (
            <Link to="/handoff" search={{ whose: 'me' }} className="link">
              {counted(all, 'open lead', 'open leads')}
            </Link>
          )}
          {waiting > 0 && (
            <>
              {all > 0 && ', '}
              <Link to="/handoff" search={{ whose: 'me' }} className="link">
                {waiting} to claim
              </Link>
            </>
          )}
        </span>
      }
    >
      {mine.length === 0 ? (
        <p className="muted inner">
          No lead waits for you. Whoever becomes hot and is yours appears here at once.
        </p>
      ) : (
        <ul className="person-lines queue-lines">
          {mine.slice(0, shown).map((handoff) => (
            <Line key={handoff.id} handoff={handoff} hoursOf={hoursOf} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const oneTap: readonly ActName[] = ['call', 'log', 'accept'];

function Line({ handoff, hoursOf }: { handoff: Handoff; hoursOf: ReturnType<typeof useHours> }) {
  const { id, contact, headline, clock, rep } = handoff;
  return (
    <li>
      <span className="about">
        <span className="row">
          <Link to={`/handoff/${id}`} className="strong cover truncate">
            {contact.name}
          </Link>
          {contact.companyName !== null && <span className="muted truncate">{contact.companyName}</span>}
        </span>
        <span className="small muted truncate">{headline}</span>
      </span>
      {clock === null ? <span /> : <Clock clock={clock} hours={hoursOf(rep?.id)} />}
      <span className="row taps">
        {oneTap
          .filter((name) => can(name, handoff))
          .map((name) => (
            <IconButton
              key={name}
              icon={acts[name].icon}
              label={`${acts[name].label}: ${contact.name}`}
              onClick={() => acts[name].run(handoff)}
            />
          ))}
      </span>
    </li>
  );
}
