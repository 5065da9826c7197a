import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { onSignedOut } from '../api.ts';
import { ANYWHERE, useKeys, type KeyMap } from '../keys.ts';
import { followLive } from '../live.ts';
import { queryClient } from '../query.ts';
import { rooms } from '../rooms.ts';
import { may, useSession } from '../session.ts';
import { fetchTheRest, later } from '../ui/later.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { Tooltips } from '../ui/Tooltips.tsx';
import { LongWork } from '../long-work/LongWork.tsx';
import { signInPath } from './sign-in-path.ts';
import { openOverlay, useOverlay } from './open.ts';
import { Rail } from './Rail.tsx';
import { TabBar } from './TabBar.tsx';

const Palette = later(async () => (await import('./Palette.tsx')).default);
const KeyboardHelp = later(async () => (await import('./KeyboardHelp.tsx')).default);

const overAll = rooms.flatMap(({ name, Anywhere }) => (Anywhere === undefined ? [] : [{ name, Anywhere }]));

export function Shell() {
  const overlay = useOverlay();
  useLeaveWhenSignedOut();
  useShellKeys();
  useEffect(() => followLive(queryClient, rooms), []);
  useEffect(fetchTheRest, []);
  return (
    <>
      <a className="skip" href="#content">
        Skip to content
      </a>
      <LoadBar />
      <div className="app">
        <Rail />
        <Main />
      </div>
      <TabBar />
      <LongWork />
      <Toasts />
      <Tooltips />
      {overAll.map(({ name, Anywhere }) => (
        <Anywhere key={name} />
      ))}
      {overlay === 'palette' && <Palette />}
      {overlay === 'keys' && <KeyboardHelp />}
    </>
  );
}

/** A new page takes the focus, so that a screen reader starts reading there and not at the old link. */
function Main() {
  const main = useRef<HTMLElement>(null);
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onResolved', ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation !== undefined) main.current?.focus({ preventScroll: true });
      }),
    [router],
  );
  return (
    <main className="main" id="content" ref={main} tabIndex={-1}>
      <Outlet />
    </main>
  );
}

/** Shows after 200 ms that the next page is coming; the old one stays readable until then. */
function LoadBar() {
  const loading = useRouterState({ select: (state) => state.status === 'pending' });
  return loading ? <progress className="load-bar" aria-label="Loading page" /> : null;
}

function useLeaveWhenSignedOut(): void {
  const router = useRouter();
  useEffect(
    () =>
      onSignedOut(() => {
        const { pathname, href } = router.state.location;
        // Several requests may learn of it at once; the first has already left.
        if (pathname === '/sign-in') return;
        queryClient.clear();
        void router.navigate({ href: signInPath(href) });
      }),
    [router],
  );
}

function useShellKeys(): void {
  const navigate = useNavigate();
  const session = useSession();
  const go = (to: string) => void navigate({ to });
  const map: KeyMap = {
    'mod+k': { label: 'Search or jump to', run: () => openOverlay('palette') },
    '?': { label: 'Show the keys', run: () => openOverlay('keys') },
  };
  for (const room of rooms) {
    for (const item of room.rail) {
      if (item.keys !== undefined && may(session, item.may))
        map[item.keys] = { label: `Go to ${item.label}`, run: () => go(item.to) };
    }
    for (const command of room.commands ?? []) {
      if (command.keys !== undefined && may(session, command.may))
        map[command.keys] = { label: command.label, run: () => command.run(go) };
    }
  }
  useKeys(ANYWHERE, map);
}
