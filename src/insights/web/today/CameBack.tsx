import { channelWord } from '../../../touchpoints/web/words.ts';
import { counted } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Definition } from './Definition.tsx';
import { ListLink } from './ListLink.tsx';
import { PersonLine } from './PersonLine.tsx';
import { figureWords, lists, type Today } from './today.ts';

/** Known, silent for a month, and here again. */
export function CameBack({ today: { returned, computedAt } }: { today: Today }) {
  const { day, week, people } = returned;
  return (
    <Card
      title="Came back"
      flush
      end={
        <>
          {week.count > 0 && (
            <span className="small muted num">
              <ListLink filter={lists.backToday}>{figureWords(day)} today</ListLink>
              {', '}
              <ListLink filter={lists.back}>{figureWords(week)} in 7 days</ListLink>
            </span>
          )}
          <Definition of="Came back" at={computedAt}>
            <p>
              Contacts with a new touch after 30 days or more without any. Today is the last 24 hours. A good
              moment to call.
            </p>
          </Definition>
        </>
      }
    >
      {people.length === 0 ? (
        <p className="muted inner">Nobody came back in the last seven days.</p>
      ) : (
        <ul className="person-lines">
          {people.map(({ id, name, companyName, at, silentSince, channel }) => (
            <PersonLine key={id} id={id} name={name} companyName={companyName} end={<RelativeTime at={at} />}>
              {channel === null ? 'Back' : channelWord(channel)} after {silence(silentSince, at)}
            </PersonLine>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** '48 days', '7 months' */
function silence(from: string, to: string): string {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return days < 90 ? counted(days, 'day', 'days') : counted(Math.round(days / 30.4), 'month', 'months');
}
