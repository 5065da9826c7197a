import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { later } from '../ui/later.tsx';
import { Popover } from '../ui/Popover.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

const NotificationCentre = later(
  async () => (await import('./NotificationCentre.tsx')).default,
  <Skeleton lines={4} />,
);

export function Bell() {
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) => api.get<{ count: number }>('/api/notifications/unread', { signal }),
  });
  const unread = data?.count ?? 0;
  return (
    <Popover
      label="Notifications"
      align="end"
      renderTrigger={(props) => (
        <span className="bell">
          <IconButton
            icon="bell"
            label={unread === 0 ? 'Notifications' : `Notifications, ${unread} new`}
            {...props}
          />
          {unread > 0 && (
            <span className="new" aria-hidden="true">
              {unread > 99 ? '99' : unread}
            </span>
          )}
        </span>
      )}
    >
      {(close) => <NotificationCentre unread={unread} close={close} />}
    </Popover>
  );
}
