import './feedback.css';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent } from 'react';
import { PersonPicker } from '../../../touchpoints/web/log/PersonPicker.tsx';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm, type Form } from '../../../web/forms/use-form.ts';
import { queryClient } from '../../../web/query.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { ChipChoice } from '../acts/ChipChoice.tsx';
import { FEEDBACK, namesQuery, type FieldNote, type Names } from './feedback.ts';
import {
  check,
  keepDraft,
  keptDraft,
  namedLabels,
  noteOf,
  valuesFor,
  type Named,
  type NoteValues,
} from './note-form.ts';
import { closeNote, type NoteAsk, type Person } from './open-note.ts';
import { noteChoices, noteIcons } from './words.ts';
import type { NoteKind } from './feedback.ts';

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
  const body = useRef<HTMLDivElement>(null);
  const send = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    body.current?.closest('form')?.requestSubmit();
  };
  return (
    <FormDialog title="Field note" form={form} submit="Keep it" onClose={close}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- ⌘ Enter, from whatever field one is in */}
      <div className="stack loose note-form" ref={body} onKeyDown={send}>
        <Field label="What did they say?" error={form.error('words')}>
          <TextArea
            {...form.field('words')}
            rows={4}
            maxLength={4_000}
            data-autofocus
            placeholder="In their words, if you can."
          />
        </Field>
        <ChipChoice<NoteKind>
          legend="What is it?"
          value={values.kind}
          onChange={(kind) => form.set('kind', kind)}
          error={form.error('kind')}
          choices={noteChoices.map(({ value, label }) => ({
            value: value as NoteKind,
            label: (
              <>
                <Icon name={noteIcons[value as NoteKind]} size={14} /> {label}
              </>
            ),
          }))}
        />
        <More form={form} fixed={ask.handoffId === undefined ? undefined : ask.person} />
      </div>
    </FormDialog>
  );
}

const before: Record<Named, keyof Names> = {
  competitor: 'competitors',
  product: 'products',
  store: 'stores',
  place: 'places',
};
const named: readonly Named[] = ['competitor', 'product', 'store', 'place'];

/** What was named, and about whom it is: shown when it is known or asked for. */
function More({ form, fixed }: { form: Form<NoteValues>; fixed: Person | undefined }) {
  const { values } = form;
  const names = useQuery(namesQuery).data;
  const [opened, setOpened] = useState<ReadonlySet<Named | 'person'>>(
    new Set(values.person === undefined ? [] : ['person']),
  );
  const shown = (name: Named | 'person') =>
    opened.has(name) ||
    (name !== 'person' && values[name] !== '') ||
    (name === 'competitor' && values.kind === 'competitor');
  const open = (name: Named | 'person') => setOpened(new Set([...opened, name]));
  const closed = named.filter((name) => !shown(name));
  return (
    <>
      {named.filter(shown).map((name) => (
        <NamedField key={name} name={name} form={form} known={names?.[before[name]] ?? []} />
      ))}
      {fixed === undefined && shown('person') && (
        <Field label="About" optional>
          <PersonPicker value={values.person} onChange={(person) => form.set('person', person)} />
        </Field>
      )}
      {fixed !== undefined && <p className="small muted">About {fixed.name}, on this hand-off.</p>}
      {(closed.length > 0 || (fixed === undefined && !shown('person'))) && (
        <div className="row wrap">
          {closed.map((name) => (
            <Button key={name} small ghost icon="plus" onClick={() => open(name)}>
              {namedLabels[name]}
            </Button>
          ))}
          {fixed === undefined && !shown('person') && (
            <Button small ghost icon="contact" onClick={() => open('person')}>
              About somebody
            </Button>
          )}
        </div>
      )}
    </>
  );
}

type NamedProps = { name: Named; form: Form<NoteValues>; known: readonly string[] };

/** A name of before in one tap, a new one typed. */
function NamedField({ name, form, known }: NamedProps) {
  const value = form.values[name];
  const offered = known.filter((each) => each.toLowerCase().includes(value.trim().toLowerCase())).slice(0, 6);
  return (
    <div className="stack">
      <Field label={namedLabels[name]} optional error={form.error(name)}>
        <TextInput {...form.field(name)} maxLength={120} />
      </Field>
      {offered.length > 0 && !offered.includes(value) && (
        <div className="row wrap" role="group" aria-label={`${namedLabels[name]} named before`}>
          {offered.map((each) => (
            <Button key={each} small onClick={() => form.set(name, each)}>
              {each}
            </Button>
          ))}
        </div>
      )}
    </div>
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
