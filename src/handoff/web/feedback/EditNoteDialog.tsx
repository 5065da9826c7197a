import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { toast } from '../../../web/ui/toast.ts';
import { correctNote, type Item } from './feedback.ts';
import { changeOf, check, valuesOf, type NoteValues } from './note-form.ts';
import { MoreOfNote, NoteFields } from './NoteFields.tsx';

/** A note that was misheard or misfiled. Whom it is about stays: delete it and write it about somebody else. */
export function EditNoteDialog({ item, onClose }: { item: Item; onClose: () => void }) {
  const form = useForm<NoteValues>({
    initial: valuesOf(item),
    check,
    submit: async (values) => {
      await correctNote(item, changeOf(values));
      onClose();
      toast('Field note changed');
    },
  });
  return (
    <FormDialog title="Change field note" form={form} submit="Save" onClose={onClose}>
      <div className="stack loose note-form">
        <NoteFields form={form} />
        <MoreOfNote form={form} about="kept" />
      </div>
    </FormDialog>
  );
}
