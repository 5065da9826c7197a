import '../../../web/styles/record.css';
import '../score.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { asProblem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { RecordSlot } from '../../../web/record/RecordSlot.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { modelQuery, useDifferences, type WholeModel } from '../score-models.ts';
import { SimulationPanel } from '../simulation/SimulationPanel.tsx';
import { DifferencesView } from './DifferencesView.tsx';
import { ModelActions } from './ModelActions.tsx';
import { ModelLede } from './ModelLede.tsx';
import { RulesEditor } from './RulesEditor.tsx';
import { RulesView } from './RulesView.tsx';
import { WayToForce } from './WayToForce.tsx';

type Tab = 'rules' | 'simulation' | 'differences';

const crumbs = [{ label: 'Hand off' }, { label: 'Score', to: '/score' }];

/** One version: its rules, what it would have done, what it changes, and who signed it. */
export function ModelPage() {
  const { id = '' } = useParams({ strict: false });
  const { data, error } = useQuery(modelQuery(id));
  if (data !== undefined) return <ModelRecord key={`${data.id} ${data.state}`} model={data} />;
  if (error !== null && asProblem(error).status === 404) return <NotFoundPage />;
  return (
    <Page title="Version" crumbs={crumbs}>
      {error === null ? <Skeleton title lines={8} /> : <FormError problem={asProblem(error)} />}
    </Page>
  );
}

function ModelRecord({ model }: { model: WholeModel }) {
  const { tab = 'rules' }: { tab?: Tab } = useSearch({ strict: false });
  const navigate = useNavigate();
  const mayEdit = useMay('score-models.edit');
  const differences = useDifferences(model.id, undefined, model.updatedAt);
  const show = (next: Tab) =>
    void navigate({ to: '.', search: next === 'rules' ? {} : { tab: next }, replace: true });
  return (
    <Page
      title={`Version ${model.number}`}
      crumbs={crumbs}
      lede={<ModelLede model={model} />}
      actions={<ModelActions model={model} />}
    >
      <div className="score-page">
        <div className="score-main">
          <Tabs<Tab>
            label="Parts of this version"
            value={tab}
            onChange={show}
            tabs={[
              { value: 'rules', label: 'Rules' },
              { value: 'simulation', label: 'Simulation' },
              { value: 'differences', label: 'Differences', count: differences.data?.items.length },
            ]}
          >
            <div className="score-tab">
              {tab === 'rules' &&
                (model.state === 'draft' && mayEdit ? (
                  <RulesEditor model={model} />
                ) : (
                  <RulesView model={model} />
                ))}
              {tab === 'simulation' && <SimulationPanel model={model} />}
              {tab === 'differences' && <DifferencesView model={model} />}
            </div>
          </Tabs>
        </div>
        <aside className="score-aside first" aria-label="The way into force">
          <WayToForce model={model} />
          <RecordSlot
            slot="context"
            record={{ kind: 'score-model', id: model.id, name: `Version ${model.number}`, deleted: false }}
          />
        </aside>
      </div>
    </Page>
  );
}
