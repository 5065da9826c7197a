import { FormDialog } from '../forms/FormDialog.tsx';
import { useForm } from '../forms/use-form.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { normal, type ListState } from './list-state.ts';
import { useViewActions, type View } from './views.ts';

type Props = {
  noun: string;
  /** Saves this as a new view … */
  state?: ListState;
  /** … or renames this one. */
  view?: View;
  onSaved?: (view: View) => void;
  onClose: () => void;
};

export function ViewDialog({ noun, state, view, onSaved, onClose }: Props) {
  const { save, change } = useViewActions();
  const form = useForm({
    initial: { name: view?.name ?? '', shared: view?.shared ?? false },
    check: ({ name }) => (name.trim() === '' ? { name: 'Give the view a name.' } : {}),
    submit: async (values) => {
      if (view === undefined)
        onSaved?.(await save.mutateAsync({ noun, ...values, state: normal(state ?? {}) }));
      else await change.mutateAsync({ id: view.id, ...values });
      onClose();
    },
  });
  return (
    <FormDialog
      title={view === undefined ? 'Save view' : 'Rename view'}
      form={form}
      submit="Save"
      onClose={onClose}
    >
      <Field label="Name" error={form.error('name')}>
        <TextInput {...form.field('name')} placeholder="Salon owners, hot first" />
      </Field>
      <Checkbox
        checked={form.values.shared}
        onChange={(on) => form.set('shared', on)}
        label="Share with everybody"
        hint="Others see it among their views; only you can change it."
      />
    </FormDialog>
  );
}
