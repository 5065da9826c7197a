import { teamOf, useColleagues } from '../../../audience/web/people.ts';
import { asProblem } from '../../../web/problem.ts';
import { AuditTrail } from '../../../web/record/AuditTrail.tsx';
import { useTimeZone } from '../../../web/session.ts';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { useDealActivity, type Deal } from '../deals.ts';
import { tellOfDeal } from './activity.ts';

/** What was done with this deal, in words, newest first. */
export function DealHistory({ deal: { id, currency } }: { deal: Deal }) {
  const query = useDealActivity(id);
  const colleagues = useColleagues();
  const timeZone = useTimeZone();
  if (query.isPending) return <Skeleton lines={4} />;
  if (query.data === undefined) return <FormError problem={asProblem(query.error)} />;
  const names = new Map(query.data.pages.flatMap((page) => page.people).map((one) => [one.id, one.name]));
  const known = { nameOf: (one: string) => names.get(one), currency, timeZone };
  const items = query.data.pages
    .flatMap((page) => page.items)
    .map((activity) => ({
      id: activity.id,
      at: activity.at,
      actor: { name: activity.actor.name, team: teamOf(colleagues.get(activity.actor.id ?? '')) },
      ...tellOfDeal(activity, known),
    }));
  const more = query.hasNextPage
    ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
    : undefined;
  return <AuditTrail items={items} more={more} />;
}
