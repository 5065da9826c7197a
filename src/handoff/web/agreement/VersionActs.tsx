import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { draftVersion, signVersion, withdrawVersion, type Side, type WholeAgreement } from './agreements.ts';

/** What one may do with a version that is not a draft: sign it, withdraw it, start the next from it. */
export function VersionActs({ agreement }: { agreement: WholeAgreement }) {
  const { id, number, state, may, signed } = agreement;
  const mayEdit = useMay('agreements.edit');
  const navigate = useNavigate();
  const [signing, setSigning] = useState<Side>();
  const next = async () => {
    try {
      const draft = await draftVersion(id);
      await navigate({ to: '/agreement/versions/$id', params: { id: draft.id } });
    } catch (thrown) {
      toast(asProblem(thrown).detail, { wrong: true });
    }
  };
  const withdraw = async () => {
    try {
      await withdrawVersion(id);
      toast(`Version ${number} is withdrawn. A new version can start from it.`);
    } catch (thrown) {
      toast(asProblem(thrown).detail, { wrong: true });
    }
  };
  const isLast = signing !== undefined && signed[signing === 'sales' ? 'marketing' : 'sales'] !== null;
  return (
    <>
      {may.withdraw && <Button onClick={() => void withdraw()}>Withdraw</Button>}
      {state !== 'proposed' && mayEdit && (
        <Button icon="edit" onClick={() => void next()}>
          New version from this
        </Button>
      )}
      {may.sign.map((side, place) => (
        <Button key={side} primary={place === 0} icon="tick" onClick={() => setSigning(side)}>
          Sign for {side}
        </Button>
      ))}
      {signing !== undefined && (
        <ConfirmDialog
          title={`Sign version ${number} for ${signing}`}
          confirm={`Sign for ${signing}`}
          keep="Not yet"
          onConfirm={async () => {
            await signVersion(id, signing);
            toast(isLast ? `Version ${number} is in force.` : `Signed for ${signing}.`);
          }}
          onClose={() => setSigning(undefined)}
        >
          {isLast
            ? 'With your signature it comes into force at once, and the version before it retires. Leads that are being worked on keep their terms. A signature cannot be taken back.'
            : 'It comes into force when the other side has signed, too. A signature cannot be taken back.'}
        </ConfirmDialog>
      )}
    </>
  );
}
