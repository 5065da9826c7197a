import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Avatar } from '../../../web/ui/Avatar.tsx';

type Props = { id: string; name: string; companyName: string | null; end?: ReactNode; children: ReactNode };

/** Somebody to look at today. */
export function PersonLine({ id, name, companyName, end, children }: Props) {
  return (
    <li>
      <Avatar name={name} />
      <span className="about">
        <span className="row">
          <Link to={`/contacts/${id}`} className="strong cover truncate">
            {name}
          </Link>
          {companyName !== null && <span className="muted truncate">{companyName}</span>}
        </span>
        <span className="small muted">{children}</span>
      </span>
      {end}
    </li>
  );
}
