import { Link } from '@tanstack/react-router';
import { Icon } from './Icon.tsx';

export type Crumb = { label: string; to?: string | undefined };

export function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="Where you are">
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={crumb.to ?? crumb.label}>
            {index > 0 && <Icon name="chevronRight" size={12} />}
            <CrumbLabel crumb={crumb} here={index === crumbs.length - 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function CrumbLabel({ crumb, here }: { crumb: Crumb; here: boolean }) {
  if (here) {
    return (
      <span aria-current="page" className="truncate">
        {crumb.label}
      </span>
    );
  }
  if (crumb.to === undefined) return <span className="truncate">{crumb.label}</span>;
  return (
    <Link to={crumb.to} className="truncate" activeOptions={{ exact: true }}>
      {crumb.label}
    </Link>
  );
}
