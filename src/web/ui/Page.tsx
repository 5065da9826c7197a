import { useEffect, type ReactNode } from 'react';
import { TopBar } from '../shell/TopBar.tsx';
import { classes } from './classes.ts';
import type { Crumb } from './Crumbs.tsx';

type Props = {
  title: string;
  /** Where we are, without the page itself. */
  crumbs?: readonly Crumb[];
  lede?: ReactNode;
  actions?: ReactNode;
  /** Small things at the right of the bar: position in the list, copy link. */
  bar?: ReactNode;
  /** Instead of title, lede and actions. */
  head?: ReactNode;
  /** No padding, and the body takes exactly the window's height: for lists and boards. */
  fill?: boolean;
  flush?: boolean;
  children: ReactNode;
};

export function Page({
  title,
  crumbs = none,
  lede,
  actions,
  bar,
  head,
  fill = false,
  flush = false,
  children,
}: Props) {
  useEffect(() => {
    document.title = `${title} · Tandem`;
  }, [title]);
  return (
    <div className={classes('page', fill && 'fills')}>
      <TopBar crumbs={[...crumbs, { label: title }]} end={bar} />
      {head ?? <PageHead title={title} lede={lede} actions={actions} />}
      <div className={classes('body', (flush || fill) && 'flush')}>{children}</div>
    </div>
  );
}

const none: readonly Crumb[] = [];

export function PageHead({ title, lede, actions }: Pick<Props, 'title' | 'lede' | 'actions'>) {
  return (
    <header className="head">
      <div className="grow">
        <h1>{title}</h1>
        {lede !== undefined && <p className="lede num">{lede}</p>}
      </div>
      {actions !== undefined && <div className="actions">{actions}</div>}
    </header>
  );
}
