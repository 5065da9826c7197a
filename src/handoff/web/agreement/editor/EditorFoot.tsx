import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem, type Problem } from '../../../../web/problem.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { FormError } from '../../../../web/ui/FormError.tsx';
import { toast } from '../../../../web/ui/toast.ts';
import {
  discardVersion,
  proposeVersion,
  saveVersion,
  type Document,
  type WholeAgreement,
} from '../agreements.ts';

type Props = { agreement: WholeAgreement; draft: { document: Document; note: string }; dirty: boolean };

/** Keep it, put it before both sides, or drop it; what went wrong stands above, and what was written stays. */
export function EditorFoot({ agreement, draft, dirty }: Props) {
  const { save, propose, discard, busy, problem } = useActs({ agreement, draft, dirty });
  return (
    <>
      <FormError problem={problem} />
      <div className="row wrap">
        <Button primary busy={busy === 'propose'} onClick={propose}>
          Propose to both sides
        </Button>
        <Button busy={busy === 'save'} disabled={!dirty} onClick={save}>
          Save draft
        </Button>
        <Button ghost icon="bin" busy={busy === 'discard'} onClick={discard}>
          Delete draft
        </Button>
        {dirty && <span className="small muted">Not saved yet</span>}
      </div>
    </>
  );
}

type Act = 'save' | 'propose' | 'discard';

function useActs({ agreement, draft: { document, note }, dirty }: Props) {
  const { id, number } = agreement;
  const [busy, setBusy] = useState<Act>();
  const [problem, setProblem] = useState<Problem>();
  const navigate = useNavigate();
  const run = async (act: Act, work: () => Promise<unknown>) => {
    setBusy(act);
    setProblem(undefined);
    try {
      await work();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(undefined);
    }
  };
  const keep = () => saveVersion(agreement, { document, note: note.trim() === '' ? null : note.trim() });
  const propose = async () => {
    if (dirty) await keep();
    await proposeVersion(id);
    toast(`Version ${number} is proposed to both sides.`);
  };
  const discard = async () => {
    await discardVersion(id);
    toast(`Draft ${number} is deleted.`);
    await navigate({ to: '/agreement' });
  };
  return {
    busy,
    problem,
    save: () =>
      void run('save', async () => {
        await keep();
        toast('Draft saved.');
      }),
    propose: () => void run('propose', propose),
    discard: () => void run('discard', discard),
  };
}
