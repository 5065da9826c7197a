import './tags.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { about, counted } from '../../../web/numbers.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SearchInput } from '../../../web/ui/SearchInput.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import '../../../workspace/web/parts/settings.css';
import { DeleteTag } from './DeleteTag.tsx';
import type { CountedTag } from './tags.ts';

const RenameDialog = later(async () => (await import('./RenameDialog.tsx')).RenameDialog);

type Asked = { what: 'rename' | 'delete'; tag: CountedTag };
type TagPage = { items: CountedTag[]; next: string | null };

/** Every tag there is, how often it stands on a record, and what can be done with it. */
export function TagsPage() {
  const [q, setQ] = useState('');
  const [asked, setAsked] = useState<Asked>();
  const query = useInfiniteQuery({
    queryKey: ['tags', 'list', q],
    queryFn: ({ pageParam, signal }) =>
      api.get<TagPage>('/api/tags', { search: { q, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const close = () => setAsked(undefined);
  return (
    <Page
      title="Tags"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="Words that stand on contacts and companies. Anybody who may edit a record can add one."
    >
      <Loaded query={query} lines={8}>
        {({ pages }) => {
          const tags = pages.flatMap((page) => page.items);
          if (tags.length === 0 && q === '') return <NoTags />;
          return (
            <div className="stack tag-page">
              <div className="narrow">
                <SearchInput label="Find a tag" value={q} onChange={setQ} />
              </div>
              {tags.length === 0 && <p className="muted">No tag of that name.</p>}
              {tags.length > 0 && (
                <ul className="lines">
                  {tags.map((tag) => (
                    <TagLine key={tag.id} tag={tag} ask={(what) => setAsked({ what, tag })} />
                  ))}
                </ul>
              )}
              {query.hasNextPage && (
                <div>
                  <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    Show more
                  </Button>
                </div>
              )}
            </div>
          );
        }}
      </Loaded>
      {asked?.what === 'rename' && <RenameDialog tag={asked.tag} onClose={close} />}
      {asked?.what === 'delete' && <DeleteTag tag={asked.tag} onClose={close} />}
    </Page>
  );
}

function TagLine({ tag, ask }: { tag: CountedTag; ask: (what: Asked['what']) => void }) {
  const mayManage = useMay('properties.manage');
  const filter = [['tags', 'has', [tag.name]]];
  return (
    <li className="tag-line">
      <Icon name="tag" />
      <span className="about">
        <span className="strong">{tag.name}</span>
        <span className="row wrap small">
          {tag.contacts.count > 0 && (
            <Link to="/contacts" search={{ filter }} className="link">
              {words(tag.contacts, 'contact', 'contacts')}
            </Link>
          )}
          {tag.companies.count > 0 && (
            <Link to="/companies" search={{ filter }} className="link">
              {words(tag.companies, 'company', 'companies')}
            </Link>
          )}
          {tag.contacts.count + tag.companies.count === 0 && <span className="muted">On no record</span>}
        </span>
      </span>
      {mayManage && (
        <span className="acts">
          <Button small ghost onClick={() => ask('rename')}>
            Rename
          </Button>
          <Button small ghost danger onClick={() => ask('delete')}>
            Delete
          </Button>
        </span>
      )}
    </li>
  );
}

function NoTags() {
  return (
    <EmptyState icon="tag" title="No tags yet">
      Tag contacts on their page, or many at once in the list: what they came for, whom they know, which
      mailing they asked for. Tags that you filter by often may better be a property.
    </EmptyState>
  );
}

function words({ count, exact }: CountedTag['contacts'], one: string, many: string): string {
  return exact ? counted(count, one, many) : `${about(count)} ${many}`;
}
