import { queryOptions, useQuery } from '@tanstack/react-query';
import { useOwnerChoices } from '../../../audience/web/people.ts';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm, type Form } from '../../../web/forms/use-form.ts';
import { queryClient } from '../../../web/query.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { FEEDBACK, type FollowUp, type WholeTheme } from './feedback.ts';
import { followUpChoices, stateChoices } from './words.ts';

type Values = Record<'kind' | 'title' | 'words' | 'ownerId' | 'state' | 'outcome' | 'modelId', string>;
type Props = { theme: WholeTheme; followUp: FollowUp | undefined; onClose: () => void };

/** Models that are still being written: one of them may propose the rule. */
const draftsQuery = queryOptions({
  queryKey: ['score-models', 'drafts'],
  queryFn: ({ signal }) =>
    api.get<{ items: { id: string; number: number; state: string }[] }>('/api/score-models', { signal }),
  retry: false,
});

export function FollowUpDialog({ theme, followUp, onClose }: Props) {
  const owners = useOwnerChoices();
  const form = useForm<Values>({
    initial: {
      kind: followUp?.kind ?? 'content_idea',
      title: followUp?.title ?? '',
      words: followUp?.words ?? '',
      ownerId: followUp?.owner?.id ?? '',
      state: followUp?.state ?? 'open',
      outcome: followUp?.outcome ?? '',
      modelId: followUp?.model?.id ?? '',
    },
    check: ({ title }) => (title.trim() === '' ? { title: 'Enter a title.' } : {}),
    submit: async ({ kind, title, words, ownerId, state, outcome, modelId }) => {
      const shared = { title, words, ownerId: ownerId || null, modelId: modelId || null };
      if (followUp === undefined) await api.post(`/api/themes/${theme.id}/follow-ups`, { kind, ...shared });
      else await api.patch(`/api/follow-ups/${followUp.id}`, { ...shared, state, outcome });
      await queryClient.invalidateQueries({ queryKey: FEEDBACK });
      onClose();
    },
  });
  const { kind } = form.values;
  return (
    <FormDialog
      title={followUp === undefined ? `From “${theme.name}”` : 'Change what comes of it'}
      form={form}
      submit={followUp === undefined ? 'Add' : 'Save'}
      onClose={onClose}
    >
      {followUp === undefined && (
        <Field label="It becomes a" error={form.error('kind')}>
          <Select {...form.field('kind')} choices={followUpChoices} />
        </Field>
      )}
      <Field label="Title" error={form.error('title')}>
        <TextInput {...form.field('title')} maxLength={200} data-autofocus />
      </Field>
      <Field label="In words" optional error={form.error('words')}>
        <TextArea {...form.field('words')} rows={3} maxLength={2_000} />
      </Field>
      <Field label="Who looks after it" optional error={form.error('ownerId')}>
        <Select {...form.field('ownerId')} choices={owners} placeholder="Nobody yet" />
      </Field>
      {kind === 'score_rule' && <ModelField {...form.field('modelId')} error={form.error('modelId')} />}
      {followUp !== undefined && <Outcome form={form} />}
    </FormDialog>
  );
}

/** How it stands, and what came of it: asked once there is something to tell. */
function Outcome({ form }: { form: Form<Values> }) {
  const { state } = form.values;
  return (
    <>
      <Field label="How it stands" error={form.error('state')}>
        <Select {...form.field('state')} choices={stateChoices} />
      </Field>
      <Field
        label="What came of it"
        optional={state === 'open' || state === 'doing'}
        error={form.error('outcome')}
        hint="Everybody reads it in Monday’s digest."
      >
        <TextArea {...form.field('outcome')} rows={2} maxLength={2_000} />
      </Field>
    </>
  );
}

type ModelFieldProps = { value: string; onChange: (value: string) => void; error: string | undefined };

function ModelField({ value, onChange, error }: ModelFieldProps) {
  const models = useQuery(draftsQuery).data?.items ?? [];
  const drafts = models.filter(({ id, state }) => state === 'draft' || state === 'proposed' || id === value);
  return (
    <Field
      label="Proposed in"
      optional
      error={error}
      hint={drafts.length === 0 ? 'There is no draft of the model; make one on the page Score.' : undefined}
    >
      <Select
        value={value}
        onChange={onChange}
        placeholder="No draft yet"
        choices={drafts.map(({ id, number, state }) => ({ value: id, label: `Model ${number}, ${state}` }))}
      />
    </Field>
  );
}
