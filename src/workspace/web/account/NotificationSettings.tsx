import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import { Switch } from '../../../web/ui/Switch.tsx';
import type { NotificationSettings as Settings } from '../../notifications/contract.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { act } from '../parts/saving.ts';

const settingsQuery = queryOptions({
  queryKey: ['me', 'notification-settings'],
  queryFn: ({ signal }) => api.get<Settings>('/api/me/notification-settings', { signal }),
});

export function NotificationSettings() {
  const settings = useQuery(settingsQuery);
  return (
    <Loaded query={settings}>
      {({ kinds }) => (
        <div className="stack">
          {kinds.map(({ kind, label, on }) => (
            <Switch key={kind} checked={on} onChange={(next) => void change(kind, next)} label={label} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

/** Shown at once; if it is refused, the switch goes back and says why. */
function change(kind: string, on: boolean): Promise<boolean> {
  queryClient.setQueryData(settingsQuery.queryKey, (before: Settings | undefined) =>
    before === undefined
      ? before
      : { kinds: before.kinds.map((each) => (each.kind === kind ? { ...each, on } : each)) },
  );
  return act(() => api.put('/api/me/notification-settings', { kinds: [{ kind, on }] }), undefined, [
    settingsQuery.queryKey,
  ]);
}
