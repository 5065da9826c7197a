import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { attempt } from '../../../audience/web/contacts.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { later } from '../../../web/ui/later.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { discardDraft, newDraft, propose, withdraw, type Side, type WholeModel } from '../score-models.ts';
import { simulate } from '../simulation/simulations.ts';

const SignDialog = later(async () => (await import('./SignDialog.tsx')).SignDialog);

/** What can be done with a version in its state, by whoever looks at it. */
export function ModelActions({ model }: { model: WholeModel }) {
  const mayEdit = useMay('score-models.edit');
  const [signing, setSigning] = useState<Side>();
  const { state, maySign } = model;
  return (
    <>
      {mayEdit && <Other model={model} />}
      {mayEdit && (state === 'draft' || state === 'proposed') && <Simulate model={model} />}
      {mayEdit && state === 'draft' && <Propose model={model} />}
      {maySign.map((side) => (
        <Button key={side} primary={side === maySign[0]} onClick={() => setSigning(side)}>
          Sign for {side}
        </Button>
      ))}
      {signing !== undefined && (
        <SignDialog model={model} side={signing} onClose={() => setSigning(undefined)} />
      )}
    </>
  );
}

function Simulate({ model }: { model: WholeModel }) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await attempt(async () => {
      await simulate(model.id);
      await navigate({ to: '.', search: { tab: 'simulation' }, replace: true });
    });
    setBusy(false);
  };
  return (
    <Button icon="play" busy={busy} onClick={() => void run()}>
      Simulate
    </Button>
  );
}

function Propose({ model }: { model: WholeModel }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await attempt(async () => {
      await propose(model.id);
      toast('Proposed to both sides', { undo: () => withdraw(model.id) });
    });
    setBusy(false);
  };
  return (
    <Button primary busy={busy} onClick={() => void run()}>
      Propose
    </Button>
  );
}

/** What one seldom wants: a copy to go on from, to take it back, to discard it. */
function Other({ model }: { model: WholeModel }) {
  const navigate = useNavigate();
  const [discarding, setDiscarding] = useState(false);
  const { id, number, state } = model;
  const copy = () =>
    void attempt(async () => {
      const draft = await newDraft(id);
      await navigate({ to: `/score/models/${draft.id}` });
    });
  return (
    <>
      <Menu
        label="More"
        align="end"
        renderTrigger={(trigger) => <IconButton icon="more" label="More" {...trigger} />}
        items={[
          { label: 'New version based on this one', icon: 'copy', onSelect: copy },
          state === 'proposed' && {
            label: 'Withdraw',
            icon: 'undo',
            onSelect: () => void attempt(() => withdraw(id)),
          },
          state === 'draft' && {
            label: 'Discard the draft',
            icon: 'bin',
            danger: true,
            onSelect: () => setDiscarding(true),
          },
        ]}
      />
      {discarding && (
        <ConfirmDialog
          title={`Discard version ${number}?`}
          confirm="Discard"
          onClose={() => setDiscarding(false)}
          onConfirm={async () => {
            await navigate({ to: '/score' });
            await discardDraft(id);
          }}
        >
          Its rules and its simulations are gone for good. No other version changes.
        </ConfirmDialog>
      )}
    </>
  );
}
