import '../touchpoints.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useActivity } from '../../../audience/web/contacts.ts';
import { tell } from '../../../audience/web/record/activity.ts';
import type { RecordRef } from '../../../web/room.ts';
import { deletedWords } from '../retention/retention.ts';
import { journeyQuery, timelineQuery, type TimelinePage } from '../touchpoints.ts';
import { MergedTimeline } from './MergedTimeline.tsx';
import { showsTouches, useTimelineSearch } from './search.ts';
import { useChangeStream, useTouchStream } from './streams.tsx';
import { TimelineFilters } from './TimelineFilters.tsx';

/** Everything that happened with a contact on one line: touches of both teams, and what colleagues changed. */
export function TouchTimeline({ record: { id } }: { record: RecordRef }) {
  const search = useTimelineSearch();
  const query = useInfiniteQuery({ ...timelineQuery(id, search), enabled: showsTouches(search) });
  const journey = useQuery(journeyQuery(id));
  const touches = useTouchStream(query, search);
  const changes = useChangeStream(useActivity(id), search, tell);
  return (
    <MergedTimeline
      streams={[touches, changes]}
      search={search}
      filters={<TimelineFilters facets={journey.data?.facets} search={search} />}
      end={<Deleted page={query.data?.pages[0]} />}
    />
  );
}

/** A line that begins in May shall not look as if nothing had been before. */
function Deleted({ page }: { page: TimelinePage | undefined }) {
  const words = page?.deletedBefore && deletedWords(page.deletedBefore);
  return words && <p className="small muted timeline-end">{words}</p>;
}
