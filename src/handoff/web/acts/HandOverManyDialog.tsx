import { useNavigate } from '@tanstack/react-router';
import { chosenFrom } from '../../../audience/web/list/bulk.ts';
import { endOf } from '../../../audience/web/operation.ts';
import { about, count, counted } from '../../../web/numbers.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { refreshHandoffs } from '../handoffs.ts';
import { handedWords, startHandOver } from '../handed/handed.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import type { ActOf } from './open-act.ts';
import { useActForm } from './use-act-form.ts';

/** Seconds for which the end is waited for; the panel tells of it all the same. */
const patience = 600;

/** Many leads to sales at once. It cannot be taken back, because reps begin at once: so it says what will happen. */
export function HandOverManyDialog({ selection }: ActOf<'hand-over-many'>) {
  const navigate = useNavigate();
  const { form, close } = useActForm<{ note: string }>({
    draft: 'hand-over-many',
    fresh: { note: '' },
    submit: async ({ note }) => {
      const { id } = await startHandOver({
        ...chosenFrom(selection),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      });
      selection.clear();
      toast('They are being handed to sales in the background');
      const open = { label: 'See who', run: () => void navigate({ to: `/handoff/handed/${id}` }) };
      // Nobody waits for it in the dialog.
      void endOf(id, patience).then(async (ended) => {
        await refreshHandoffs();
        if (ended?.state === 'done') toast(handedWords(ended.result ?? {}), { action: open });
      });
    },
  });
  const many = selection.exact ? count(selection.count) : about(selection.count);
  const title = `Hand ${selection.exact ? counted(selection.count, 'contact', 'contacts') : `${many} contacts`} to sales`;
  return (
    <FormDialog title={title} form={form} submit={`Hand ${many} over`} onClose={close}>
      <p className="muted">
        The routing gives each to a rep, whose clocks begin at once. Left out is who is with sales already,
        whom sales rejected before, and whom nobody can reach; the result names them.
      </p>
      <Field label="What the reps should know" optional error={form.error('note')}>
        <TextArea
          {...form.field('note')}
          rows={3}
          maxLength={2000}
          placeholder="All took the care guide at Salon North"
          data-autofocus
        />
      </Field>
    </FormDialog>
  );
}
