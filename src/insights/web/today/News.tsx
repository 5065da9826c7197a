import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { stageWords } from '../../../audience/web/words.ts';
import { channelWord } from '../../../touchpoints/web/words.ts';
import type { Filter } from '../../../web/list/filter.ts';
import { count as counts, counted } from '../../../web/numbers.ts';
import { useTimeZone } from '../../../web/session.ts';
import { clockTime } from '../../../web/time.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import { Definition } from './Definition.tsx';
import { ListLink } from './ListLink.tsx';
import {
  figureWords,
  lists,
  movedTo,
  rowsInWords,
  touchedThrough,
  type Figure,
  type Today,
} from './today.ts';

/** What changed since yesterday: every number leads to its records. */
export function News({ today: { news, computedAt } }: { today: Today }) {
  const timeZone = useTimeZone();
  const figures = [news.contacts, news.companies, news.touched, news.merges];
  const quiet = figures.every(({ count }) => count === 0) && news.stages.length + news.imports.length === 0;
  return (
    <Card
      title="What changed since yesterday"
      flush
      end={
        <>
          <span className="small muted">Computed {clockTime(new Date(computedAt), timeZone)}</span>
          <NewsDefinition at={computedAt} />
        </>
      }
    >
      <ul className="news">
        <Line
          icon="contact"
          figure={news.contacts}
          one="new contact"
          many="new contacts"
          filter={lists.newContacts}
        />
        <Line
          icon="company"
          figure={news.companies}
          one="new company"
          many="new companies"
          filter={lists.newCompanies}
          to="/companies"
        />
        <Moved news={news} />
        <Touched news={news} />
        <Line
          icon="merge"
          figure={news.merges}
          one="contact merged with another"
          many="contacts merged with another"
          filter={lists.merged}
        />
        {news.imports.map((each) => (
          <Import key={each.id} told={each} />
        ))}
        {quiet && (
          <li className="quiet">
            Nothing changed in the last 24 hours. Older news stands on the lines of your contacts.
          </li>
        )}
      </ul>
    </Card>
  );
}

function Moved({ news: { stages, stagesExact } }: Pick<Today, 'news'>) {
  const count = stages.reduce((sum, each) => sum + each.count, 0);
  return (
    <Line
      icon="flag"
      figure={{ count, exact: stagesExact }}
      one="contact moved to another stage"
      many="contacts moved to another stage"
      filter={lists.moved}
    >
      {stages.map(({ stage, count }) => (
        <ListLink key={stage} filter={movedTo(stage)}>
          {stageWords[stage]} {counts(count)}
        </ListLink>
      ))}
    </Line>
  );
}

function Touched({ news: { touched, channels } }: Pick<Today, 'news'>) {
  return (
    <Line icon="message" figure={touched} one="person touched" many="people touched" filter={lists.touched}>
      {channels.map(({ channel, count }) => (
        <ListLink key={channel} filter={touchedThrough(channel)}>
          {channel === null ? 'No channel' : channelWord(channel)} {counts(count)}
        </ListLink>
      ))}
    </Line>
  );
}

type LineProps = {
  icon: IconName;
  figure: Figure;
  one: string;
  many: string;
  filter: readonly Filter[];
  to?: string;
  children?: ReactNode;
};

function Line({ icon, figure, one, many, filter, to, children }: LineProps) {
  if (figure.count === 0) return null;
  return (
    <li>
      <span className="disc">
        <Icon name={icon} size={14} />
      </span>
      <span className="about">
        <span className="strong">{figure.count === 1 ? capital(one) : capital(many)}</span>
        {children !== undefined && <span className="parts">{children}</span>}
      </span>
      <ListLink filter={filter} className="link number" {...(to === undefined ? {} : { to })}>
        {figureWords(figure)}
        <span className="sr"> {figure.count === 1 ? one : many}</span>
      </ListLink>
    </li>
  );
}

function Import({ told }: { told: Today['news']['imports'][number] }) {
  const { id, fileName, by, undone } = told;
  return (
    <li>
      <span className="disc">
        <Icon name="upload" size={14} />
      </span>
      <span className="about">
        <span>
          <span className="strong">{by}</span> imported <span className="strong">{fileName}</span>
        </span>
        <span className="parts">
          <span>{counted(told.seen, 'row', 'rows')}:</span>
          {rowsInWords(told).map(({ words, filter }) =>
            filter === undefined ? (
              <span key={words}>{words}</span>
            ) : (
              <ListLink key={words} filter={filter} to={`/${told.target}`}>
                {words}
              </ListLink>
            ),
          )}
          {undone && <span>taken back since</span>}
        </span>
      </span>
      <Link to="/contacts/import" search={{ operation: id }} className="link">
        Result
      </Link>
    </li>
  );
}

function NewsDefinition({ at }: { at: string }) {
  return (
    <Definition of="What changed since yesterday" at={at}>
      <p>The last 24 hours, of contacts and companies you may see.</p>
      <p>
        Somebody who moved through two stages counts once, where they are now. Somebody touched several times
        counts once, by the channel of their newest touch. Up to 10,000 are counted.
      </p>
    </Definition>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
