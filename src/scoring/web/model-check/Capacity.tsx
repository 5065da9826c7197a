import { count } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { NumberInput } from '../model/NumberInput.tsx';
import { customersAmong, percent, type HeldOut } from './checks.ts';
import { LiftCurve } from './LiftCurve.tsx';

type Props = { held: HeldOut; windowDays: number; capacity: number; onChange: (capacity: number) => void };

/** What the reps would find if they took the likeliest first. */
export function Capacity({ held, windowDays, capacity, onChange }: Props) {
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
          of {count(Math.round(held.people))}, <span className="strong">{percent(found / taken, 1)}</span>{' '}
          would become customers within {windowDays} days: {count(Math.round(found))}, against {tenths(blind)}{' '}
          when picking blindly.
        </span>
      </p>
      <LiftCurve held={held} capacity={taken} />
    </Card>
  );
}

function tenths(value: number): string {
  return value < 10 ? value.toFixed(1) : count(Math.round(value));
}
