import { asProblem } from '../../../web/problem.ts';
import { AuditTrail } from '../../../web/record/AuditTrail.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import type { useActivity } from '../contacts.ts';
import { teamOf, useColleagues } from '../people.ts';
import { tell } from './activity.ts';

/** What happened to this contact, in words, newest first. */
export function ContactTimeline({ query }: { query: ReturnType<typeof useActivity> }) {
  const colleagues = useColleagues();
  if (query.isPending) return <Skeleton lines={6} />;
  if (query.data === undefined) {
    return (
      <div className="stack">
        <FormError problem={asProblem(query.error)} />
        <div>
          <Button icon="refresh" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </div>
      </div>
    );
  }
  const people = new Map(query.data.pages.flatMap((page) => page.people).map(({ id, name }) => [id, name]));
  const items = query.data.pages
    .flatMap((page) => page.items)
    .map((activity) => ({
      id: activity.id,
      at: activity.at,
      actor: { name: activity.actor.name, team: teamOf(colleagues.get(activity.actor.id ?? '')) },
      ...tell(activity, (id) => people.get(id)),
    }));
  const more = query.hasNextPage
    ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
    : undefined;
  return <AuditTrail items={items} more={more} />;
}
