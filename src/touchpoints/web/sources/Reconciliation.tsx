import { count } from '../../../web/numbers.ts';
import { totalOf, type Counts, type Total } from './sources.ts';

const parts: { name: keyof Total; label: string; sign: string; what: string }[] = [
  { name: 'seen', label: 'Seen', sign: '', what: 'Everything that arrived' },
  { name: 'stored', label: 'Stored', sign: '=', what: 'On somebody’s line now' },
  { name: 'duplicate', label: 'Duplicates', sign: '+', what: 'Sent again; nothing happened twice' },
  { name: 'skipped', label: 'Skipped', sign: '+', what: 'Could not be used; why, stands below' },
  { name: 'bot', label: 'Bots', sign: '+', what: 'Machines, kept apart for 30 days' },
];

const outcomeWords: Record<Counts['reasons'][number]['outcome'], string> = {
  skipped: 'Skipped',
  bot: 'Counted as a bot',
  stored: 'Stored without it',
};

/** Seen = stored + duplicates + skipped + bots. */
export function Reconciliation({ days }: Pick<Counts, 'days'>) {
  const total = totalOf(days);
  return (
    <dl className="reconciled">
      {parts.map(({ name, label, sign, what }) => (
        <div key={name}>
          <dt>
            <span className="sign" aria-hidden="true">
              {sign}
            </span>
            {label}
          </dt>
          <dd className="figure">{count(total[name])}</dd>
          <dd className="small muted">{what}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Why something was skipped, counted apart, or stored without a part of it. */
export function Reasons({ reasons }: Pick<Counts, 'reasons'>) {
  if (reasons.length === 0) return null;
  return (
    <table className="table reasons">
      <thead>
        <tr>
          <th scope="col">Why</th>
          <th scope="col">What became of it</th>
          <th scope="col" className="n">
            How many
          </th>
        </tr>
      </thead>
      <tbody>
        {reasons.map(({ outcome, reason, count: many }) => (
          <tr key={`${outcome} ${reason}`}>
            <td>{reason}</td>
            <td className="muted">{outcomeWords[outcome]}</td>
            <td className="n">{count(many)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
