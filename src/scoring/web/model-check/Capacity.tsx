import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { count, percent } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { NumberInput } from '../model/NumberInput.tsx';
import { customersAmong, likeliestQuery, type HeldOut } from './checks.ts';
import { LiftCurve } from './LiftCurve.tsx';

/** As many as a list can be asked for. */
const MOST_LIKELIEST = 10_000;

type Props = { held: HeldOut; windowDays: number; capacity: number; onChange: (capacity: number) => void };

/** What the reps would find if they took the likeliest first. */
export function Capacity({ held, windowDays, capacity, onChange }: Props) {
  const who = useQuery(likeliestQuery(Math.max(1, Math.min(capacity, MOST_LIKELIEST)))).data;
  const taken = Math.min(capacity, Math.round(held.people));
  const found = customersAmong(held.ranked, taken);
  const blind = (taken * held.customers) / held.people;
  return (
    <Card title="Lift">
      <p className="row wrap check-sentence">
        <span>If the reps took on the likeliest</span>
        <NumberInput
          label="People the reps can take on"
          value={capacity}
          onChange={onChange}
          min={1}
          max={1_000_000}
          whole
        />
        <span className="num">
          of {count(Math.round(held.people))}, <span className="strong">{percent(found, taken)}</span> would
          become customers within {windowDays} days: {count(Math.round(found))}, against {tenths(blind)} when
          picking blindly.
        </span>
      </p>
      {who !== undefined && who.atLeast !== null && (
        <p className="check-sentence">
          <Link
            to="/contacts"
            search={{ filter: [['propensity', 'at_least', who.atLeast]], sort: '-propensity' }}
            className="link"
          >
            {who.people === 1
              ? 'The likeliest person today'
              : `The likeliest ${count(who.people)} people today`}
          </Link>
        </p>
      )}
      <LiftCurve held={held} capacity={taken} />
    </Card>
  );
}

function tenths(value: number): string {
  return value < 10 ? value.toFixed(1) : count(Math.round(value));
}
