import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { SpanInput } from './SpanInput.tsx';

export type Period = { last?: string; from?: string; to?: string };
type Way = 'ever' | 'last' | 'between' | 'since';

const ways: readonly { value: Way; label: string }[] = [
  { value: 'ever', label: 'ever' },
  { value: 'last', label: 'in the last' },
  { value: 'since', label: 'since' },
  { value: 'between', label: 'between' },
];

type Props = { label: string; period: Period; onChange: (period: Period) => void };

/** When it happened: ever, in the last 30 days, since or between days. */
export function PeriodInput({ label, period, onChange }: Props) {
  const way = wayOf(period);
  return (
    <span className="period-input">
      <Select
        aria-label={`${label}, when`}
        value={way}
        choices={ways}
        onChange={(chosen) => onChange(startOf(chosen as Way, period))}
      />
      {way === 'last' && (
        <SpanInput label={label} value={period.last} onChange={(last) => onChange({ last })} />
      )}
      {(way === 'since' || way === 'between') && (
        <TextInput
          type="date"
          aria-label={`${label}, from`}
          value={period.from ?? ''}
          onChange={(from) => onChange({ ...period, from })}
        />
      )}
      {way === 'between' && (
        <>
          <span className="muted">and</span>
          <TextInput
            type="date"
            aria-label={`${label}, until`}
            value={period.to ?? ''}
            onChange={(to) => onChange({ ...period, to })}
          />
        </>
      )}
    </span>
  );
}

function wayOf({ last, from, to }: Period): Way {
  if (last !== undefined) return 'last';
  if (to !== undefined) return 'between';
  return from === undefined ? 'ever' : 'since';
}

function startOf(way: Way, { from, to }: Period): Period {
  const today = new Date().toISOString().slice(0, 10);
  const month = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
  if (way === 'last') return { last: '30d' };
  if (way === 'since') return { from: from ?? month };
  return way === 'between' ? { from: from ?? month, to: to ?? today } : {};
}
