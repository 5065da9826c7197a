import { count, percent } from '../../../web/numbers.ts';
import type { HeldOut } from './checks.ts';

const width = 520;
const height = 300;
const plot = { left: 44, right: width - 8, top: 12, bottom: height - 38 };

/** What was foretold against what happened, with its interval: on the line, a probability keeps its word. */
export function CalibrationCurve({ held }: { held: HeldOut }) {
  const most = axisEnd(
    Math.max(...held.bins.flatMap(({ foretold, happened }) => [foretold, happened]), 0.01),
  );
  const x = (share: number) => plot.left + ((plot.right - plot.left) * Math.min(share, most)) / most;
  const y = (share: number) => plot.bottom - ((plot.bottom - plot.top) * Math.min(share, most)) / most;
  const biggest = Math.max(...held.bins.map(({ people }) => people));
  const digits = most < 0.1 ? 1 : 0;
  return (
    <figure className="check-figure">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inWords(held)}>
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
          <g key={tick}>
            <line className="grid" x1={plot.left} x2={plot.right} y1={y(tick * most)} y2={y(tick * most)} />
            <text x={plot.left - 6} y={y(tick * most) + 4} textAnchor="end">
              {percent(tick * most, 1, digits)}
            </text>
            <text x={x(tick * most)} y={plot.bottom + 16} textAnchor={tick === 1 ? 'end' : 'middle'}>
              {percent(tick * most, 1, digits)}
            </text>
          </g>
        ))}
        <line className="blind" x1={x(0)} x2={x(most)} y1={y(0)} y2={y(most)} />
        {held.bins.map(({ from, people, foretold, happened, low, high }) => (
          <g key={from}>
            <line className="interval" x1={x(foretold)} x2={x(foretold)} y1={y(low)} y2={y(high)} />
            <circle className="dot" cx={x(foretold)} cy={y(happened)} r={3 + 5 * Math.sqrt(people / biggest)}>
              <title>
                {`${count(Math.round(people))} people: ${percent(foretold)} foretold, ${percent(happened)} became customers`}
              </title>
            </circle>
          </g>
        ))}
        <text x={(plot.left + plot.right) / 2} y={height - 4} textAnchor="middle">
          foretold
        </text>
      </svg>
      <figcaption className="row wrap small muted">
        <span className="key key-dot">
          became customers; larger is more people, the line its 95% interval
        </span>
        <span className="key key-blind">exactly as foretold</span>
      </figcaption>
    </figure>
  );
}

function axisEnd(most: number): number {
  return [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8].find((end) => most <= end) ?? 1;
}

function inWords({ bins }: HeldOut): string {
  const said = bins.map(
    ({ people, foretold, happened }) =>
      `of ${count(Math.round(people))} with ${percent(foretold)}, ${percent(happened)}`,
  );
  return `Foretold against what happened: ${said.join('; ')}.`;
}
