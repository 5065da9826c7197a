import { useQuery } from '@tanstack/react-query';
import { Temperature } from '../../../web/ui/Temperature.tsx';
import { shownScoreQuery } from './scores.ts';

/** How warm a contact of a list is, and how well they fit. */
export function TemperatureCell({ contactId }: { contactId: string }) {
  const { data } = useQuery(shownScoreQuery(contactId));
  if (data === undefined || data === null) return null;
  return (
    <span className="row">
      <Temperature value={data.temperature} />
      <span className="muted" title={`Fit ${Math.round(data.fit)} of 100`}>
        {data.grade}
      </span>
    </span>
  );
}
