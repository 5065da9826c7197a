import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { LiveEvent, WebRoom } from './room.ts';

type LiveState = 'live' | 'connecting';

/** What every page shows, whatever its room. */
const shellKeys: NonNullable<WebRoom['liveKeys']> = {
  'notification.': [['notifications']],
  'operation.': [['operations']],
  'view.': [['views']],
  'user.': [['me']],
  'workspace.': [['me']],
};

/** What is told in one breath is fetched at once: a hand-off is opened, assigned and briefed. */
const breath = 40;
/** An import tells of thousands of changes a second; the screen follows once in this time. */
const gatherFor = 400;
const retryAfter = 5000;

let state: LiveState = 'connecting';
const watchers = new Set<() => void>();

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => state,
  );
}

/** Listens until the returned function is called. */
export function followLive(client: QueryClient, rooms: readonly WebRoom[]): () => void {
  const gather = gatherer(client);
  let stream: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  let lost = false;
  const connect = () => {
    stream = new EventSource('/api/live');
    stream.addEventListener('open', () => {
      tellState('live');
      // What happened while the line was down was told to nobody.
      if (lost) void client.invalidateQueries();
      lost = false;
    });
    stream.addEventListener('error', () => {
      lost = true;
      tellState('connecting');
      // A dropped line the browser takes up again by itself; after an error page (a restart behind a proxy) it gives up.
      if (stream.readyState === EventSource.CLOSED) again = setTimeout(connect, retryAfter);
    });
    stream.addEventListener('message', (message: MessageEvent<string>) => {
      gather.add(keysFor(JSON.parse(message.data) as LiveEvent, rooms));
    });
  };
  connect();
  return () => {
    clearTimeout(again);
    gather.stop();
    stream.close();
    tellState('connecting');
  };
}

export function keysFor(event: LiveEvent, rooms: readonly WebRoom[]): QueryKey[] {
  const maps = [shellKeys, ...rooms.map((room) => room.liveKeys ?? {})];
  return maps
    .flatMap((map) => Object.entries(map))
    .filter(([prefix]) => event.name.startsWith(prefix))
    .flatMap(([, keys]) => (typeof keys === 'function' ? keys(event) : keys));
}

export function gatherer(client: Pick<QueryClient, 'invalidateQueries' | 'refetchQueries'>) {
  const gathered = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refreshedAt = -gatherFor;
  const refresh = () => {
    timer = undefined;
    refreshedAt = performance.now();
    for (const key of gathered.values()) invalidate(client, key);
    gathered.clear();
  };
  return {
    add: (keys: QueryKey[]) => {
      for (const key of keys) gathered.set(JSON.stringify(key), key);
      if (gathered.size > 0)
        timer ??= setTimeout(refresh, Math.max(breath, refreshedAt + gatherFor - performance.now()));
    },
    stop: () => clearTimeout(timer),
  };
}

/** A list scrolled far down is only marked: fetching thirty pages again would move the rows under the reader's eyes. */
function invalidate(
  client: Pick<QueryClient, 'invalidateQueries' | 'refetchQueries'>,
  queryKey: QueryKey,
): void {
  void client.invalidateQueries({
    queryKey,
    refetchType: 'none',
  });
  void client.refetchQueries({
    queryKey,
    type: 'active',
    predicate: (query) => pagesOf(query.state.data) <= 3,
  });
}

function pagesOf(data: unknown): number {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)
    ? data.pages.length
    : 0;
}

function tellState(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const tell of watchers) tell();
}
