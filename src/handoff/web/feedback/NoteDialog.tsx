import './feedback.css';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { queryClient } from '../../../web/query.ts';
import { toast } from '../../../web/ui/toast.ts';
import { FEEDBACK, type FieldNote } from './feedback.ts';
import { check, keepDraft, keptDraft, noteOf, valuesFor, type NoteValues } from './note-form.ts';
import { MoreOfNote, NoteFields } from './NoteFields.tsx';
import { closeNote, type NoteAsk, type Person } from './open-note.ts';

/** Under half a minute on a phone: what they said, what it is, and done. All else is one tap away. */
export function NoteDialog({ ask }: { ask: NoteAsk }) {
  const [draft] = useState(keptDraft);
  const form = useForm<NoteValues>({
    initial: draft === undefined ? valuesFor(ask) : { ...draft, person: ask.person ?? draft.person },
    check,
    submit: async (values) => {
      const person = await presentPerson(values.person);
      if (person !== undefined) form.set('person', person);
      await api.post<FieldNote>('/api/field-notes', noteOf(values, person?.id, ask.handoffId));
      keepDraft(undefined);
      closeNote();
      toast(person === undefined ? 'Field note kept' : `Field note about ${person.name} kept`);
      await queryClient.invalidateQueries({ queryKey: FEEDBACK });
      if (person !== undefined) await queryClient.invalidateQueries({ queryKey: ['contact', person.id] });
    },
  });
  const { values } = form;
  const close = () => {
    keepDraft(values);
    closeNote();
  };
  return (
    <FormDialog title="Field note" form={form} submit="Keep it" onClose={close}>
      <div className="stack loose note-form">
        <NoteFields form={form} />
        <MoreOfNote form={form} about={ask.handoffId === undefined ? 'choose' : (ask.person ?? 'choose')} />
      </div>
    </FormDialog>
  );
}

/** Somebody new is made now: nobody stops a conversation to fill in a form first. */
async function presentPerson(person: Person | undefined): Promise<Person | undefined> {
  if (person === undefined || person.id !== '') return person;
  const [givenName, ...rest] = person.name.split(/\s+/);
  const familyName = rest.join(' ');
  const made = await api.post<Person>('/api/contacts', {
    givenName,
    ...(familyName === '' ? {} : { familyName }),
  });
  await queryClient.invalidateQueries({ queryKey: ['contacts'] });
  return { id: made.id, name: made.name };
}
