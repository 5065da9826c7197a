import { Link } from '@tanstack/react-router';
import { about, count, counted, percent } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Temperature } from '../../../web/ui/Temperature.tsx';
import { attempt } from '../../../audience/web/contacts.ts';
import { NumberInput } from '../model/NumberInput.tsx';
import {
  changeCapacity,
  type SimulatedPerson,
  type SimulatedSide,
  type Simulation,
  type SimulationOutcome,
} from './simulations.ts';
import { WeekBars } from './WeekBars.tsx';
import { hotWords, otherWords } from './words.ts';

type Props = { simulation: Simulation; number: number };

/** What came of the replay: how many, when, what sales made of them, and who moves. */
export function OutcomeView({ simulation, number }: Props) {
  const { outcome, comparedWith, capacity } = simulation;
  if (outcome === null) return null;
  const sampled = outcome.looked < outcome.contacts;
  const other = comparedWith === null ? undefined : `Version ${comparedWith.number}`;
  return (
    <>
      {sampled && (
        <p className="small muted">
          {counted(outcome.looked, 'contact was', 'contacts were')} drawn by chance from{' '}
          {about(outcome.contacts)}; the numbers below are scaled up from them.
        </p>
      )}
      <Card
        title="Who would have become hot, by week"
        end={
          <span className="row small capacity">
            <span className="muted">The reps can take on</span>
            <NumberInput
              whole
              label="Hot leads a week that the reps can take on"
              value={capacity}
              min={0}
              max={1_000_000}
              unit="a week"
              onChange={(next) => void attempt(() => changeCapacity(simulation, next))}
            />
          </span>
        }
      >
        <p className="lead-sentence">{headline(outcome, comparedWith?.number)}</p>
        {!simulation.capacitySaid && (
          <p className="small muted">
            {capacity === 0
              ? 'By the routing nobody takes leads, so the reps’ capacity is 0.'
              : 'The reps’ capacity is what those who take leads can have open at a time by the routing.'}{' '}
            Write another number if a week is different; it is kept for the next simulation.
          </p>
        )}
        <WeekBars outcome={outcome} capacity={capacity} other={other} number={number} />
      </Card>
      <Card title="What sales made of them">
        <Comparison outcome={outcome} number={number} other={other} />
        <p className="small muted">
          Counted is what happened after somebody became hot in the replay, or within the 90 days to whoever
          was hot already: accepted by sales (or moved to sales qualified or opportunity), rejected, become a
          customer. Both are replayed as if they had been in force all the time, with the fit as it is today.
        </p>
      </Card>
      {comparedWith !== null && (
        <div className="movers">
          <Movers title="Become hot now" moved={outcome.movesIn} />
          <Movers title="No longer hot" moved={outcome.movesOut} />
        </div>
      )}
    </>
  );
}

function headline(outcome: SimulationOutcome, other: number | undefined): string {
  const { inForce } = outcome;
  const words = hotWords(outcome);
  return inForce === null || other === undefined ? words : `${words} ${otherWords(inForce, outcome, other)}`;
}

type Row = { label: string; of: (side: SimulatedSide) => number; share?: (side: SimulatedSide) => number };

const rows: readonly Row[] = [
  { label: 'Hot already when they began', of: ({ already }) => already },
  { label: 'Became hot', of: ({ people }) => people },
  { label: 'Hot at any time', of: ({ ever }) => ever },
  { label: 'of them accepted by sales', of: ({ accepted }) => accepted, share: ({ ever }) => ever },
  { label: 'of them rejected', of: ({ rejected }) => rejected, share: ({ ever }) => ever },
  { label: 'of them became customers', of: ({ won }) => won, share: ({ ever }) => ever },
  { label: 'Hot at the end', of: ({ now }) => now.hot },
  { label: 'Warm at the end', of: ({ now }) => now.warm },
];

function Comparison({
  outcome,
  number,
  other,
}: {
  outcome: SimulationOutcome;
  number: number;
  other: string | undefined;
}) {
  const { draft, inForce } = outcome;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="scroll" tabIndex={0} aria-label="What sales made of them, in numbers">
      <table className="table comparison">
        <thead>
          <tr>
            <th scope="col">In these 90 days</th>
            <th scope="col" className="n">
              Version {number}
            </th>
            {inForce !== null && (
              <th scope="col" className="n">
                {other}, in force
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td className="n">{cellOf(row, draft)}</td>
              {inForce !== null && <td className="n">{cellOf(row, inForce)}</td>}
            </tr>
          ))}
          <tr>
            <th scope="row">Of all {count(outcome.accepted)} accepted, hot before</th>
            <td className="n">{percent(draft.accepted, outcome.accepted)}</td>
            {inForce !== null && <td className="n">{percent(inForce.accepted, outcome.accepted)}</td>}
          </tr>
          <tr>
            <th scope="row">Of all {count(outcome.won)} new customers, hot before</th>
            <td className="n">{percent(draft.won, outcome.won)}</td>
            {inForce !== null && <td className="n">{percent(inForce.won, outcome.won)}</td>}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function cellOf({ of, share }: Row, side: SimulatedSide): string {
  const value = count(of(side));
  const whole = share?.(side) ?? 0;
  return whole === 0 ? value : `${value} (${percent(of(side), whole)})`;
}

function Movers({ title, moved }: { title: string; moved: SimulationOutcome['movesIn'] }) {
  const more = moved.count - moved.people.length;
  return (
    <Card title={title} end={<span className="small muted num">{count(moved.count)}</span>}>
      {moved.people.length === 0 ? (
        <p className="muted">{moved.count === 0 ? 'Nobody.' : 'Nobody whom you may see.'}</p>
      ) : (
        <ul className="mover-list">
          {moved.people.map((person) => (
            <li key={person.id}>
              <Mover person={person} />
            </li>
          ))}
          {more > 0 && <li className="small muted">and {count(more)} more</li>}
        </ul>
      )}
    </Card>
  );
}

function Mover({ person: { id, name, about: where, from, to } }: { person: SimulatedPerson }) {
  return (
    <>
      <Link to={`/contacts/${id}`} className="truncate">
        {name}
      </Link>
      {where !== null && <span className="small muted truncate grow">{where}</span>}
      <span className="row moved">
        <Temperature value={from} />
        <span aria-label="to">→</span>
        <Temperature value={to} />
      </span>
    </>
  );
}
