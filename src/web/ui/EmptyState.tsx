import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';

type Props = {
  icon: IconName;
  title: string;
  /** What this page is for. */
  children: ReactNode;
  /** One button that does the first useful thing, and a link to sample data. */
  actions?: ReactNode;
};

export function EmptyState({ icon, title, children, actions }: Props) {
  return (
    <div className="empty">
      <Icon name={icon} size={20} />
      <h2>{title}</h2>
      <p>{children}</p>
      {actions !== undefined && <div className="row wrap">{actions}</div>}
    </div>
  );
}
