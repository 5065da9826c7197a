import '../../../touchpoints/web/log/log.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { PersonPicker } from '../../../touchpoints/web/log/PersonPicker.tsx';
import { asProblem } from '../../../web/problem.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import type { Person } from '../acts/open-act.ts';
import { tryRouting } from './routing.ts';
import { blank, questionOf, type Way } from './sample.ts';
import { SampleFields } from './SampleFields.tsx';
import { TrialSteps } from './TrialSteps.tsx';

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
