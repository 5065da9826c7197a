import './number-link.css';
import { useState } from 'react';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import type { Period } from './tension.ts';

type Props = {
  period: Period;
  change: (period: Period) => void;
  lengths?: readonly string[];
  usual?: string;
};

const usually: readonly string[] = ['30', '90'];

/** The last so many days, or whole days of one's own. */
export function PeriodChoice({ period, change, lengths = usually, usual = '30' }: Props) {
  const { days, from, to } = period;
  const [own, setOwn] = useState(from !== undefined || to !== undefined);
  return (
    <div className="row wrap period">
      <Segmented
        label="Period"
        value={own ? 'own' : (days ?? usual)}
        onChange={(value) => {
          setOwn(value === 'own');
          if (value !== 'own') change({ days: value });
        }}
        choices={[
          ...lengths.map((value) => ({ value, label: value === '365' ? 'A year' : `${value} days` })),
          { value: 'own', label: 'Other' },
        ]}
      />
      {own && (
        <>
          <TextInput
            type="date"
            aria-label="From"
            value={from ?? ''}
            onChange={(day) => change(dates(day, to ?? ''))}
          />
          <TextInput
            type="date"
            aria-label="To"
            value={to ?? ''}
            onChange={(day) => change(dates(from ?? '', day))}
          />
        </>
      )}
    </div>
  );
}

function dates(from: string, to: string): Period {
  return { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
}
