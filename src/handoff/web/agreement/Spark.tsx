const WIDTH = 56;
const HEIGHT = 20;
const MARGIN = 2;

/** How it went, month by month, this one last. Only where there is something before. */
export function Spark({ values, side }: { values: number[]; side: 'marketing' | 'sales' }) {
  if (values.length < 2) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (place: number) => MARGIN + (place * (WIDTH - 2 * MARGIN)) / (values.length - 1);
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - MARGIN - ((value - low) / (high - low)) * (HEIGHT - 2 * MARGIN);
  const points = values.map((value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`);
  const [endX = '0', endY = '0'] = points.at(-1)?.split(',') ?? [];
  return (
    <svg
      className={`spark ${side}`}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
    >
      <polyline
        points={points.join(' ')}
        fill="none"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={endX} cy={endY} r="2.2" />
    </svg>
  );
}
