import { useNavigate } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { refreshSegments, type WholeSegment } from './segments.ts';

type Props = {
  onClose: () => void;
  /** Left out: its page is opened. */
  onMade?: (list: WholeSegment) => void;
};

/** A list begins empty; people are put on it from wherever contacts are listed. */
export function NewListDialog({ onClose, onMade }: Props) {
  const navigate = useNavigate();
  const form = useForm({
    initial: { name: '' },
    submit: async ({ name }) => {
      const list = await api.post<WholeSegment>('/api/segments', { name, kind: 'list' });
      await refreshSegments();
      if (onMade) onMade(list);
      else await navigate({ to: `/segments/${list.id}` });
      if (onMade) onClose();
    },
  });
  return (
    <FormDialog title="New list" form={form} submit="Create list" onClose={onClose}>
      <Field label="Name" error={form.error('name')}>
        <TextInput {...form.field('name')} placeholder="Salon North guests" />
      </Field>
    </FormDialog>
  );
}
