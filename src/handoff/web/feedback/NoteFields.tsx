import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PersonPicker } from '../../../touchpoints/web/log/PersonPicker.tsx';
import type { Form } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { ChipChoice } from '../acts/ChipChoice.tsx';
import { namesQuery, type Names, type NoteKind } from './feedback.ts';
import { namedLabels, type Named, type NoteValues } from './note-form.ts';
import type { Person } from './open-note.ts';
import { noteChoices, noteIcons } from './words.ts';

/** What they said, and what it is. */
export function NoteFields({ form }: { form: Form<NoteValues> }) {
  const { values } = form;
  return (
    <>
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
    </>
  );
}

const before: Record<Named, keyof Names> = {
  competitor: 'competitors',
  product: 'products',
  store: 'stores',
  place: 'places',
};
const named: readonly Named[] = ['competitor', 'product', 'store', 'place'];

type MoreProps = {
  form: Form<NoteValues>;
  /** Whom it is about: to be chosen, known from where it is written, or not asked for. */
  about: 'choose' | 'kept' | Person;
};

/** What was named, and about whom it is: shown when it is known or asked for. */
export function MoreOfNote({ form, about }: MoreProps) {
  const { values } = form;
  const mayChoose = about === 'choose';
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
      {mayChoose && shown('person') && (
        <Field label="About" optional>
          <PersonPicker value={values.person} onChange={(person) => form.set('person', person)} />
        </Field>
      )}
      {typeof about !== 'string' && <p className="small muted">About {about.name}, on this hand-off.</p>}
      {(closed.length > 0 || (mayChoose && !shown('person'))) && (
        <div className="row wrap">
          {closed.map((name) => (
            <Button key={name} small ghost icon="plus" onClick={() => open(name)}>
              {namedLabels[name]}
            </Button>
          ))}
          {mayChoose && !shown('person') && (
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
