import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { asProblem } from '../../../web/problem.ts';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { refreshTags, type NamedTag } from './tags.ts';

type Props = { tag: NamedTag; onClose: () => void };

/** Everywhere at once. Where the new name is a tag already, the two become one, when that is meant. */
export function RenameDialog({ tag, onClose }: Props) {
  const [other, setOther] = useState<NamedTag>();
  const form = useForm({
    initial: { name: tag.name },
    check: ({ name }) => (name.trim() === '' ? { name: 'Enter a name.' } : {}),
    submit: async ({ name }) => {
      try {
        await rename(tag, name, false);
      } catch (thrown) {
        const taken = asProblem(thrown).facts['tag'];
        if (!isTag(taken)) throw thrown;
        return setOther(taken);
      }
      toast(`${tag.name} is ${name.trim()} now`, { undo: () => rename(tag, tag.name, false) });
      return onClose();
    },
  });
  if (other !== undefined) return <MergeDialog tag={tag} other={other} onClose={onClose} />;
  return (
    <FormDialog title={`Rename ${tag.name}`} form={form} submit="Rename everywhere" onClose={onClose}>
      <Field
        label="Name"
        error={form.error('name')}
        hint="On every contact and company. The name of another tag merges the two."
      >
        <TextInput {...form.field('name')} data-autofocus />
      </Field>
    </FormDialog>
  );
}

function MergeDialog({ tag, other, onClose }: Props & { other: NamedTag }) {
  const merge = async () => {
    await rename(tag, other.name, true);
    toast(`${tag.name} is one with ${other.name} now`);
  };
  return (
    <ConfirmDialog
      title={`Merge ${tag.name} into ${other.name}?`}
      confirm="Merge the tags"
      keep="Keep both"
      onConfirm={merge}
      onClose={onClose}
    >
      <p>
        There is a tag {other.name} already. Every record with {tag.name} gets {other.name} instead. Which of
        them had which cannot be told apart afterwards.
      </p>
    </ConfirmDialog>
  );
}

async function rename({ id }: NamedTag, name: string, merge: boolean): Promise<void> {
  await api.patch(`/api/tags/${id}`, { name, merge });
  await refreshTags();
}

function isTag(value: unknown): value is NamedTag {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
}
