import '../touchpoints.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useActivity } from '../../../audience/web/contacts.ts';
import { tell } from '../../../audience/web/record/activity.ts';
import type { RecordRef } from '../../../web/room.ts';
import { timelineQuery } from '../touchpoints.ts';
import { MergedTimeline } from './MergedTimeline.tsx';
import { showsTouches, useTimelineSearch } from './search.ts';
import { useChangeStream, useTouchStream } from './streams.tsx';
import { TimelineFilters } from './TimelineFilters.tsx';

/** Everything that happened with a contact on one line: touches of both teams, and what colleagues changed. */
export function TouchTimeline({ record: { id } }: { record: RecordRef }) {
  const search = useTimelineSearch();
  const query = useInfiniteQuery({ ...timelineQuery(id, search), enabled: showsTouches(search) });
  const touches = useTouchStream(query, search);
  const changes = useChangeStream(useActivity(id), search, tell);
  return (
    <MergedTimeline
      streams={[touches, changes]}
      search={search}
      filters={<TimelineFilters contactId={id} search={search} />}
    />
  );
}
