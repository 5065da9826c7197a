import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ListEmpty, ListError, ListWait } from '../../../web/list/ListStates.tsx';
import { useTimeZone } from '../../../web/session.ts';
import '../../../web/styles/list.css';
import { dayHeading, dayOf } from '../../../web/time.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import './audit.css';
import type { AuditEntry, Reading } from './audit.ts';
import { AuditLine } from './AuditLine.tsx';
import { AuditTools } from './AuditTools.tsx';
import { auditQuery, entriesOf, namesOf } from './log.ts';
import { useRecordWords } from './record-words.ts';
import { auditSearch, type AuditSearch } from './search.ts';

export default function AuditPage() {
  const search = auditSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const go = (next: AuditSearch) => void navigate({ to: '.', search: auditSearch(next), replace: true });
  const log = useInfiniteQuery({ ...auditQuery(search), placeholderData: keepPreviousData });
  const pages = log.data?.pages ?? [];
  const entries = entriesOf(pages);
  const reading = { timeZone: useTimeZone(), people: namesOf(pages), words: useRecordWords() };
  const asked = Object.keys(search).length > 0;
  return (
    <Page
      title="Audit log"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="Every change: by whom, on what, from what, to what. Nobody can edit it."
    >
      <AuditTools search={search} change={(part) => go({ ...search, ...part })} clear={() => go({})} />
      {log.isPending && <ListWait />}
      {log.isError && entries.length === 0 && (
        <ListError thrown={log.error} retry={() => void log.refetch()} />
      )}
      {log.isSuccess && entries.length === 0 && (
        <ListEmpty asked={asked} many="changes" empty={<Nothing />} clear={() => go({})} />
      )}
      <Days entries={entries} reading={reading} />
      {log.hasNextPage && (
        <div className="audit-more">
          <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Show earlier
          </Button>
        </div>
      )}
    </Page>
  );
}

function Days({ entries, reading }: { entries: AuditEntry[]; reading: Reading }) {
  const { timeZone } = reading;
  const now = useNow();
  const days = Map.groupBy(entries, ({ at }) => dayOf(new Date(at), timeZone));
  return (
    <div className="audit">
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <h2 className="day">{dayHeading(new Date(ofDay[0]?.at ?? day), now, timeZone)}</h2>
          <ul>
            {ofDay.map((entry) => (
              <AuditLine key={entry.id} entry={entry} reading={reading} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Nothing() {
  return (
    <EmptyState icon="shield" title="Nothing was changed yet">
      As soon as somebody creates, changes or deletes anything, it stands here with the old and the new value.
    </EmptyState>
  );
}
