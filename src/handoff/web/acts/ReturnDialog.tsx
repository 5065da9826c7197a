import { useTimeZone } from '../../../web/session.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { dayIn, dayWords } from '../clocks/days.ts';
import { judge, type NewVerdict } from '../handoffs.ts';
import { reasonWords, type Reason } from '../words.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { ChipChoice } from './ChipChoice.tsx';
import type { ActOf } from './open-act.ts';
import { useActForm } from './use-act-form.ts';

type ReturnValues = { reason: Reason | ''; recycleOn: string; words: string };

/** Why leads come back on a day, and why they do not: the likely reasons of each first. */
const forLater: readonly Reason[] = ['bad_timing', 'no_budget', 'not_reached', 'competitor', 'other'];
const forGood: readonly Reason[] = [
  'no_need',
  'wrong_person',
  'no_budget',
  'competitor',
  'not_reached',
  'duplicate',
  'bad_data',
  'spam',
  'other',
];
const choicesFrom = (reasons: readonly Reason[]) =>
  reasons.map((value) => ({ value, label: reasonWords[value] }));
/** A quarter of a year: long enough that something has changed. */
const USUAL_DAYS = 90;

export function RecycleDialog({ handoff }: ActOf<'recycle'>) {
  const timeZone = useTimeZone();
  const tomorrow = dayIn(1, timeZone);
  const { contact } = handoff;
  const { form, close } = useActForm<ReturnValues>({
    draft: `recycle ${handoff.id}`,
    fresh: { reason: '', recycleOn: dayIn(USUAL_DAYS, timeZone), words: '' },
    check: (values) => checkReturn(values, tomorrow),
    submit: async (values) => {
      await judge(handoff, returnOf('recycled', values));
      toast(`${contact.name} goes back to marketing and returns on ${dayWords(values.recycleOn)}`);
    },
  });
  return (
    <FormDialog title={`Not now: ${contact.name}`} form={form} submit="Recycle" onClose={close}>
      <ChipChoice
        legend="Why"
        choices={choicesFrom(forLater)}
        value={form.values.reason}
        onChange={(reason) => form.set('reason', reason)}
        error={form.error('reason')}
      />
      <Field
        label="Comes back on"
        error={form.error('recycleOn')}
        hint="Marketing looks after them until then; on that day they are handed over again by themselves."
      >
        <TextInput {...form.field('recycleOn')} type="date" min={tomorrow} />
      </Field>
      <Words form={form} placeholder="Contract until March, ask for Ana" />
    </FormDialog>
  );
}

export function RejectDialog({ handoff }: ActOf<'reject'>) {
  const { contact } = handoff;
  const { form, close } = useActForm<ReturnValues>({
    draft: `reject ${handoff.id}`,
    fresh: { reason: '', recycleOn: '', words: '' },
    check: (values) => checkReturn(values),
    submit: async (values) => {
      await judge(handoff, returnOf('rejected', values));
      toast(`${contact.name} rejected; marketing is told why`);
    },
  });
  return (
    <FormDialog title={`Reject ${contact.name}`} form={form} submit="Reject" onClose={close}>
      <ChipChoice
        legend="Why"
        choices={choicesFrom(forGood)}
        value={form.values.reason}
        onChange={(reason) => form.set('reason', reason)}
        error={form.error('reason')}
      />
      <Words form={form} placeholder="One chair, no plans to grow" />
      <p className="small muted">
        Rejected leads do not come back by the same rule. What you write helps marketing send better ones.
      </p>
    </FormDialog>
  );
}

type WordsProps = {
  form: ReturnType<typeof useActForm<ReturnValues>>['form'];
  placeholder: string;
};

function Words({ form, placeholder }: WordsProps) {
  const needed = form.values.reason === 'other';
  return (
    <Field label="In your words" optional={!needed} error={form.error('words')}>
      <TextArea {...form.field('words')} rows={3} placeholder={placeholder} />
    </Field>
  );
}

/** `earliest`: of a lead that comes back, the first day on which it may. */
export function checkReturn({ reason, recycleOn, words }: ReturnValues, earliest?: string) {
  const wrong: Partial<Record<keyof ReturnValues, string>> = {};
  if (reason === '') wrong.reason = 'Choose a reason: marketing learns from it.';
  if (reason === 'other' && words.trim() === '') wrong.words = 'Say which one.';
  if (earliest !== undefined && (recycleOn === '' || recycleOn < earliest))
    wrong.recycleOn = 'Choose a day after today.';
  return wrong;
}

export function returnOf(
  verdict: 'recycled' | 'rejected',
  { reason, recycleOn, words }: ReturnValues,
): NewVerdict {
  const said = {
    reason: reason === '' ? ('other' as const) : reason,
    ...(words.trim() === '' ? {} : { words: words.trim() }),
  };
  return verdict === 'recycled' ? { verdict, ...said, recycleOn } : { verdict, ...said };
}
