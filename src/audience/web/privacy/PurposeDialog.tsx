import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { queryClient } from '../../../web/query.ts';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { channelChoices, purposesQuery, type Channel, type Purpose } from '../consent/consent.ts';

type Props = { purpose: Purpose | undefined; onClose: () => void };

export function PurposeDialog({ purpose, onClose }: Props) {
  const form = useForm<{ label: string; wording: string; channels: Channel[] }>({
    initial: {
      label: purpose?.label ?? '',
      wording: purpose?.wording ?? '',
      channels: purpose?.channels ?? ['email'],
    },
    check: ({ label, wording, channels }) => ({
      ...(label.trim() === '' ? { label: 'Give the purpose a name.' } : {}),
      ...(wording.trim() === '' ? { wording: 'Write what people are asked.' } : {}),
      ...(channels.length === 0 ? { channels: 'Choose at least one channel.' } : {}),
    }),
    submit: async (values) => {
      if (purpose === undefined) await api.post('/api/consent-purposes', values);
      else await api.patch(`/api/consent-purposes/${purpose.key}`, values);
      await queryClient.invalidateQueries(purposesQuery);
      onClose();
    },
  });
  const { channels } = form.values;
  const toggle = (channel: Channel) => (on: boolean) =>
    form.set('channels', on ? [...channels, channel] : channels.filter((each) => each !== channel));
  const wrong = form.error('channels');
  return (
    <FormDialog
      title={purpose === undefined ? 'New purpose' : `Edit ${purpose.label}`}
      form={form}
      submit={purpose === undefined ? 'Create purpose' : 'Save'}
      onClose={onClose}
    >
      <Field label="Name" error={form.error('label')}>
        <TextInput {...form.field('label')} placeholder="Newsletter" />
      </Field>
      <Field label="What people are asked" error={form.error('wording')}>
        <TextArea {...form.field('wording')} rows={3} placeholder="Yes, send me the newsletter." />
      </Field>
      <fieldset className="stack">
        <legend>By which ways</legend>
        {channelChoices.map(({ value, label }) => (
          <Checkbox key={value} label={label} checked={channels.includes(value)} onChange={toggle(value)} />
        ))}
        {wrong !== undefined && <p role="alert">{wrong}</p>}
      </fieldset>
    </FormDialog>
  );
}
