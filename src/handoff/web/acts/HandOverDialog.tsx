import '../../../touchpoints/web/log/log.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { PersonPicker } from '../../../touchpoints/web/log/PersonPicker.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { openHandoff } from '../handoffs.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import type { ActOf, Person } from './open-act.ts';
import { repChoices, repsQuery } from './reps.ts';
import { useActForm } from './use-act-form.ts';

type Values = { person: Person | undefined; note: string; repId: string };

/** A lead to sales by hand, with a word for whoever gets it. */
export function HandOverDialog({ person }: ActOf<'hand-over'>) {
  const navigate = useNavigate();
  const { data } = useQuery(repsQuery);
  const { form, close } = useActForm<Values>({
    draft: `hand-over ${person?.id ?? ''}`,
    fresh: { person, note: '', repId: '' },
    // Somebody who is not kept yet has nothing to hand over.
    check: ({ person }) =>
      person === undefined || person.id === '' ? { person: 'Choose a contact that is there already.' } : {},
    submit: async ({ person, note, repId }) => {
      const opened = await openHandoff({
        contactId: person?.id ?? '',
        ...(note.trim() === '' ? {} : { note: note.trim() }),
        ...(repId === '' ? {} : { repId }),
      });
      const run = () => void navigate({ to: `/handoff/${opened.id}` });
      const to = opened.rep === null ? 'handed to sales' : `handed to ${opened.rep.name}`;
      toast(`${opened.contact.name} ${to}`, { action: { label: 'Open', run } });
    },
  });
  return (
    <FormDialog title="Hand to sales" form={form} submit="Hand over" onClose={close}>
      <Field label="Who" error={form.error('person')}>
        <PersonPicker value={form.values.person} onChange={(next) => form.set('person', next)} />
      </Field>
      <Field label="What the rep should know" optional error={form.error('note')}>
        <TextArea
          {...form.field('note')}
          rows={3}
          maxLength={2000}
          placeholder="Met at Salon North, wants samples for two salons before Christmas"
          {...(person === undefined ? {} : { 'data-autofocus': true })}
        />
      </Field>
      <Field label="To" optional error={form.error('repId')}>
        <Select
          {...form.field('repId')}
          choices={repChoices(data?.items ?? [])}
          placeholder="Whom the routing chooses"
        />
      </Field>
    </FormDialog>
  );
}
