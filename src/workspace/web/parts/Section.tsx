import { useId, type ReactNode } from 'react';
import './settings.css';

type Props = { title: string; hint?: ReactNode; children: ReactNode };

/** One subject of a settings page: what it is on the left, what one can do about it on the right. */
export function Section({ title, hint, children }: Props) {
  const id = useId();
  return (
    <section className="setting" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {hint !== undefined && <p>{hint}</p>}
      </header>
      <div className="stack loose">{children}</div>
    </section>
  );
}
