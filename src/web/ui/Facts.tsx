import type { ReactNode } from 'react';

export type Fact = { label: string; value: ReactNode };

/** Label and value, one below the other; values are often InlineEdits. */
export function Facts({ facts }: { facts: readonly (Fact | false)[] }) {
  return (
    <dl className="facts">
      {facts
        .filter((fact) => fact !== false)
        .map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
    </dl>
  );
}
