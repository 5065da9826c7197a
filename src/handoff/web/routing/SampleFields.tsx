import { useState } from 'react';
import { useProperties } from '../../../audience/web/properties/properties.ts';
import { ValueInput } from '../../../audience/web/properties/ValueInput.tsx';
import { countryChoices, languageChoices, sourceChoices, stageChoices } from '../../../audience/web/words.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Select, type Choice } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import type { Sample } from './sample.ts';

type Props = { sample: Sample; onChange: (sample: Sample) => void };

/** What rules can ask of a lead: what they mostly ask first, the rest folded. */
export function SampleFields({ sample, onChange }: Props) {
  const select = (
    name: 'country' | 'language' | 'stage' | 'source',
    label: string,
    choices: readonly Choice[],
  ) => (
    <Field label={label}>
      <Select
        value={sample[name]}
        onChange={(value) => onChange({ ...sample, [name]: value })}
        choices={choices}
        placeholder="Not known"
      />
    </Field>
  );
  return (
    <div className="stack loose">
      <div className="act-pair">
        {select('country', 'Country', countryChoices())}
        {select('language', 'Language', languageChoices(null))}
        <Text name="region" label="Region" sample={sample} onChange={onChange} />
        <Text name="city" label="City" sample={sample} onChange={onChange} />
        {select('stage', 'Stage', stageChoices)}
        {select('source', 'Source', sourceChoices)}
      </div>
      <More sample={sample} onChange={onChange} />
    </div>
  );
}

function More({ sample, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const properties = useProperties('contact');
  const text = { sample, onChange };
  return (
    <details className="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>More that rules can ask for</summary>
      {open && (
        <div className="act-pair">
          <Text name="postalCode" label="Postal code" {...text} />
          <Text name="jobTitle" label="Job title" {...text} />
          <Text name="tags" label="Tags" hint="Separated by commas." {...text} />
          <Text name="companyName" label="Company" {...text} />
          <Text name="industry" label="Industry of the company" {...text} />
          <Text name="employees" label="Employees of the company" numeric {...text} />
          {properties.map((property) => (
            <ValueInput
              key={property.key}
              property={property}
              value={sample.properties[property.key] ?? ''}
              onChange={(value) =>
                onChange({ ...sample, properties: { ...sample.properties, [property.key]: value } })
              }
            />
          ))}
        </div>
      )}
    </details>
  );
}

type TextProps = Props & {
  name: Exclude<keyof Sample, 'properties'>;
  label: string;
  hint?: string;
  numeric?: boolean;
};

function Text({ name, label, hint, numeric = false, sample, onChange }: TextProps) {
  return (
    <Field label={label} hint={hint}>
      <TextInput
        value={sample[name]}
        onChange={(value) => onChange({ ...sample, [name]: value })}
        inputMode={numeric ? 'numeric' : undefined}
      />
    </Field>
  );
}
