import { useId, type ReactNode } from 'react';

type Props = { title?: ReactNode; end?: ReactNode; children: ReactNode; flush?: boolean };

export function Card({ title, end, children, flush = false }: Props) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header>
          <h2 id={id}>{title}</h2>
          {end !== undefined && <span className="end">{end}</span>}
        </header>
      )}
      {flush ? children : <div className="inner">{children}</div>}
    </section>
  );
}
