import './properties.css';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { currencyChoices } from '../../../workspace/web/settings/choices.ts';
import { ChoiceLines } from './ChoiceLines.tsx';
import type { Property, RecordKind } from './properties.ts';
import { hasChoices, usePropertyForm } from './property-form.ts';
import { typeWords } from './words.ts';

type Props = {
  recordKind: RecordKind;
  /** Left out: a new one. */
  property?: Property;
  onClose: () => void;
};

export function PropertyDialog({ recordKind, property, onClose }: Props) {
  const { form, currency } = usePropertyForm({ recordKind, property, onSaved: onClose });
  const { type } = form.values;
  return (
    <FormDialog
      title={property === undefined ? `New property of ${kindWords[recordKind]}` : `Edit ${property.label}`}
      form={form}
      submit={property === undefined ? 'Create property' : 'Save'}
      onClose={onClose}
      wide
    >
      <Field
        label="Name"
        error={form.error('label')}
        {...(property === undefined
          ? {}
          : { hint: `Programs know it as ${property.key}, whatever its name.` })}
      >
        <TextInput {...form.field('label')} placeholder="Hair type" data-autofocus />
      </Field>
      <TypeChoice {...form.field('type')} error={form.error('type')} />
      {hasChoices(type) && <ChoiceLines {...form.field('choices')} error={form.error('choices')} />}
      {type === 'money' && (
        <Field label="Currency" error={form.error('currency')}>
          <Select {...form.field('currency')} value={currency} choices={currencyChoices(currency)} />
        </Field>
      )}
      <Field label="What it means" optional error={form.error('description')}>
        <TextInput {...form.field('description')} placeholder="As the stylist noted it at the first visit" />
      </Field>
    </FormDialog>
  );
}

const kindWords = { contact: 'contacts', company: 'companies' };

type TypeProps = {
  value: Property['type'];
  onChange: (type: Property['type']) => void;
  error: string | undefined;
};

function TypeChoice({ value, onChange, error }: TypeProps) {
  return (
    <fieldset className="field">
      <legend className="label">Type</legend>
      <div className="type-choices">
        {Object.entries(typeWords).map(([type, { name, hint, icon }]) => (
          <label key={type}>
            <input
              type="radio"
              name="property-type"
              checked={type === value}
              onChange={() => isType(type) && onChange(type)}
            />
            <Icon name={icon} />
            <span className="strong">{name}</span>
            <span className="hint">{hint}</span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <span className="wrong" role="alert">
          <Icon name="warning" size={14} />
          {error}
        </span>
      )}
    </fieldset>
  );
}

function isType(text: string): text is Property['type'] {
  return Object.hasOwn(typeWords, text);
}
