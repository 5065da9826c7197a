import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type { Form } from '../../../web/forms/use-form.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { repChoices } from '../acts/reps.ts';
import { ChipChoice } from '../acts/ChipChoice.tsx';
import { useReps } from './routing.ts';
import type { RuleDraft } from './rule-draft.ts';

type Props = { form: Form<RuleDraft> };

/** Reps by their weights, a team by theirs, or the queue. */
export function TargetFields({ form }: Props) {
  const { to } = form.values;
  return (
    <>
      <ChipChoice
        legend="Who gets them"
        value={to}
        onChange={(next) => form.set('to', next)}
        choices={[
          { value: 'team', label: 'A team, in turn' },
          { value: 'reps', label: 'Certain reps' },
          { value: 'queue', label: 'The queue' },
        ]}
      />
      {to === 'reps' ? <RepLines form={form} /> : <TeamField form={form} />}
    </>
  );
}

function TeamField({ form }: Props) {
  const { data } = useQuery({
    queryKey: ['teams', 'choices'],
    queryFn: ({ signal }) => api.get<{ items: { id: string; name: string }[] }>('/api/teams', { signal }),
  });
  const choices = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const queue = form.values.to === 'queue';
  return (
    <Field
      label="Team"
      error={form.error('teamId')}
      hint={queue ? 'Whoever of it is free claims them.' : 'Its reps in turn, by their weights.'}
    >
      <Select {...form.field('teamId')} choices={choices} placeholder={queue ? 'All of sales' : 'Choose'} />
    </Field>
  );
}

function RepLines({ form }: Props) {
  const reps = useReps();
  const { reps: chosen } = form.values;
  const nameOf = (id: string) => reps.find((rep) => rep.id === id)?.name ?? 'Somebody who left';
  const others = repChoices(reps).filter(({ value }) => chosen.every(({ repId }) => repId !== value));
  const weigh = (repId: string, weight: string) =>
    form.set(
      'reps',
      chosen.map((each) => (each.repId === repId ? { repId, weight } : each)),
    );
  return (
    <div className="stack">
      {chosen.map(({ repId, weight }) => (
        <div key={repId} className="rep-line">
          <span className="truncate">{nameOf(repId)}</span>
          <TextInput
            small
            inputMode="numeric"
            aria-label={`Weight of ${nameOf(repId)}`}
            value={weight}
            onChange={(next) => weigh(repId, next)}
          />
          <IconButton
            icon="cross"
            label={`Remove ${nameOf(repId)}`}
            onClick={() =>
              form.set(
                'reps',
                chosen.filter((each) => each.repId !== repId),
              )
            }
          />
        </div>
      ))}
      <Field
        label="Add a rep"
        error={form.error('reps')}
        hint="The number is the weight: who has 2 gets twice as many as who has 1."
      >
        <Select
          value=""
          onChange={(repId) => repId !== '' && form.set('reps', [...chosen, { repId, weight: '1' }])}
          choices={others}
          placeholder="Choose"
        />
      </Field>
    </div>
  );
}
