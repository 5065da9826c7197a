import '../touchpoints.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useCompanyActivity, useFamily, usePeopleOf } from '../../../audience/web/companies/companies.ts';
import { tellOfCompany } from '../../../audience/web/companies/record/activity.ts';
import type { Activity, NameOf } from '../../../audience/web/record/activity.ts';
import type { RecordRef } from '../../../web/room.ts';
import { Switch } from '../../../web/ui/Switch.tsx';
import { companyFacetsQuery, companyTimelineQuery, type CompanyTouchpoint } from '../touchpoints.ts';
import { MergedTimeline } from './MergedTimeline.tsx';
import { showsTouches, useTimelineSearch } from './search.ts';
import { useChangeStream, useTouchStream } from './streams.tsx';
import { TimelineFilters } from './TimelineFilters.tsx';

/** Everything that happened with the people of a company on one line, and what colleagues changed on its record. */
export function CompanyTimeline({ record: { id } }: { record: RecordRef }) {
  const search = useTimelineSearch();
  const query = useInfiniteQuery({ ...companyTimelineQuery(id, search), enabled: showsTouches(search) });
  const touches = useTouchStream(query, search, person);
  const changes = useChangeStream(useCompanyActivity(id), search, useTell(id));
  const facets = useFacets(id, search.subsidiaries ?? false);
  return (
    <MergedTimeline
      streams={[touches, changes]}
      search={search}
      filters={
        <TimelineFilters facets={facets} search={search}>
          <Below id={id} on={search.subsidiaries ?? false} />
        </TimelineFilters>
      }
    />
  );
}

/** How often each occurs is told only where all of the line was looked through. */
function useFacets(id: string, subsidiaries: boolean) {
  const { data } = useQuery(companyFacetsQuery(id, subsidiaries));
  if (data === undefined || data.since === null) return data;
  const values = (some: readonly { value: string }[]) => some.map(({ value }) => ({ value }));
  return { channels: values(data.channels), kinds: values(data.kinds), campaigns: values(data.campaigns) };
}

function person({ contact }: CompanyTouchpoint) {
  return (
    <Link to={`/contacts/${contact.id}`} className="link">
      {contact.name}
    </Link>
  );
}

/** Roles are given to contacts, whom the history knows by their ids only. */
function useTell(id: string) {
  const { data } = usePeopleOf(id);
  const names = useMemo(
    () => new Map(data?.pages.flatMap((page) => page.items).map((one) => [one.id, one.name])),
    [data],
  );
  return useCallback(
    (activity: Activity, nameOf: NameOf) => tellOfCompany(activity, (one) => nameOf(one) ?? names.get(one)),
    [names],
  );
}

/** Offered where companies belong to this one. */
function Below({ id, on }: { id: string; on: boolean }) {
  const navigate = useNavigate();
  const { data } = useFamily(id);
  const has = data?.companies.some(({ parentId }) => parentId === id) ?? false;
  const set = (subsidiaries: boolean) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, subsidiaries: subsidiaries || undefined }),
      replace: true,
      resetScroll: false,
    });
  return has && <Switch checked={on} onChange={set} label="Subsidiaries, too" />;
}
