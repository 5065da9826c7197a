import './today.css';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { asProblem } from '../../../web/problem.ts';
import { openLog } from '../../../touchpoints/web/log/open-log.ts';
import { useKeys } from '../../../web/keys.ts';
import { useMay, useSession, useTimeZone } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { BySource } from './BySource.tsx';
import { CameBack } from './CameBack.tsx';
import { Duplicates } from './Duplicates.tsx';
import { ListLink } from './ListLink.tsx';
import { Mine } from './Mine.tsx';
import { News } from './News.tsx';
import { NobodyYet } from './NobodyYet.tsx';
import { Spared } from './Spared.tsx';
import { arrangementFor, ledeOf, todayQuery, type Part, type Today } from './today.ts';

/** The hand-off's own: their code comes after the first paint. */
const MyQueue = later(async () => (await import('./MyQueue.tsx')).MyQueue, <QueueWait />);
const SalesSaid = later(async () => (await import('./SalesSaid.tsx')).SalesSaid);

const parts: Record<Part, (props: { today: Today }) => ReactNode> = {
  queue: () => (
    <Spared>
      <MyQueue />
    </Spared>
  ),
  said: () => (
    <Spared>
      <SalesSaid />
    </Spared>
  ),
  news: News,
  sources: BySource,
  returned: CameBack,
  duplicates: Duplicates,
  mine: Mine,
};

function Lede({ today }: { today: Today }) {
  const said = ledeOf(today);
  if (said.length === 0) return <p className="lede">Nothing has happened since yesterday.</p>;
  return (
    <p className="lede num">
      {said.map(({ words, filter }, index) => (
        <Fragment key={words}>
          {index > 0 && ', '}
          <ListLink filter={filter}>{words}</ListLink>
        </Fragment>
      ))}
      .
    </p>
  );
}

export function TodayPage() {
  const query = useQuery(todayQuery);
  const timeZone = useTimeZone();
  const now = useNow();
  const mayLog = useMay('touchpoints.log');
  const { data } = query;
  useKeys('Today', mayLog ? { l: { label: 'Log what happened', run: () => openLog() } } : {});
  return (
    <Page
      title="Today"
      head={
        <header className="head">
          <div className="grow">
            <h1>{longDay(now, timeZone)}</h1>
            {data !== undefined && !data.empty && <Lede today={data} />}
          </div>
          {mayLog && (
            <div className="actions only-wide">
              <Button icon="note" keys="l" onClick={() => openLog()}>
                Log what happened
              </Button>
            </div>
          )}
        </header>
      }
    >
      {data === undefined ? (
        <Wait error={query.error} retry={() => void query.refetch()} />
      ) : data.empty ? (
        <NobodyYet />
      ) : (
        <Parts today={data} />
      )}
    </Page>
  );
}

function Parts({ today }: { today: Today }) {
  const { main, side } = arrangementFor(useSession()?.user.role, today.queue);
  const column = (names: Part[]) =>
    names.map((name) => {
      const Each = parts[name];
      return <Each key={name} today={today} />;
    });
  return (
    <div className="today">
      <div className="stack loose">{column(main)}</div>
      <div className="stack loose">{column(side)}</div>
    </div>
  );
}

function Wait({ error, retry }: { error: Error | null; retry: () => void }) {
  if (error === null) return <Skeleton title lines={8} />;
  return (
    <div className="stack">
      <FormError problem={asProblem(error)} />
      <div>
        <Button icon="refresh" onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}

/** 'Tuesday 24 November' */
function longDay(at: Date, timeZone: string): string {
  const words = at.toLocaleDateString('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
  return words.replace(',', '');
}

/** It stands first: what is below must not jump when it comes. */
function QueueWait() {
  return (
    <Card title="My queue">
      <Skeleton lines={8} />
    </Card>
  );
}
