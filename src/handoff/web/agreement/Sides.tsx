import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { sourceWords } from '../../../audience/web/words.ts';
import { count } from '../../../web/numbers.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import type { Attainment, Line, Side } from './agreements.ts';
import { Spark } from './Spark.tsx';
import { against, amountWords, apart, keptWords, lengthWords, sideWords } from './words.ts';

/** What each side owes the other, and how it stands: the same facts for both. */
export function Sides({ attainment }: { attainment: Attainment }) {
  return (
    <div className="sides">
      <SideCard side="marketing" title="Marketing owes sales" attainment={attainment} />
      <SideCard side="sales" title="Sales owes marketing" attainment={attainment} />
    </div>
  );
}

function SideCard({ side, title, attainment }: { side: Side; title: string; attainment: Attainment }) {
  const lines = attainment.promises.filter((line) => line.side === side);
  return (
    <section className={`card side ${side}`} aria-labelledby={`owes-${side}`}>
      <div className="side-head">
        <div>
          <span className={`team ${side}`}>{sideWords[side]}</span>
          <h2 id={`owes-${side}`}>{title}</h2>
        </div>
        <div className="kept">
          <span className="figure">{keptWords(lines)}</span>
          <div className="small muted">{attainment.over ? 'promises kept' : 'promises kept so far'}</div>
        </div>
      </div>
      <ul>
        {lines.map((line) => (
          <Clause key={line.id} line={line} month={attainment.month} over={attainment.over} />
        ))}
      </ul>
    </section>
  );
}

function Clause({ line, month, over }: { line: Line; month: string; over: boolean }) {
  const { id, side, name, terms, value, unit, target, pace, history, medianMinutes } = line;
  const now = value ?? 0;
  const width = unit === 'share' ? now : now / target;
  const mark = unit === 'share' ? target : (pace ?? target) / target;
  const past = history.flatMap((each) => each.value ?? []);
  return (
    <li className="clause">
      <div className="c-name">
        <Link className="strong" to="/agreement/cases" search={{ promise: id, month }}>
          {name}
        </Link>
        <div className="small muted">
          {terms}
          {medianMinutes !== null && `, half within ${lengthWords(medianMinutes)}`}
        </div>
      </div>
      <div className="c-spark">
        <Spark values={value === null ? past : [...past, value]} side={side} />
      </div>
      <div className="c-state">
        <StateTag line={line} over={over} />
      </div>
      <div className="c-bar">
        <div
          className={`bullet ${side}`}
          style={{ '--v': share(width), '--p': share(mark) } as CSSProperties}
        >
          <i />
          <b />
        </div>
      </div>
      <div className="c-val">
        <Link className="strong num" to="/agreement/cases" search={{ promise: id, month, kept: 'yes' }}>
          {value === null ? '–' : amountWords(line, value)}
        </Link>{' '}
        <span className="small muted num">{against(line)}</span>
      </div>
      <Counted line={line} month={month} />
    </li>
  );
}

/** What a share is made of, each a way to its cases; of hot leads, from where they came. */
function Counted({ line, month }: { line: Line; month: string }) {
  const { id, unit, metric, kept, counted, running, bySource } = line;
  if (unit === 'money') return null;
  if (unit === 'count')
    return bySource.length < 2 ? null : (
      <p className="c-more small muted num">
        {bySource.slice(0, 4).map(({ source, count: leads }, place) => (
          <span key={source ?? ''}>
            {place > 0 && ', '}
            {source === null ? (
              `${count(leads)} of unknown source`
            ) : (
              <Link to="/agreement/cases" search={{ promise: id, month, kept: 'yes', source }}>
                {count(leads)} {fromWords(source)}
              </Link>
            )}
          </span>
        ))}
        {bySource.length > 4 && ' and others'}
      </p>
    );
  if (counted + running === 0) return null;
  const missed = counted - kept;
  const [yes, no] = pairOf(metric);
  return (
    <p className="c-more small muted num">
      <Link to="/agreement/cases" search={{ promise: id, month, kept: 'yes' }}>
        {count(kept)} {yes}
      </Link>
      {', '}
      <Link to="/agreement/cases" search={{ promise: id, month, kept: 'no' }}>
        {count(missed)} {no}
      </Link>
      {running > 0 && (
        <>
          {', '}
          <Link to="/agreement/cases" search={{ promise: id, month, kept: 'open' }}>
            {count(running)} open
          </Link>
        </>
      )}
    </p>
  );
}

function StateTag({ line, over }: { line: Line; over: boolean }) {
  if (line.state === 'open') return <Tag tone="outline">{over ? 'No case' : 'Nothing yet'}</Tag>;
  const kept = line.state === 'kept';
  const words = { kept: 'Kept', behind: 'Behind', broken: 'Broken' }[line.state];
  return (
    <Tag tone={kept ? 'good' : 'bad'}>
      <Icon name={kept ? 'tick' : 'cross'} size={12} />
      {words} <span className="num">{apart(line)}</span>
    </Tag>
  );
}

function fromWords(source: string): string {
  return (new Map(Object.entries(sourceWords)).get(source) ?? source).toLowerCase();
}

/** What keeping and missing it is called. */
function pairOf(metric: Line['metric']): [string, string] {
  if (metric === 'accepted_share') return ['accepted', 'returned'];
  return metric === 'data_complete' ? ['complete', 'incomplete'] : ['kept', 'missed'];
}

function share(value: number): string {
  return `${Math.round(Math.min(1, Math.max(0, value)) * 1_000) / 10}%`;
}
