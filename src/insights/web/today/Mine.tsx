import { stageWords } from '../../../audience/web/words.ts';
import { channelWord } from '../../../touchpoints/web/words.ts';
import { useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { Definition } from './Definition.tsx';
import { ListLink } from './ListLink.tsx';
import { PersonLine } from './PersonLine.tsx';
import { figureOf, figureWords, lists, type Today } from './today.ts';

/** One's own contacts, those first with whom something happened. */
export function Mine({ today: { mine, computedAt } }: { today: Today }) {
  const role = useSession()?.user.role;
  // Whoever is to have contacts is told that they have none yet.
  if (mine === null) return role === 'rep' ? <NoneYet /> : null;
  return (
    <Card
      title="My contacts"
      flush
      end={
        <>
          <span className="small muted num">
            <ListLink filter={lists.mine}>{figureWords(mine.contacts)} in all</ListLink>
            {', '}
            <ListLink filter={lists.mineTouched}>
              {figureOf(mine.touched, 'touched', 'touched')} in 7 days
            </ListLink>
          </span>
          <Definition of="My contacts" at={computedAt}>
            <p>Contacts you own; below, those with a touch in the last seven days, the newest first.</p>
          </Definition>
        </>
      }
    >
      {mine.recent.length === 0 ? (
        <p className="muted inner">Nothing happened with any of them in the last seven days.</p>
      ) : (
        <ul className="person-lines">
          {mine.recent.map(({ id, name, companyName, stage, at, channel }) => (
            <PersonLine
              key={id}
              id={id}
              name={name}
              companyName={companyName}
              end={<Tag>{stageWords[stage]}</Tag>}
            >
              {channel === null ? 'Touched' : channelWord(channel)} <RelativeTime at={at} />
            </PersonLine>
          ))}
        </ul>
      )}
    </Card>
  );
}

function NoneYet() {
  return (
    <Card title="My contacts">
      <p className="muted">
        You own no contacts yet. Take one over on its page, or ask your manager for a list.
      </p>
    </Card>
  );
}
