import '../styles/record.css';
import { useMemo, useState, type ReactNode } from 'react';
import { useTimeZone } from '../session.ts';
import { clockTime, dayHeading, exact } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useNow } from '../ui/RelativeTime.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { classes } from '../ui/classes.ts';
import { byDay, type TimelineItem } from './timeline.ts';

type Props = {
  items: readonly TimelineItem[];
  /** Older ones can be fetched. */
  more?: { load: () => void; loading: boolean } | undefined;
  /** When there is nothing yet. */
  empty?: ReactNode;
  /** More filters beside the team's. */
  filters?: ReactNode;
  /** Whoever narrows to a team themselves, for instance by the address, says to which. */
  teams?: Teams;
};

export type Teams = 'both' | 'marketing' | 'sales';

export function Timeline({ items, more, empty, filters, teams: given }: Props) {
  const [chosen, setTeams] = useState<Teams>('both');
  const teams = given ?? chosen;
  const timeZone = useTimeZone();
  const now = useNow();
  const shown = useMemo(
    () => (teams === 'both' ? items : items.filter((item) => item.team === teams)),
    [items, teams],
  );
  const days = useMemo(() => byDay(shown, timeZone), [shown, timeZone]);
  const bothTeams =
    given === undefined &&
    items.some((item) => item.team === 'marketing') &&
    items.some((item) => item.team === 'sales');
  return (
    <>
      {(bothTeams || filters !== undefined) && (
        <div className="timeline-filters">
          {bothTeams && <TeamFilter value={teams} onChange={setTeams} />}
          {filters}
        </div>
      )}
      {days.map(({ day, at, items: touches }) => (
        <section key={day}>
          <h3 className="day">{dayHeading(at, now, timeZone)}</h3>
          <ol className="touches">
            {touches.map((item) => (
              <Touch key={item.id} item={item} timeZone={timeZone} />
            ))}
          </ol>
        </section>
      ))}
      {days.length === 0 && (empty ?? <p className="muted">Nothing happened yet.</p>)}
      {more !== undefined && (
        <Button small className="timeline-more" busy={more.loading} onClick={more.load}>
          Show earlier
        </Button>
      )}
    </>
  );
}

export function TeamFilter({ value, onChange }: { value: Teams; onChange: (teams: Teams) => void }) {
  return (
    <Segmented
      label="Team"
      value={value}
      onChange={onChange}
      choices={[
        { value: 'both', label: 'Both teams' },
        { value: 'marketing', label: <TeamWord team="marketing" word="Marketing" /> },
        { value: 'sales', label: <TeamWord team="sales" word="Sales" /> },
      ]}
    />
  );
}

function TeamWord({ team, word }: { team: string; word: string }) {
  return (
    <>
      <span className={`dot ${team}`} />
      {word}
    </>
  );
}

function Touch({ item, timeZone }: { item: TimelineItem; timeZone: string }) {
  const at = new Date(item.at);
  return (
    <li data-touches={item.ids?.join(' ')}>
      <span className={classes('node', item.team, item.look)}>
        <Icon name={item.icon} size={14} />
        {(item.team === 'marketing' || item.team === 'sales') && <span className="sr">{item.team}</span>}
      </span>
      <div className="what">
        {item.title}
        {item.detail !== undefined && <div className="meta">{item.detail}</div>}
        {item.note !== undefined && <div className="note">{item.note}</div>}
        {item.more}
      </div>
      <time dateTime={item.at} data-tip={exact(at, timeZone)}>
        {clockTime(at, timeZone)}
      </time>
    </li>
  );
}
