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
      {drawing.tail !== undefined && <Tail drawing={drawing} tail={drawing.tail} />}
      <line className="today" x1={scale.right} x2={scale.right} y1={middle - 34} y2={axis} />
      <text className="name" x={scale.right} y={axis + 18} textAnchor={roomy ? 'middle' : 'end'}>
        Today
      </text>
      <LaneNames drawing={drawing} />
    </g>
  );
}

type TailProps = { drawing: Drawing; tail: NonNullable<Drawing['tail']> };

/** If nothing more happens: thinner and paler, to the moment they cool. */
function Tail({ drawing: { middle, scale, ribbon, bands }, tail }: TailProps) {
  const half = halfAt(ribbon, scale.right);
  const pieces = 8;
  const wide = (tail.right - scale.right) / pieces;
  return (
    <>
      {Array.from({ length: pieces }, (_, piece) => {
        const high = half * (1 - (0.5 * piece) / pieces);
        return (
          <rect
            key={piece}
            className={`band ${bands.at(-1)?.tone ?? 'before'}`}
            opacity={0.42 * (1 - piece / pieces)}
            x={scale.right + piece * wide}
            y={middle - high}
            width={wide + 0.5}
            height={2 * high}
          />
        );
      })}
      <text x={scale.right + 10} y={middle - half - 21}>
        {tail.word}
      </text>
      <text className={`tail-date ${tail.tone}`} x={scale.right + 10} y={middle - half - 8}>
        {tail.date}
      </text>
    </>
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
