import { useId } from 'react';
import type { Form } from '../../../web/forms/use-form.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { sourceChoices } from '../../../audience/web/words.ts';
import { useKinds } from '../kinds.ts';
import { fieldsFor, otherKinds, type CallKind, type LogValues, type What } from './log-form.ts';

const choices: { value: What; label: string; icon: IconName }[] = [
  { value: 'call', label: 'Call', icon: 'phone' },
  { value: 'visit', label: 'Visit', icon: 'visit' },
  { value: 'meeting', label: 'Meeting', icon: 'team' },
  { value: 'demo', label: 'Demo', icon: 'screen' },
  { value: 'note', label: 'Note', icon: 'note' },
  { value: 'word_of_mouth', label: 'Word of mouth', icon: 'message' },
  { value: 'heard_of_us', label: 'Heard of us', icon: 'radio' },
  { value: 'other', label: 'Other', icon: 'more' },
];

const calls: { value: CallKind; label: string }[] = [
  { value: 'call_cold', label: 'Cold' },
  { value: 'call_warm', label: 'Warm' },
  { value: 'call_inbound', label: 'They called' },
];

/** What it was, in one tap; and what only a call or a rumour asks for. */
export function WhatChoice({ form }: { form: Form<LogValues> }) {
  const name = useId();
  const { what, call } = form.values;
  const others = otherKinds(useKinds()).map(({ kind, label }) => ({ value: kind, label }));
  return (
    <>
      <fieldset className="what-choice">
        <legend className="label">What</legend>
        {choices.map(({ value, label, icon }) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              checked={what === value}
              onChange={() => form.set('what', value)}
            />
            <span>
              <Icon name={icon} />
              {label}
            </span>
          </label>
        ))}
      </fieldset>
      {what === 'call' && (
        <Segmented
          label="Kind of call"
          value={call}
          choices={calls}
          onChange={(next) => form.set('call', next)}
        />
      )}
      {what === 'other' && (
        <Field label="Kind" error={form.error('other')}>
          <Select {...form.field('other')} choices={others} placeholder="Choose" />
        </Field>
      )}
      {fieldsFor(what).heardOn && (
        <Field label="Where they heard of us" error={form.error('channel')}>
          <Select
            {...form.field('channel')}
            choices={sourceChoices.filter(({ value }) => value !== 'unknown')}
            placeholder="Choose"
          />
        </Field>
      )}
    </>
  );
}
