import '../handoff.css';
import { useState } from 'react';
import { count } from '../../../web/numbers.ts';
import { asProblem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { Page, PageHead } from '../../../web/ui/Page.tsx';
import { SampleLink } from '../../../web/ui/SampleLink.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { useNavigate } from '@tanstack/react-router';
import { BriefPane } from '../brief/BriefPane.tsx';
import { handOver } from '../acts/open-act.ts';
import { useHours } from '../clocks/working.ts';
import type { Board, Whose } from '../handoffs.ts';
import { promiseOf, type Attainment } from './facts.ts';
import { FactsLine, useAttainment } from './FactsLine.tsx';
import { Cards, Lane } from './Lane.tsx';
import { columnNames, inOrder, laneWords, type ColumnName } from './lanes.ts';
import { useBoard } from './use-board.ts';

const lede = 'Marketing brings leads to hot, sales calls them. Both read the same clock.';
const whoseChoices: { value: Whose; label: string }[] = [
  { value: 'all', label: 'Everyone' },
  { value: 'me', label: 'Mine' },
];

/** Marketing's leads as sales' work: what waits, what is tried, what was said of it, and the clocks on all of it. */
export function BoardPage() {
  const board = useBoard();
  const attainment = useAttainment();
  const { query, whose, setWhose } = board;
  return (
    <Page
      title="Board"
      crumbs={[{ label: 'Hand off' }]}
      fill={!board.narrow}
      flush
      head={
        <PageHead
          title="Hand-off"
          lede={board.narrow ? undefined : lede}
          actions={<Actions whose={whose} setWhose={setWhose} attainment={attainment} />}
        />
      }
    >
      {query.data === undefined ? (
        <Wait error={query.error} retry={() => void query.refetch()} />
      ) : (
        <>
          <FactsLine month={query.data.month} attainment={attainment} whose={whose} />
          <Whole board={board} data={query.data} attainment={attainment} />
        </>
      )}
    </Page>
  );
}

type ActionsProps = { whose: Whose; setWhose: (whose: Whose) => void; attainment: Attainment | undefined };

function Actions({ whose, setWhose, attainment }: ActionsProps) {
  const mayOpen = useMay('handoffs.open');
  const navigate = useNavigate();
  const number = attainment?.agreement?.number;
  return (
    <>
      <Segmented label="Whose leads" value={whose} onChange={setWhose} choices={whoseChoices} />
      <ButtonLink to="/agreement" icon="handoff">
        {number === undefined ? 'Agreement' : `Agreement v${number}`}
      </ButtonLink>
      <Menu
        label="More of the board"
        align="end"
        renderTrigger={(props) => <IconButton icon="more" label="More" small={false} framed {...props} />}
        items={[
          mayOpen && { label: 'Hand a contact to sales', icon: 'plus', onSelect: () => handOver() },
          { label: 'All hand-offs', icon: 'columns', onSelect: () => void navigate({ to: '/handoff/list' }) },
          {
            label: 'Who gets what: the routing',
            icon: 'settings',
            onSelect: () => void navigate({ to: '/settings/routing' }),
          },
        ]}
      />
    </>
  );
}

type WholeProps = {
  board: ReturnType<typeof useBoard>;
  data: Board;
  attainment: Attainment | undefined;
};

function Whole({ board, data, attainment }: WholeProps) {
  const { whose, chosen, narrow } = board;
  const everything = inOrder(data, () => Infinity);
  const hoursOf = useHours(everything.map(({ rep }) => rep?.id));
  if (everything.length === 0) return <Nothing whose={whose} />;
  const column = (name: ColumnName) => (
    <Column key={name} name={name} {...{ board, data, attainment, hoursOf }} />
  );
  if (narrow) return <OneLane data={data} column={column} />;
  return (
    <div className="board-whole">
      <div className="board-lanes" role="region" aria-label="Lanes" tabIndex={-1}>
        {columnNames.map(column)}
      </div>
      {chosen !== undefined && <BriefPane key={chosen.id} handoff={chosen} hoursOf={hoursOf} />}
    </div>
  );
}

/** On a phone one lane at a time, under the thumb. */
function OneLane({ data, column }: { data: Board; column: (name: ColumnName) => React.ReactNode }) {
  const [name, setName] = useState<ColumnName>('ready');
  const { lanes } = data;
  const tabs = columnNames.map((value) => ({
    value,
    label: laneWords[value],
    count: lanes[value].count + (value === 'ready' ? lanes.queue.count : 0),
  }));
  return (
    <div className="one-lane">
      <Tabs label="Lanes" tabs={tabs} value={name} onChange={setName}>
        {column(name)}
      </Tabs>
    </div>
  );
}

type ColumnProps = WholeProps & { name: ColumnName; hoursOf: ReturnType<typeof useHours> };

function Column({ name, board, data, attainment, hoursOf }: ColumnProps) {
  const { shown, showMore, chosen, choose, whose } = board;
  const { queue } = data.lanes;
  const cards = { whose, chosen: chosen?.id, choose, hoursOf };
  const above = name === 'ready' && queue.items.length > 0 && (
    <div className="board-queue" role="group" aria-label="Queue">
      <p className="rule strong">
        {queue.count === 1 ? 'One waits' : `${queue.more ? 'Over ' : ''}${count(queue.count)} wait`} for
        somebody to claim {queue.count === 1 ? 'it' : 'them'}
      </p>
      <Cards name="queue" lane={queue} shown={shown('queue')} showMore={() => showMore('queue')} {...cards} />
    </div>
  );
  return (
    <Lane
      name={name}
      lane={data.lanes[name]}
      shown={shown(name)}
      showMore={() => showMore(name)}
      rule={ruleOf(name, attainment)}
      empty={emptyWords[name]}
      above={above}
      {...cards}
    />
  );
}

const emptyWords: Record<ColumnName, string> = {
  ready: 'Nobody waits for a first call.',
  contacting: 'Nobody is being called at the moment.',
  accepted: 'None accepted in the last 30 days.',
  returned: 'None returned in the last 30 days.',
};

/** What was agreed for a lane, in the words both sides signed. */
function ruleOf(name: ColumnName, attainment: Attainment | undefined): string | undefined {
  if (name === 'ready') return promiseOf(attainment, 'first_response')?.name;
  if (name === 'contacting') {
    const promises = [promiseOf(attainment, 'attempts'), promiseOf(attainment, 'verdict')];
    return promises.find((promise) => promise !== undefined)?.name;
  }
  return name === 'accepted' ? 'Worth sales’ time, last 30 days' : 'With a reason, back to marketing';
}

function Nothing({ whose }: { whose: Whose }) {
  const mayOpen = useMay('handoffs.open');
  const title = whose === 'me' ? 'No lead is with you' : 'Nothing handed over yet';
  return (
    <EmptyState
      icon="handoff"
      title={title}
      actions={
        <>
          {mayOpen && (
            <Button primary icon="plus" onClick={() => handOver()}>
              Hand a contact to sales
            </Button>
          )}
          <SampleLink />
        </>
      }
    >
      Whoever becomes hot appears here by themselves, with the reasons why and the clock both teams agreed on.
      You can also hand over a contact by hand.
    </EmptyState>
  );
}

function Wait({ error, retry }: { error: Error | null; retry: () => void }) {
  if (error === null) {
    return (
      <div className="board-strip">
        <Skeleton title lines={6} />
      </div>
    );
  }
  return (
    <div className="board-strip stack">
      <FormError problem={asProblem(error)} />
      <div>
        <Button icon="refresh" onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}
