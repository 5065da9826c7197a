import { useQuery } from '@tanstack/react-query';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { giveTo } from '../handoffs.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import type { ActOf } from './open-act.ts';
import { repChoices, repsQuery } from './reps.ts';
import { useActForm } from './use-act-form.ts';

/** To another rep, or back to the routing; its clocks go with it. */
export function AssignDialog({ handoff }: ActOf<'assign'>) {
  const { contact, rep } = handoff;
  const { data } = useQuery(repsQuery);
  const choices = repChoices(data?.items ?? [], rep?.id);
  const { form, close } = useActForm<{ repId: string }>({
    draft: `assign ${handoff.id}`,
    fresh: { repId: '' },
    check: ({ repId }) => (rep === null && repId === '' ? { repId: 'Choose a colleague.' } : {}),
    submit: async ({ repId }) => {
      const given = await giveTo(handoff, repId === '' ? null : repId);
      const undo = rep === null ? {} : { undo: () => giveTo(handoff, rep.id) };
      toast(`${contact.name} is with ${given.rep?.name ?? 'the queue'} now`, undo);
    },
  });
  return (
    <FormDialog title={`Assign ${contact.name}`} form={form} submit="Assign" onClose={close}>
      <Field
        label="To"
        error={form.error('repId')}
        hint={rep === null ? undefined : `Now with ${rep.name}. Its clocks go with it.`}
      >
        <Select
          {...form.field('repId')}
          choices={choices}
          placeholder={rep === null ? 'Choose' : 'Back to the routing'}
          data-autofocus
        />
      </Field>
    </FormDialog>
  );
}
