import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { queryClient } from '../../../web/query.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { sourceChoices } from '../../../audience/web/words.ts';
import { kindsQuery } from '../touchpoints.ts';

const teams = [
  { value: 'marketing', label: 'Marketing' },
  { value: 'sales', label: 'Sales' },
  { value: 'success', label: 'Success' },
];

export function NewKindDialog({ onClose }: { onClose: () => void }) {
  const form = useForm({
    initial: { label: '', kind: '', channel: '', team: '' },
    check: ({ label }) =>
      label.trim() === '' ? { label: 'Enter what it is called, such as Salon training.' } : {},
    submit: async ({ label, kind, channel, team }) => {
      const body = {
        label,
        kind: kind === '' ? nameOf(label) : kind,
        channel: channel || null,
        team: team || null,
      };
      await api.post('/api/touchpoint-kinds', body);
      await queryClient.invalidateQueries({ queryKey: kindsQuery.queryKey });
      onClose();
      toast(`${label} declared`);
    },
  });
  const { label } = form.values;
  return (
    <FormDialog title="Declare a kind of touchpoint" form={form} submit="Declare" onClose={onClose}>
      <Field label="What it is called" error={form.error('label')}>
        <TextInput {...form.field('label')} placeholder="Salon training" maxLength={100} />
      </Field>
      <Field
        label="Name for programs"
        optional
        error={form.error('kind')}
        hint="Events that your sources send under this name become this kind."
      >
        <TextInput
          {...form.field('kind')}
          placeholder={nameOf(label) || 'salon_training'}
          spellCheck={false}
        />
      </Field>
      <Field label="Usual channel" optional error={form.error('channel')}>
        <Select
          {...form.field('channel')}
          choices={sourceChoices.filter(({ value }) => value !== 'unknown')}
          placeholder="None"
        />
      </Field>
      <Field label="Whose work it is" optional error={form.error('team')}>
        <Select {...form.field('team')} choices={teams} placeholder="Nobody’s in particular" />
      </Field>
    </FormDialog>
  );
}

/** 'Salon training' → 'salon_training' */
function nameOf(label: string): string {
  const words = label
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '_');
  return words.replaceAll(/^[_\d]+|_+$/g, '').slice(0, 60);
}
