import type { ReactNode } from 'react';
import { useLiveState } from '../live.ts';
import { Crumbs, type Crumb } from '../ui/Crumbs.tsx';
import { tip } from '../ui/tip.ts';
import { Bell } from './Bell.tsx';

export function TopBar({ crumbs, end }: { crumbs: readonly Crumb[]; end?: ReactNode }) {
  return (
    <div className="bar">
      <Crumbs crumbs={crumbs} />
      <div className="end">
        <LiveDot />
        {end}
        <Bell />
      </div>
    </div>
  );
}

function LiveDot() {
  const live = useLiveState() === 'live';
  const words = live ? 'Live' : 'Reconnecting';
  return (
    <output
      className={live ? 'live' : 'live waiting'}
      {...tip(live ? 'Changes appear without reload' : 'Changes by others appear once the line is back')}
    >
      <span className="text">{words}</span>
    </output>
  );
}
