import { Select } from '../../../web/ui/Select.tsx';
import type { EngagementRule } from '../../simulation/contract.ts';
import { NumberInput } from './NumberInput.tsx';

type Often = EngagementRule['often'];
type Way = 'each' | 'most' | 'from' | 'both';

const ways: { value: Way; label: string }[] = [
  { value: 'each', label: 'each time' },
  { value: 'most', label: 'at most' },
  { value: 'from', label: 'only from number' },
  { value: 'both', label: 'from number … at most' },
];

type Props = { often: Often; onChange: (often: Often) => void };

/** Whether each of them counts, and within how many days. */
export function OftenEditor({ often, onChange }: Props) {
  const way = wayOf(often);
  return (
    <span className="often-input">
      <Select
        aria-label="How often it counts"
        value={way}
        choices={ways}
        onChange={(chosen) => onChange(start(chosen as Way, often))}
      />
      {often !== undefined && (
        <>
          {often.from !== undefined && (
            <NumberInput
              whole
              label="From which one on"
              value={often.from}
              min={2}
              max={1_000}
              onChange={(from) => onChange({ ...often, from })}
            />
          )}
          {often.from !== undefined && often.most !== undefined && <span className="muted">at most</span>}
          {often.most !== undefined && (
            <NumberInput
              whole
              label="At most how many"
              value={often.most}
              min={1}
              max={1_000}
              onChange={(most) => onChange({ ...often, most })}
            />
          )}
          <span className="muted">within</span>
          <NumberInput
            whole
            label="Within how many days"
            value={often.days}
            min={1}
            max={365}
            unit={often.days === 1 ? 'day' : 'days'}
            onChange={(days) => onChange({ ...often, days })}
          />
        </>
      )}
    </span>
  );
}

function wayOf(often: Often): Way {
  if (often === undefined) return 'each';
  if (often.from !== undefined) return often.most === undefined ? 'from' : 'both';
  return 'most';
}

function start(way: Way, often: Often): Often {
  if (way === 'each') return undefined;
  const { from = 3, most = 3, days = 7 } = often ?? {};
  return {
    days,
    ...(way === 'most' ? {} : { from }),
    ...(way === 'from' ? {} : { most }),
  };
}
