import '../../web/styles/record.css';
import './score.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { attempt } from '../../audience/web/contacts.ts';
import { asProblem } from '../../web/problem.ts';
import { useMay } from '../../web/session.ts';
import { Button } from '../../web/ui/Button.tsx';
import { ButtonLink } from '../../web/ui/ButtonLink.tsx';
import { Card } from '../../web/ui/Card.tsx';
import { FormError } from '../../web/ui/FormError.tsx';
import { Page } from '../../web/ui/Page.tsx';
import { Skeleton } from '../../web/ui/Skeleton.tsx';
import { GridCard } from './GridCard.tsx';
import { ModelLede } from './model/ModelLede.tsx';
import { RulesView } from './model/RulesView.tsx';
import { currentQuery, newDraft } from './score-models.ts';
import { VersionList } from './VersionList.tsx';

/** The model in force at a glance: who stands where, what counts, and which versions there are. */
export function ScorePage() {
  const current = useQuery(currentQuery);
  const model = current.data;
  return (
    <Page
      title="Score"
      crumbs={[{ label: 'Hand off' }]}
      lede={model === undefined ? undefined : <ModelLede model={model} />}
      actions={
        <>
          <ButtonLink to="/score/check" icon="eye">
            Model check
          </ButtonLink>
          <NewVersion />
        </>
      }
    >
      {current.isError && <FormError problem={asProblem(current.error)} />}
      <div className="score-page">
        <div className="score-main">
          <GridCard />
          {model === undefined ? current.isPending && <Skeleton lines={8} /> : <RulesView model={model} />}
        </div>
        <aside className="score-aside" aria-label="Versions">
          <Card title="Versions">
            <VersionList />
          </Card>
        </aside>
      </div>
    </Page>
  );
}

function NewVersion() {
  const may = useMay('score-models.edit');
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  if (!may) return null;
  const draft = async () => {
    setBusy(true);
    await attempt(async () => {
      const { id } = await newDraft();
      await navigate({ to: `/score/models/${id}` });
    });
    setBusy(false);
  };
  return (
    <Button primary icon="plus" busy={busy} onClick={() => void draft()}>
      New version
    </Button>
  );
}
