import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { count } from '../numbers.ts';

export type Tab<T extends string> = { value: T; label: ReactNode; count?: number | undefined };
type Props<T extends string> = {
  label: string;
  tabs: readonly Tab<T>[];
  value: T;
  onChange: (value: T) => void;
  /** The panel of the chosen tab; left out when the panel lives elsewhere on the page. */
  children?: ReactNode;
};

export function Tabs<T extends string>({ label, tabs, value, onChange, children }: Props<T>) {
  const id = useId();
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const index = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChange(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  };
  const panel = children === undefined ? undefined : `${id}-panel`;
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            id={`${id}-${tab.value}`}
            type="button"
            role="tab"
            aria-selected={tab.value === value}
            aria-controls={tab.value === value ? panel : undefined}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
          >
            {tab.label} {tab.count !== undefined && <span className="n">{count(tab.count)}</span>}
          </button>
        ))}
      </div>
      {panel !== undefined && (
        <div role="tabpanel" id={panel} aria-labelledby={`${id}-${value}`}>
          {children}
        </div>
      )}
    </>
  );
}
