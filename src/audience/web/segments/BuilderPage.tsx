import '../contacts.css';
import '../../../web/styles/list.css';
import './segments.css';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { api } from '../../../web/api.ts';
import { asProblem, type Problem } from '../../../web/problem.ts';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { emptyGroup, isUnfinished, toDraft, toTree, type DraftGroup } from './draft.ts';
import { PreviewPanel } from './PreviewPanel.tsx';
import {
  refreshSegments,
  useOffers,
  usePreview,
  useSegment,
  type Tree,
  type WholeSegment,
} from './segments.ts';
import { TreeEditor } from './TreeEditor.tsx';

const crumbs = [{ label: 'Audience' }, { label: 'Segments', to: '/segments' }];
/** The fingers rest. */
const pause = 300;

/** Conditions are put together here; the sentence and the count follow. */
export function BuilderPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useSegment(id);
  if (id === '') return <Builder key="new" segment={undefined} />;
  if (query.data !== undefined && query.data.tree !== null)
    return <Builder key={query.data.id} segment={query.data} />;
  if (query.isPending) {
    return (
      <Page title="Segment" crumbs={crumbs}>
        <Skeleton title lines={6} />
      </Page>
    );
  }
  return <NotFoundPage />;
}

function Builder({ segment }: { segment: WholeSegment | undefined }) {
  const [name, setName] = useState(segment?.name ?? '');
  const [root, setRoot] = useState(() => startOf(segment));
  const offers = useOffers();
  const tree = useResting(toTree(root));
  const preview = usePreview(tree);
  const saving = useSaving(segment);
  const unfinished = isUnfinished(root);
  const title = segment === undefined ? 'New segment' : segment.name;
  return (
    <Page
      title={title}
      crumbs={crumbs}
      lede={
        tree === undefined ? 'Who is meant? Put the conditions together.' : (preview.data?.sentence ?? '…')
      }
      actions={
        <Button
          primary
          busy={saving.busy}
          disabled={unfinished || name.trim() === ''}
          onClick={() => void saving.save(name, toTree(root))}
        >
          {segment === undefined ? 'Create segment' : 'Save'}
        </Button>
      }
    >
      <div className="segment-builder">
        <div className="stack">
          <FormError problem={saving.problem} />
          <div className="segment-name">
            <Field label="Name" error={saving.problem?.errors.find(({ field }) => field === 'name')?.message}>
              <TextInput
                value={name}
                maxLength={100}
                onChange={setName}
                data-autofocus
                placeholder="Hot prospects in Leeds"
              />
            </Field>
          </div>
          <TreeEditor root={root} offers={offers.data?.items ?? []} onChange={setRoot} />
          {segment !== undefined && (
            <p className="small muted">
              The members of the present version stay until those of the new one are found.
            </p>
          )}
        </div>
        <PreviewPanel preview={preview} asked={tree !== undefined} />
      </div>
    </Page>
  );
}

function startOf(segment: WholeSegment | undefined): DraftGroup {
  return segment?.tree ? toDraft(segment.tree) : emptyGroup();
}

/** The tree once nobody has changed it for a moment. */
function useResting(tree: Tree | undefined): Tree | undefined {
  const written = JSON.stringify(tree);
  const [rested, setRested] = useState(written);
  useEffect(() => {
    const timer = setTimeout(() => setRested(written), pause);
    return () => clearTimeout(timer);
  }, [written]);
  const shown = useDeferredValue(rested);
  return shown === undefined ? undefined : (JSON.parse(shown) as Tree);
}

function useSaving(segment: WholeSegment | undefined) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const save = async (name: string, tree: Tree | undefined) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { name, tree };
      const saved = segment
        ? await api.patch<WholeSegment>(`/api/segments/${segment.id}`, { ...body, version: segment.version })
        : await api.post<WholeSegment>('/api/segments', body);
      await refreshSegments();
      await navigate({ to: `/segments/${saved.id}` });
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, save };
}
