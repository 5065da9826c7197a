import './feedback.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { counted } from '../../../web/numbers.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { queryClient } from '../../../web/query.ts';
import { act } from '../../../workspace/web/parts/saving.ts';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { reasonWords } from '../words.ts';
import { FEEDBACK, streamQuery, themeQuery, type WholeTheme } from './feedback.ts';
import { FollowUps } from './FollowUps.tsx';
import { MergeTheme } from './MergeTheme.tsx';
import { TickedList } from './TickedList.tsx';
import { Weeks } from './Weeks.tsx';
import { noteWords } from './words.ts';

const crumbs = [{ label: 'Hand off' }, { label: 'Feedback', to: '/feedback' }];

/** One theme: what was said, how often, and what came of it. */
export function ThemePage() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const query = useQuery(themeQuery(id));
  const mayEdit = useMay('themes.edit');
  return (
    <Page
      title={query.data?.name ?? 'Theme'}
      crumbs={crumbs}
      lede={query.data && <Lede theme={query.data} />}
      actions={mayEdit && query.data && <MergeTheme theme={query.data} />}
    >
      <Loaded query={query}>
        {(theme) => (
          <div className="feedback">
            <Said theme={theme} mayEdit={mayEdit} />
            <div className="stack loose">
              <Card title="By week">
                <Weeks weeks={theme.weeks} labelled />
                <div className="row wrap kinds">
                  {theme.kinds.map(({ kind, count }) => (
                    <Tag key={kind}>
                      {noteWords[kind]} {count}
                    </Tag>
                  ))}
                  {theme.reasons.map(({ reason, count }) => (
                    <Tag key={reason} tone="outline">
                      {reasonWords[reason]} {count}
                    </Tag>
                  ))}
                </div>
              </Card>
              <FollowUps theme={theme} mayEdit={mayEdit} />
              {mayEdit && <Rename theme={theme} />}
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Lede({ theme }: { theme: WholeTheme }) {
  return (
    <>
      {counted(theme.notes, 'note', 'notes')}, {counted(theme.verdicts, 'verdict', 'verdicts')}. Made by{' '}
      {theme.madeBy}, <RelativeTime at={theme.madeAt} />.
    </>
  );
}

function Said({ theme, mayEdit }: { theme: WholeTheme; mayEdit: boolean }) {
  const query = useInfiniteQuery(streamQuery({ theme: theme.id }));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const navigate = useNavigate();
  if (query.isSuccess && items.length === 0)
    return (
      <div className="stack">
        <p className="muted">
          Nothing stands in this theme yet. Tick what belongs to it in the stream and put it here.
        </p>
        <div>
          <Button onClick={() => void navigate({ to: '/feedback', search: { theme: 'none' } })}>
            What stands in no theme
          </Button>
        </div>
      </div>
    );
  return (
    <TickedList
      items={items}
      mayTheme={mayEdit}
      theme={theme.id}
      more={query}
      renderEnd={(item) =>
        mayEdit && (
          <Button small ghost onClick={() => void takeOut(theme.id, item.id)}>
            Take out
          </Button>
        )
      }
    />
  );
}

function takeOut(theme: string, item: string) {
  const back = () => api.post(`/api/themes/${theme}/items`, { itemIds: [item] });
  return act(() => api.delete(`/api/themes/${theme}/items/${item}`), 'Taken out', [[...FEEDBACK]], back);
}

function Rename({ theme }: { theme: WholeTheme }) {
  const save = async (name: string | null) => {
    await api.patch(`/api/themes/${theme.id}`, { name });
    await queryClient.invalidateQueries({ queryKey: FEEDBACK });
  };
  return (
    <Card title="Name">
      <InlineEdit label="Name of the theme" value={theme.name} required save={save} may />
    </Card>
  );
}
