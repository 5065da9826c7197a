import { useId } from 'react';
import type { TeamKind } from '../../../web/session.ts';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { teamKinds } from './teams.ts';

type Props = { value: TeamKind; onChange: (kind: TeamKind) => void };

/** What a team is for, each with the colour it then carries everywhere. */
export function KindChoice({ value, onChange }: Props) {
  const name = useId();
  return (
    <fieldset className="stack">
      <legend className="label">Kind</legend>
      <div className="roles-choice">
        {teamKinds.map((kind) => (
          <label key={kind.value} className="tick-line">
            <input
              type="radio"
              className="check radio"
              name={name}
              checked={value === kind.value}
              onChange={() => onChange(kind.value)}
            />
            <span>
              <TeamDot team={kind.value} label={kind.label} />
              <span className="hint">{kind.hint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
