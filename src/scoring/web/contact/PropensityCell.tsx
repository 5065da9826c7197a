import { useQuery } from '@tanstack/react-query';
import { percent } from '../../../web/numbers.ts';
import { shownScoreQuery } from './scores.ts';

/** How likely a contact of a list becomes a customer; nothing where nobody is foretold. `likely` where no heading names it. */
export function PropensityCell({ contactId, likely }: { contactId: string; likely?: boolean }) {
  const propensity = useQuery(shownScoreQuery(contactId)).data?.propensity ?? null;
  if (propensity === null) return null;
  return (
    <span className="num nowrap" title="Propensity: how likely they become a customer">
      {percent(propensity)}
      {likely === true && ' likely'}
    </span>
  );
}
