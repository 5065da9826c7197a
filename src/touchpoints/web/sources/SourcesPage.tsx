import './sources.css';
import '../../../workspace/web/parts/settings.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useKeys } from '../../../web/keys.ts';
import { count } from '../../../web/numbers.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { Kinds } from './Kinds.tsx';
import { kindIcons, kindWords, lagWords, sourcesQuery, type Source } from './sources.ts';
import { SourceStateDot } from './SourceStateDot.tsx';

const NewSourceDialog = later(async () => (await import('./NewSourceDialog.tsx')).NewSourceDialog);

export function SourcesPage() {
  const search: { create?: boolean } = useSearch({ strict: false });
  const navigate = useNavigate();
  const mayManage = useMay('sources.manage');
  const sources = useQuery(sourcesQuery);
  const show = (create: boolean) =>
    void navigate({ to: '.', search: create ? { create: true } : {}, replace: true });
  useKeys('Sources', mayManage ? { c: { label: 'New source', run: () => show(true) } } : {});
  const add = mayManage && (
    <Button primary icon="plus" keys="c" onClick={() => show(true)}>
      New source
    </Button>
  );
  return (
    <Page
      title="Sources"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="Where touchpoints come from, and what became of each of them."
      actions={add}
    >
      <div className="stack loose">
        <Loaded query={sources}>{({ items }) => <Lines sources={items} add={add} />}</Loaded>
        <Kinds />
      </div>
      {search.create === true && mayManage && <NewSourceDialog onClose={() => show(false)} />}
    </Page>
  );
}

function Lines({ sources, add }: { sources: Source[]; add: React.ReactNode }) {
  const connected = sources.some(({ kind }) => kind !== 'hand' && kind !== 'import');
  return (
    <>
      {!connected && (
        <EmptyState icon="web" title="No web site or program is connected yet" actions={add}>
          Create a source, paste one line into your pages, and every visit stands on the line of the person
          who made it, beside the calls and visits your colleagues log.
        </EmptyState>
      )}
      <ul className="lines sources">
        {sources.map((source) => (
          <li key={source.id}>
            <Icon name={kindIcons[source.kind]} />
            <span className="about">
              <span className="row wrap">
                <Link to={`/settings/sources/${source.id}`} className="strong cover">
                  {source.name}
                </Link>
                <Tag>{kindWords[source.kind]}</Tag>
              </span>
              <span className="small muted">
                <About source={source} />
              </span>
              {source.lastError !== null && (
                <span className="small negative">
                  {source.lastError} <RelativeTime at={source.lastErrorAt ?? source.createdAt} />
                </span>
              )}
            </span>
            <SourceStateDot source={source} />
            <Icon name="chevronRight" size={14} className="faint" />
          </li>
        ))}
      </ul>
    </>
  );
}

function About({ source: { seen, stored, lastSeenAt, lagMs, kind } }: { source: Source }) {
  if (lastSeenAt === null) return 'Nothing came yet';
  return (
    <>
      {count(seen)} seen, {count(stored)} stored since yesterday · last one <RelativeTime at={lastSeenAt} />
      {kind !== 'hand' && kind !== 'import' && lagMs !== null && ` · lag ${lagWords(lagMs)}`}
    </>
  );
}
