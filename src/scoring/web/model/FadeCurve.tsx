const width = 88;
const height = 26;
/** The same for every group, so that one sees which fades faster. */
const days = 60;

/** How a point fades: half of it is gone after the half-life. */
export function FadeCurve({ halfLifeDays }: { halfLifeDays: number }) {
  const places = Array.from({ length: 31 }, (_, n) => (n / 30) * days);
  const x = (day: number) => 1 + ((width - 2) * day) / days;
  const y = (share: number) => height - 2 - (height - 5) * share;
  const line = places.map((day) => `${round(x(day))} ${round(y(2 ** (-day / halfLifeDays)))}`).join('L');
  const half = x(Math.min(halfLifeDays, days));
  return (
    <svg
      className="fade-curve"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Half is gone after ${halfLifeDays} days`}
    >
      <path className="under" d={`M${x(0)} ${height - 2}L${line}L${x(days)} ${height - 2}Z`} />
      <path className="line" d={`M${line}`} />
      <line className="base" x1={0} x2={width} y1={height - 1.5} y2={height - 1.5} />
      {halfLifeDays <= days && <circle className="half" cx={half} cy={y(0.5)} r={2.25} />}
    </svg>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
