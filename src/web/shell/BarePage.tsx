import { useEffect, type ReactNode } from 'react';
import { Mark } from '../ui/Mark.tsx';
import { classes } from '../ui/classes.ts';

type Props = { title: string; lede?: ReactNode; foot?: ReactNode; wide?: boolean; children: ReactNode };

/** For pages outside the shell: sign-in, set-up, invitation, reset. */
export function BarePage({ title, lede, foot, wide = false, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Tandem`;
  }, [title]);
  return (
    <main className="bare">
      <div>
        <div className={classes('bare-card', wide && 'wide')}>
          <header>
            <Mark />
            <div>
              <h1>{title}</h1>
              {lede !== undefined && <p className="lede">{lede}</p>}
            </div>
          </header>
          {children}
        </div>
        {foot !== undefined && <p className="bare-foot">{foot}</p>}
      </div>
    </main>
  );
}
