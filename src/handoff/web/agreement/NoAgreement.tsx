import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { SampleLink } from '../../../web/ui/SampleLink.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { draftVersion, type Agreement, type WholeAgreement } from './agreements.ts';

type Props = { proposed: WholeAgreement | null; drafts: Agreement[] };

export function NoAgreement({ proposed, drafts }: Props) {
  const may = useMay('agreements.edit');
  const [draft] = drafts;
  return (
    <EmptyState
      icon="shield"
      title={proposed === null ? 'No agreement yet' : 'Not signed by both sides yet'}
      actions={
        <>
          {may && proposed === null && draft === undefined && <Start />}
          {draft !== undefined && (
            <Link className="button primary" to="/agreement/versions/$id" params={{ id: draft.id }}>
              Go on with draft {draft.number}
            </Link>
          )}
          {proposed === null && <SampleLink />}
        </>
      }
    >
      Marketing promises leads worth calling, sales promises to call them in time. Once both have signed,
      every hand-off gets its clocks, and this page shows how both keep their word.
    </EmptyState>
  );
}

function Start() {
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const start = async () => {
    setBusy(true);
    try {
      const { id } = await draftVersion();
      await navigate({ to: '/agreement/versions/$id', params: { id } });
    } catch (thrown) {
      toast(asProblem(thrown).detail, { wrong: true });
      setBusy(false);
    }
  };
  return (
    <Button primary busy={busy} onClick={() => void start()}>
      Start from the usual terms
    </Button>
  );
}
