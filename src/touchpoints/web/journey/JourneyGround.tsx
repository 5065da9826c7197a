import { counted } from '../../../web/numbers.ts';
import type { Drawing } from './layout.ts';
import { halfAt, outline } from './ribbon.ts';

/** Everything one cannot point at: the axis, the ribbon with its words, today, and the names of the lanes. */
export function JourneyGround({ drawing }: { drawing: Drawing }) {
  const { width, middle, axis, scale, ribbon, bands, ticks, roomy } = drawing;
  return (
    <g aria-hidden="true">
      <line className="floor" x1={scale.left} x2={width} y1={axis} y2={axis} />
      {ticks.map(({ x, word, major }) => (
        <g key={`${x} ${word}`}>
          <line className="tick" x1={x} x2={x} y1={axis} y2={axis + (major ? 5 : 3)} />
          <text x={x} y={axis + 18} textAnchor="middle">
            {word}
          </text>
        </g>
      ))}
      <circle
        className={`band ${bands[0]?.tone ?? 'before'}`}
        cx={scale.left}
        cy={middle}
        r={halfAt(ribbon, scale.left)}
      />
      {bands.map(({ from, left, right, tone }) => (
        <path key={from} className={`band ${tone}`} d={outline(ribbon, middle, left, right)} />
      ))}
      {bands.map(({ from, word, wordAt, tone }) =>
        wordAt === undefined ? null : (
          <text key={from} className={`band-word ${tone}`} x={wordAt} y={middle + 4} textAnchor="middle">
            {word}
          </text>
        ),
      )}
      <line className="today" x1={scale.right} x2={scale.right} y1={middle - 34} y2={axis} />
      <text className="name" x={scale.right} y={axis + 18} textAnchor={roomy ? 'middle' : 'end'}>
        Today
      </text>
      <LaneNames drawing={drawing} />
    </g>
  );
}

function LaneNames({ drawing: { roomy, middle, axis, lanes } }: { drawing: Drawing }) {
  const [marketing, sales] = roomy ? [middle - 40, middle + 34] : [34, axis - 6];
  return (
    <>
      <text className="lane marketing" x={0} y={marketing}>
        Marketing
      </text>
      <text className="lane sales" x={0} y={sales}>
        Sales
      </text>
      {roomy && (
        <>
          <text x={0} y={marketing + 14}>
            {counted(lanes.marketing, 'touch', 'touches')}
          </text>
          <text x={0} y={sales + 14}>
            {counted(lanes.sales, 'touch', 'touches')}
          </text>
        </>
      )}
    </>
  );
}
