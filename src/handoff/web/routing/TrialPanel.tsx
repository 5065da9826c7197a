import '../../../touchpoints/web/log/log.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { countryChoices, languageChoices, sourceChoices, stageChoices } from '../../../audience/web/words.ts';
import { PersonPicker } from '../../../touchpoints/web/log/PersonPicker.tsx';
import { asProblem } from '../../../web/problem.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Select, type Choice } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import type { Person } from '../acts/open-act.ts';
import { tryRouting, type TrialQuestion } from './routing.ts';
import { TrialSteps } from './TrialSteps.tsx';

type Way = 'contact' | 'sample';
export type Sample = { country: string; language: string; city: string; stage: string; source: string };
const blank: Sample = { country: '', language: '', city: '', stage: '', source: '' };

/** "Who would get this?": answered rule by rule, and nothing is changed. `version`: of the routing that is asked. */
export function TrialPanel({ version }: { version: number }) {
  const [way, setWay] = useState<Way>('contact');
  const [person, setPerson] = useState<Person>();
  const [sample, setSample] = useState(blank);
  const question = useDeferredValue(questionOf(way, person, sample));
  const trial = useQuery({
    queryKey: ['routing', 'trial', version, question],
    queryFn: ({ signal }) => tryRouting(question ?? {}, signal),
    enabled: question !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <div className="routing-trial">
      <Card title="Who would get this?">
        <div className="stack loose">
          <Segmented
            label="What is tried"
            value={way}
            onChange={setWay}
            choices={[
              { value: 'contact', label: 'A contact' },
              { value: 'sample', label: 'A made-up lead' },
            ]}
          />
          {way === 'contact' ? (
            <Field label="Contact">
              <PersonPicker
                value={person}
                onChange={(next) => setPerson(next?.id === '' ? undefined : next)}
              />
            </Field>
          ) : (
            <SampleFields sample={sample} onChange={setSample} />
          )}
          {trial.isError && <FormError problem={asProblem(trial.error)} />}
          {question !== undefined && trial.data !== undefined && <TrialSteps trial={trial.data} />}
        </div>
      </Card>
    </div>
  );
}

/** Nothing is asked before there is somebody to ask about. */
export function questionOf(way: Way, person: Person | undefined, sample: Sample): TrialQuestion | undefined {
  if (way === 'contact') return person === undefined ? undefined : { contactId: person.id };
  const given = Object.entries(sample).filter(([, value]) => value.trim() !== '');
  return given.length === 0 ? undefined : { lead: Object.fromEntries(given) };
}

function SampleFields({ sample, onChange }: { sample: Sample; onChange: (sample: Sample) => void }) {
  const set = (part: Partial<Sample>) => onChange({ ...sample, ...part });
  const select = (name: keyof Sample, label: string, choices: readonly Choice[]) => (
    <Field label={label}>
      <Select
        value={sample[name]}
        onChange={(value) => set({ [name]: value })}
        choices={choices}
        placeholder="Not known"
      />
    </Field>
  );
  return (
    <div className="act-pair">
      {select('country', 'Country', countryChoices())}
      {select('language', 'Language', languageChoices(null))}
      <Field label="City">
        <TextInput value={sample.city} onChange={(city) => set({ city })} />
      </Field>
      {select('stage', 'Stage', stageChoices)}
      {select('source', 'Source', sourceChoices)}
    </div>
  );
}
