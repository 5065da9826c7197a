import './log.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useForm, type Form } from '../../../web/forms/use-form.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useTimeZone } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { queryClient } from '../../../web/query.ts';
import { useNamedKinds } from '../kinds.ts';
import { logTouchpoint } from '../touchpoints.ts';
import { kindWord } from '../words.ts';
import { keepDraft, keptDraft } from './draft.ts';
import {
  check,
  fieldsFor,
  isWritten,
  kindOf,
  nameLabels,
  touchpointOf,
  valuesFor,
  type LogValues,
} from './log-form.ts';
import { MoreFields } from './MoreFields.tsx';
import { closeLog, type Employer, type LogAsk, type Person } from './open-log.ts';
import { PersonPicker } from './PersonPicker.tsx';
import { TalkFields } from './TalkFields.tsx';
import { WhatChoice } from './WhatChoice.tsx';

export function LogDialog({ ask }: { ask: LogAsk }) {
  const { data, isPending } = useQuery({
    queryKey: ['workspace'],
    queryFn: ({ signal }) => api.get<{ currency: string }>('/api/workspace', { signal }),
    staleTime: 60 * 60_000,
    retry: false,
  });
  // One form for its life: the currency is asked for before the first one only.
  if (isPending) return null;
  return <LogForm ask={ask} currency={data?.currency ?? 'EUR'} />;
}

function LogForm({ ask, currency }: { ask: LogAsk; currency: string }) {
  const timeZone = useTimeZone();
  const named = useNamedKinds();
  const fresh = valuesFor(ask, currency);
  const [draft, setDraft] = useState(keptDraft);
  const form = useForm<LogValues>({
    initial: draft === undefined ? fresh : { ...draft, person: ask.person ?? draft.person },
    check: (values) => check(values, timeZone),
    submit: async (values) => {
      const person = await presentPerson(values.person, ask.company);
      // Should the next step fail, nobody is made twice.
      form.set('person', person);
      await logTouchpoint(person.id, touchpointOf(values, timeZone));
      keepDraft(undefined);
      closeLog();
      toast(`${kindWord(kindOf(values), named)} with ${person.name} logged`);
    },
  });
  const { values } = form;
  const close = () => {
    keepDraft(isWritten(values) ? values : undefined);
    closeLog();
  };
  return (
    <FormDialog title="Log what happened" form={form} submit="Log it" onClose={close}>
      <div className="stack loose log-form">
        {draft !== undefined && (
          <Unfinished
            discard={() => {
              keepDraft(undefined);
              setDraft(undefined);
              form.reset(fresh);
            }}
          />
        )}
        <Field label="With" error={form.error('person')}>
          <PersonPicker
            value={values.person}
            company={ask.company}
            onChange={(person) => form.set('person', person)}
          />
        </Field>
        <WhatChoice form={form} />
        <TalkFields form={form} />
        <Words form={form} first={ask.person !== undefined && ask.kind !== undefined} />
        <MoreFields form={form} timeZone={timeZone} />
      </div>
    </FormDialog>
  );
}

/** `first`: whom it was with and what it was is known already, so writing begins here. */
function Words({ form, first }: { form: Form<LogValues>; first: boolean }) {
  const { what } = form.values;
  return (
    <>
      {fieldsFor(what).name && (
        <Field label={nameLabels[what]} optional error={form.error('name')}>
          <TextInput {...form.field('name')} maxLength={300} />
        </Field>
      )}
      <Field label="Note" optional={what !== 'note'} error={form.error('note')}>
        <TextArea
          {...form.field('note')}
          rows={3}
          placeholder="What did you learn? Marketing reads it too."
          {...(first ? { 'data-autofocus': true } : {})}
        />
      </Field>
    </>
  );
}

function Unfinished({ discard }: { discard: () => void }) {
  return (
    <div className="row between small muted">
      <span>What you wrote last time is still here.</span>
      <Button small ghost onClick={discard}>
        Start afresh
      </Button>
    </div>
  );
}

/** Somebody new is made now: nobody stops a conversation to fill in a form first. */
async function presentPerson(person: Person | undefined, company: Employer | undefined): Promise<Person> {
  if (person === undefined) throw new Error('Choose whom it was with.');
  if (person.id !== '') return person;
  const [givenName, ...rest] = person.name.split(/\s+/);
  const familyName = rest.join(' ');
  const made = await api.post<Person>('/api/contacts', {
    givenName,
    ...(familyName === '' ? {} : { familyName }),
    ...(company === undefined ? {} : { companyId: company.id }),
  });
  await queryClient.invalidateQueries({ queryKey: ['contacts'] });
  return { id: made.id, name: made.name };
}
