import '../styles/notifications.css';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../api.ts';
import { asProblem } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FormError } from '../ui/FormError.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

type Notification = {
  id: string;
  kind: string;
  title: string;
  body: string | null;
  path: string | null;
  readAt: string | null;
  createdAt: string;
};
type NotificationPage = { items: Notification[]; next: string | null };

export default function NotificationCentre({ unread, close }: { unread: number; close: () => void }) {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ['notifications'] });
  const list = useInfiniteQuery({
    queryKey: ['notifications', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.get<NotificationPage>('/api/notifications', { search: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const read = useMutation({
    mutationFn: (id: string) => api.put(`/api/notifications/${id}/reading`),
    onSettled: again,
  });
  const readAll = useMutation({
    mutationFn: () => api.post('/api/notifications/readings'),
    onSettled: again,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="notices">
      <header>
        <h2 className="grow">Notifications</h2>
        {unread > 0 && (
          <Button small ghost icon="tick" busy={readAll.isPending} onClick={() => readAll.mutate()}>
            Mark all as read
          </Button>
        )}
      </header>
      {list.isPending && <Skeleton lines={4} />}
      {list.isError && <FormError problem={asProblem(list.error)} />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState icon="bell" title="Nothing new">
          Leads handed to you, mentions, replies and finished imports appear here.
        </EmptyState>
      )}
      <ul>
        {items.map((item) => (
          <NotificationLine
            key={item.id}
            item={item}
            onOpen={() => {
              if (item.readAt === null) read.mutate(item.id);
              if (item.path !== null) close();
            }}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button small ghost wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </div>
  );
}

function NotificationLine({ item, onOpen }: { item: Notification; onOpen: () => void }) {
  const content: ReactNode = (
    <>
      <span className="dot" />
      <span className="title">
        {item.title}
        {item.readAt === null && <span className="sr"> (new)</span>}
      </span>
      <span className="small faint">
        <RelativeTime at={item.createdAt} />
      </span>
      {item.body !== null && item.body !== '' && <span className="more">{item.body}</span>}
    </>
  );
  return (
    <li className={item.readAt === null ? 'unread' : undefined}>
      {item.path === null ? (
        <button type="button" onClick={onOpen}>
          {content}
        </button>
      ) : (
        <Link to={item.path} onClick={onOpen}>
          {content}
        </Link>
      )}
    </li>
  );
}
