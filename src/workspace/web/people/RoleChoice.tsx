import { useId } from 'react';
import { useSession } from '../../../web/session.ts';
import { roles, rolesGivenBy, type RoleName } from '../roles.ts';

type Props = {
  value: RoleName;
  onChange: (role: RoleName) => void;
  disabled?: boolean;
  hiddenLabel?: boolean;
};

/** Every role with what it may do: nobody should have to guess what they give away. */
export function RoleChoice({ value, onChange, disabled = false, hiddenLabel = false }: Props) {
  const name = useId();
  const mine = useSession()?.user.role;
  const offered = rolesGivenBy(mine).map((role) => role.value);
  const shown = roles.filter((role) => offered.includes(role.value) || role.value === value);
  return (
    <fieldset className="stack" disabled={disabled}>
      <legend className={hiddenLabel ? 'sr' : 'label'}>Role</legend>
      <div className="roles-choice">
        {shown.map((role) => (
          <label key={role.value} className="tick-line">
            <input
              type="radio"
              className="check radio"
              name={name}
              checked={value === role.value}
              onChange={() => onChange(role.value)}
            />
            <span>
              {role.label}
              <span className="hint">{role.may}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
