import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { refreshSegments, type WholeSegment } from './segments.ts';

export function RenameDialog({ segment, onClose }: { segment: WholeSegment; onClose: () => void }) {
  const form = useForm({
    initial: { name: segment.name, description: segment.description ?? '' },
    submit: async ({ name, description }) => {
      await api.patch(`/api/segments/${segment.id}`, {
        name,
        description: description === '' ? null : description,
      });
      await refreshSegments();
      onClose();
    },
  });
  return (
    <FormDialog title="Name and description" form={form} submit="Save" onClose={onClose}>
      <Field label="Name" error={form.error('name')}>
        <TextInput {...form.field('name')} />
      </Field>
      <Field label="Description" optional error={form.error('description')} hint="What it is for">
        <TextInput {...form.field('description')} />
      </Field>
    </FormDialog>
  );
}
