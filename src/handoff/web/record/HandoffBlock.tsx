import '../handoff.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Block } from '../../../web/record/Block.tsx';
import type { RecordRef } from '../../../web/room.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { handOver } from '../acts/open-act.ts';
import { VerdictNote } from '../brief/VerdictNote.tsx';
import { Clock } from '../clocks/Clock.tsx';
import { useHours } from '../clocks/working.ts';
import { handoffsOfQuery, type Handoff } from '../handoffs.ts';
import { stateWords } from '../words.ts';

/** Beside a contact: where they stand with sales, or what sales said the last time. */
export function HandoffBlock({ record }: { record: RecordRef }) {
  const page = useQuery(handoffsOfQuery(record.id)).data;
  const mayOpen = useMay('handoffs.open');
  const [last] = page?.items ?? [];
  const hoursOf = useHours([last?.rep?.id]);
  if (page === undefined || (last === undefined && !mayOpen)) return null;
  const count = page.estimate?.count ?? 0;
  const isOpen = last?.state === 'ready' || last?.state === 'contacting';
  return (
    <Block
      title="Hand-off"
      end={
        count > 1 && (
          <Link to="/handoff/list" search={{ filter: [['contact', 'is', [record.id]]] }} className="link">
            All {count}
          </Link>
        )
      }
    >
      <div className="stack">
        {last === undefined ? (
          <p className="muted">Not handed to sales yet.</p>
        ) : (
          <>
            <Standing handoff={last} hoursOf={hoursOf} />
            <VerdictNote handoff={last} />
          </>
        )}
        {mayOpen && !isOpen && !record.deleted && (
          <div>
            <Button small icon="handoff" onClick={() => handOver({ id: record.id, name: record.name })}>
              Hand to sales
            </Button>
          </div>
        )}
      </div>
    </Block>
  );
}

type Props = { handoff: Handoff; hoursOf: ReturnType<typeof useHours> };

function Standing({ handoff: { id, state, headline, rep, openedAt, clock }, hoursOf }: Props) {
  return (
    <>
      <span className="row between">
        <Tag>{stateWords[state]}</Tag>
        {clock !== null && <Clock clock={clock} hours={hoursOf(rep?.id)} />}
      </span>
      <Link to={`/handoff/${id}`} className="link">
        {headline}
      </Link>
      <span className="small muted">
        {rep === null ? 'In the queue, ' : `${rep.name}, `}
        <RelativeTime at={openedAt} />
      </span>
    </>
  );
}
