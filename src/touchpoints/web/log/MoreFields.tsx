import { useState } from 'react';
import type { Form } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { sourceChoices } from '../../../audience/web/words.ts';
import { fieldsFor, type LogValues } from './log-form.ts';
import { localOf } from './when.ts';

/** What can be said but seldom need be: when, if not now, over which channel, and for which campaign. */
export function MoreFields({ form, timeZone }: { form: Form<LogValues>; timeZone: string }) {
  const { values } = form;
  const now = useNow();
  const [open, setOpen] = useState(values.occurredAt !== '' || values.campaign !== '');
  if (!open)
    return (
      <div>
        <Button small ghost icon="clock" onClick={() => setOpen(true)}>
          Now. Another time, channel or campaign
        </Button>
      </div>
    );
  return (
    <div className="talk-fields">
      <Field
        label="When"
        error={form.error('occurredAt')}
        hint={values.occurredAt === '' ? 'Now, if left empty' : undefined}
      >
        <TextInput {...form.field('occurredAt')} type="datetime-local" max={localOf(now, timeZone)} />
      </Field>
      {!fieldsFor(values.what).heardOn && (
        <Field label="Channel" optional error={form.error('channel')}>
          <Select
            {...form.field('channel')}
            choices={sourceChoices.filter(({ value }) => value !== 'unknown')}
            placeholder="The usual one"
          />
        </Field>
      )}
      <Field label="Campaign" optional error={form.error('campaign')}>
        <TextInput {...form.field('campaign')} maxLength={200} />
      </Field>
    </div>
  );
}
