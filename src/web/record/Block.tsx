import { useId, type ReactNode } from 'react';

/** A titled part of the left or right column. */
export function Block({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="block" aria-labelledby={id}>
      <h2>
        <span id={id}>{title}</span>
        {end !== undefined && <span className="end">{end}</span>}
      </h2>
      {children}
    </section>
  );
}
