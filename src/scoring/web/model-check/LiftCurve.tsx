import { count, percent } from '../../../web/numbers.ts';
import { customersAmong, type HeldOut } from './checks.ts';

const width = 520;
const height = 300;
const plot = { left: 44, right: width - 8, top: 12, bottom: height - 38 };
const ticks = [0, 0.25, 0.5, 0.75, 1];

/** How many of the customers-to-be are among the first so many by probability, against picking blindly. */
export function LiftCurve({ held, capacity }: { held: HeldOut; capacity: number }) {
  const { people, customers, ranked } = held;
  const x = (share: number) => plot.left + (plot.right - plot.left) * share;
  const y = (share: number) => plot.bottom - (plot.bottom - plot.top) * share;
  const way = ranked.map((point) => `${x(point.people / people)},${y(point.customers / customers)}`);
  const taken = Math.min(capacity, people);
  const found = customersAmong(ranked, taken);
  const at = { x: x(taken / people), y: y(found / customers) };
  return (
    <figure className="check-figure">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inWords(held)}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={plot.left} x2={plot.right} y1={y(tick)} y2={y(tick)} />
            <text x={plot.left - 6} y={y(tick) + 4} textAnchor="end">
              {percent(tick)}
            </text>
            <text x={x(tick)} y={plot.bottom + 16} textAnchor={tick === 1 ? 'end' : 'middle'}>
              {percent(tick)}
            </text>
          </g>
        ))}
        <line className="blind" x1={x(0)} x2={x(1)} y1={y(0)} y2={y(1)} />
        <polyline className="curve" points={[`${x(0)},${y(0)}`, ...way].join(' ')} />
        <line className="drop" x1={at.x} x2={at.x} y1={at.y} y2={plot.bottom} />
        <circle className="mark" cx={at.x} cy={at.y} r={4.5} />
        <text x={(plot.left + plot.right) / 2} y={height - 4} textAnchor="middle">
          of all people, the likeliest first
        </text>
      </svg>
      <figcaption className="row wrap small muted">
        <span className="key">customers found</span>
        <span className="key key-blind">picking blindly</span>
        <span className="key key-mark">the reps’ capacity</span>
      </figcaption>
    </figure>
  );
}

function inWords({ people, customers, ranked }: HeldOut): string {
  const of = (share: number) => percent(customersAmong(ranked, people * share) / customers);
  return (
    `Of ${count(Math.round(customers))} people who became customers, ${of(0.1)} are among the likeliest tenth of ` +
    `${count(Math.round(people))}, ${of(0.25)} among the likeliest quarter and ${of(0.5)} among the likeliest half.`
  );
}
