import type { ModelDocument, TemperatureLine } from '../../simulation/contract.ts';

type Props = { document: Pick<ModelDocument, 'fit' | 'warm' | 'hot' | 'groups'> };

const width = 360;
const height = 236;
const plot = { left: 40, right: width - 10, top: 12, bottom: height - 38 };

/** Who is warm and who is hot, on both axes: solid where one enters, dashed where one leaves. */
export function ThresholdPicture({ document }: Props) {
  const { warm, hot, fit } = document;
  const most = topOf(document);
  const x = (value: number) => plot.left + ((plot.right - plot.left) * clamp(value, 100)) / 100;
  const y = (value: number) => plot.bottom - ((plot.bottom - plot.top) * clamp(value, most)) / most;
  const grades = [
    { name: 'D', from: 0, to: fit.grades.c },
    { name: 'C', from: fit.grades.c, to: fit.grades.b },
    { name: 'B', from: fit.grades.b, to: fit.grades.a },
    { name: 'A', from: fit.grades.a, to: 100 },
  ].filter(({ from, to }) => to > from);
  return (
    <svg className="thresholds" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inWords(document)}>
      <rect
        className="zone cold"
        x={plot.left}
        y={plot.top}
        width={plot.right - plot.left}
        height={plot.bottom - plot.top}
      />
      <Zone tone="warm" line={warm} x={x} y={y} />
      <Zone tone="hot" line={hot} x={x} y={y} />
      <Word tone="warm" text="Warm" line={warm} x={x} y={y} />
      <Word tone="hot" text="Hot" line={hot} x={x} y={y} />
      <text className="zone-word cold" x={plot.left + 8} y={plot.bottom - 8}>
        Cold
      </text>
      {yTicks(warm, hot, y).map((value) => (
        <text key={value} className="tick" x={plot.left - 6} y={y(value) + 4} textAnchor="end">
          {value}
        </text>
      ))}
      {grades.map(({ name, from, to }) => (
        <g key={name}>
          <line className="grade" x1={x(from)} x2={x(from)} y1={plot.bottom} y2={plot.bottom + 6} />
          <text className="grade-word" x={(x(from) + x(to)) / 2} y={plot.bottom + 15} textAnchor="middle">
            {name}
          </text>
        </g>
      ))}
      <text className="axis" x={(plot.left + plot.right) / 2} y={height - 6} textAnchor="middle">
        Fit, 0 to 100
      </text>
      <text
        className="axis"
        textAnchor="middle"
        transform={`translate(11 ${(plot.top + plot.bottom) / 2}) rotate(-90)`}
      >
        Engagement
      </text>
    </svg>
  );
}

type Way = (value: number) => number;
type ZoneProps = { tone: 'warm' | 'hot'; line: TemperatureLine; x: Way; y: Way };

function Zone({ tone, line: { engagement, fit }, x, y }: ZoneProps) {
  return (
    <>
      <path
        className={`zone ${tone}`}
        d={`M${x(fit.enter)} ${plot.top}H${plot.right}V${y(engagement.enter)}H${x(fit.enter)}Z`}
      />
      <path
        className={`enter ${tone}`}
        d={`M${x(fit.enter)} ${plot.top}V${y(engagement.enter)}H${plot.right}`}
      />
      <path
        className={`leave ${tone}`}
        d={`M${x(fit.leave)} ${plot.top}V${y(engagement.leave)}H${plot.right}`}
      />
    </>
  );
}

function Word({ tone, text, line, x, y }: ZoneProps & { text: string }) {
  return (
    <text
      className={`zone-word ${tone}`}
      x={Math.min(x(line.fit.enter) + 8, plot.right - 34)}
      y={Math.max(y(line.engagement.enter) - 8, plot.top + 12)}
    >
      {text}
    </text>
  );
}

function yTicks(warm: TemperatureLine, hot: TemperatureLine, y: Way): number[] {
  const wanted = [
    hot.engagement.enter,
    warm.engagement.enter,
    hot.engagement.leave,
    warm.engagement.leave,
    0,
  ];
  return wanted.reduce<number[]>(
    (kept, value) => (kept.every((other) => Math.abs(y(other) - y(value)) >= 12) ? [...kept, value] : kept),
    [],
  );
}

/** A little above what makes somebody hot, or above all that can be reached, whichever is less. */
function topOf({ groups, hot, warm }: Props['document']): number {
  const reachable = groups.reduce((sum, { cap }) => sum + cap, 0);
  const lines = Math.max(hot.engagement.enter, warm.engagement.enter, 1);
  return Math.max(lines * 1.15, Math.min(reachable, lines * 1.7));
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}

function inWords({ warm, hot }: Props['document']): string {
  const line = (name: string, { engagement, fit }: TemperatureLine) =>
    `${name} from an engagement of ${engagement.enter}${fit.enter > 0 ? ` and a fit of ${fit.enter}` : ''} on, until below ${engagement.leave}${fit.leave > 0 ? ` or a fit of ${fit.leave}` : ''}.`;
  return `${line('Warm', warm)} ${line('Hot', hot)}`;
}
