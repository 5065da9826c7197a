import '../contacts.css';
import './segments.css';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { count, counted } from '../../../web/numbers.ts';
import { asProblem } from '../../../web/problem.ts';
import { useSession } from '../../../web/session.ts';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { StateTag, Week } from './columns.tsx';
import { HistoryView } from './HistoryView.tsx';
import { Members } from './Members.tsx';
import { SegmentActions } from './SegmentActions.tsx';
import { findAnew, useSegment, type WholeSegment } from './segments.ts';
import { VersionsView } from './VersionsView.tsx';

type Tab = 'members' | 'history' | 'versions';
const crumbs = [{ label: 'Audience' }, { label: 'Segments', to: '/segments' }];

/** Who is in it, who came and went, and how it was asked. */
export function SegmentPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useSegment(id);
  if (query.data !== undefined) return <Shown segment={query.data} />;
  if (query.isPending) {
    return (
      <Page title="Segment" crumbs={crumbs}>
        <output className="sr">Loading</output>
        <Skeleton title lines={6} />
      </Page>
    );
  }
  const problem = asProblem(query.error);
  if (problem.status === 404) return <NotFoundPage />;
  return (
    <Page title="Segment" crumbs={crumbs}>
      <FormError problem={problem} />
    </Page>
  );
}

function Shown({ segment }: { segment: WholeSegment }) {
  const search: { tab?: Tab } = useSearch({ strict: false });
  const navigate = useNavigate();
  const tab = search.tab ?? 'members';
  const open = (next: Tab) =>
    void navigate({ to: '.', search: next === 'members' ? {} : { tab: next }, replace: true });
  const live = segment.kind === 'live';
  const seesAll = useSeesAll();
  return (
    <Page
      title={segment.name}
      crumbs={crumbs}
      fill
      lede={<Lede segment={segment} />}
      actions={<SegmentActions segment={segment} />}
    >
      <Notice segment={segment} />
      <div className="segment-tabs">
        <Tabs<Tab>
          label={`Parts of ${segment.name}`}
          value={tab}
          onChange={open}
          tabs={[
            { value: 'members', label: 'Contacts', ...(seesAll ? { count: segment.memberCount } : {}) },
            { value: 'history', label: 'Came and went' },
            ...(live ? [{ value: 'versions' as const, label: 'Versions' }] : []),
          ]}
        />
      </div>
      {tab === 'members' && <Members segment={segment} />}
      {tab === 'history' && <HistoryView segment={segment} />}
      {tab === 'versions' && live && <VersionsView segment={segment} />}
    </Page>
  );
}

/** What a segment has is the same for everybody; whom of them one sees is not. */
function useSeesAll(): boolean {
  return useSession()?.scopes['contacts.read'] === 'all';
}

function Lede({ segment }: { segment: WholeSegment }) {
  const { sentence, week, description } = segment;
  const seesAll = useSeesAll();
  return (
    <>
      {sentence}
      {description !== null && <span className="muted"> · {description}</span>}
      <span className="segment-state small">
        <StateTag segment={segment} />
        <span>
          {counted(segment.memberCount, 'contact', 'contacts')}
          {!seesAll && ' in all; listed are those you may see'}
        </span>
        <span>
          <Week week={week} /> in 7 days
        </span>
        {segment.usedBy.length > 0 && (
          <span>part of {segment.usedBy.map(({ name }) => `“${name}”`).join(', ')}</span>
        )}
      </span>
    </>
  );
}

/** While members are found, and when they cannot be kept. */
function Notice({ segment }: { segment: WholeSegment }) {
  if (segment.state === 'finding') {
    const kept =
      segment.memberCount > 0 ? ` Until then you see the ${count(segment.memberCount)} of before.` : '';
    return (
      <p className="notice segment-notice" role="status">
        <span />
        <span>
          The contacts this describes are being found; that takes seconds, or minutes for millions.{kept}
        </span>
      </p>
    );
  }
  if (segment.state !== 'paused') return null;
  return (
    <div className="notice bad segment-notice" role="alert">
      <span />
      <span>
        {segment.problem} The contacts shown are those from before.{' '}
        <Button small onClick={() => void findAnew(segment.id)}>
          Find members again
        </Button>
      </span>
    </div>
  );
}
