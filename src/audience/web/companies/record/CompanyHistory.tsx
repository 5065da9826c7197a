import { asProblem } from '../../../../web/problem.ts';
import { AuditTrail } from '../../../../web/record/AuditTrail.tsx';
import { FormError } from '../../../../web/ui/FormError.tsx';
import { Skeleton } from '../../../../web/ui/Skeleton.tsx';
import { teamOf, useColleagues } from '../../people.ts';
import { useCompanyActivity, usePeopleOf } from '../companies.ts';
import { tellOfCompany } from './activity.ts';

/** What was changed on this company, in words, newest first. */
export function CompanyHistory({ id }: { id: string }) {
  const query = useCompanyActivity(id);
  const people = usePeopleOf(id);
  const colleagues = useColleagues();
  if (query.isPending) return <Skeleton lines={6} />;
  if (query.data === undefined) return <FormError problem={asProblem(query.error)} />;
  const names = new Map(
    [
      ...query.data.pages.flatMap((page) => page.people),
      ...(people.data?.pages.flatMap((page) => page.items) ?? []),
    ].map((one) => [one.id, one.name]),
  );
  const items = query.data.pages
    .flatMap((page) => page.items)
    .map((activity) => ({
      id: activity.id,
      at: activity.at,
      actor: { name: activity.actor.name, team: teamOf(colleagues.get(activity.actor.id ?? '')) },
      ...tellOfCompany(activity, (one) => names.get(one)),
    }));
  const more = query.hasNextPage
    ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
    : undefined;
  return <AuditTrail items={items} more={more} />;
}
