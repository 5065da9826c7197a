import { Field } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { noteAttempt, type NewAttempt } from '../handoffs.ts';
import { kindIcons, kindWords, outcomesOf, outcomeWords, type AttemptKind, type Outcome } from '../words.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { ChipChoice } from './ChipChoice.tsx';
import type { ActOf } from './open-act.ts';
import { useActForm } from './use-act-form.ts';

type AttemptValues = { kind: AttemptKind; outcome: Outcome | ''; words: string };

const kinds = (Object.keys(kindWords) as AttemptKind[]).map((value) => ({
  value,
  label: (
    <>
      <Icon name={kindIcons[value]} size={14} />
      {kindWords[value]}
    </>
  ),
}));

/** What was tried and what came of it, in two taps; it stands on the contact's timeline, too. */
export function AttemptDialog({ handoff, kind, outcome }: ActOf<'attempt'>) {
  const { contact } = handoff;
  const fresh: AttemptValues = { kind, outcome: outcome ?? '', words: '' };
  const { form, close } = useActForm<AttemptValues>({
    draft: `attempt ${handoff.id} ${kind}`,
    fresh,
    check: checkAttempt,
    submit: async (values) => {
      await noteAttempt(handoff, attemptOf(values));
      toast(`${kindWords[values.kind]} with ${contact.name} logged`);
    },
  });
  const { values } = form;
  const choose = (next: AttemptKind) => {
    form.set('kind', next);
    // What cannot come of it is not kept by mistake.
    if (values.outcome !== '' && !outcomesOf[next].includes(values.outcome)) form.set('outcome', '');
  };
  return (
    <FormDialog title={`Log: ${contact.name}`} form={form} submit="Log it" onClose={close}>
      <ChipChoice legend="What you tried" choices={kinds} value={values.kind} onChange={choose} />
      <ChipChoice
        legend="How it ended"
        choices={outcomesOf[values.kind].map((value) => ({ value, label: outcomeWords[value] }))}
        value={values.outcome}
        onChange={(next) => form.set('outcome', next)}
        error={form.error('outcome')}
      />
      <Field label="Words" optional error={form.error('words')}>
        <TextArea {...form.field('words')} rows={2} placeholder="Call back Wednesday, asked for prices" />
      </Field>
    </FormDialog>
  );
}

export function checkAttempt({ outcome }: AttemptValues) {
  return outcome === '' ? { outcome: 'Choose how it ended.' } : {};
}

export function attemptOf({ kind, outcome, words }: AttemptValues): NewAttempt {
  return {
    kind,
    outcome: outcome === '' ? 'no_answer' : outcome,
    ...(words.trim() === '' ? {} : { words: words.trim() }),
  };
}
