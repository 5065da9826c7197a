/** The shape of text to come. Stays unseen for 200 ms, so quick answers do not flicker. */
export function Skeleton({ lines = 3, title = false }: { lines?: number; title?: boolean }) {
  return (
    <div aria-hidden="true">
      {title && <span className="skeleton title" />}
      {Array.from({ length: lines }, (_, line) => (
        <span
          key={line}
          className="skeleton line"
          style={{ width: `${[92, 76, 84, 61][line % 4] ?? 80}%` }}
        />
      ))}
    </div>
  );
}
