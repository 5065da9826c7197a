import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { useTimeZone } from '../../../web/session.ts';
import { dayOf } from '../../../web/time.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { setStage, type Deal } from '../deals.ts';
import { lostChoices, lostWords, type LostReason } from '../words.ts';
import { closedAtOf, closedDay } from './closing.ts';

/** Why, in the words of the field and in those of the customer. */
export function LoseDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const timeZone = useTimeZone();
  const now = useNow();
  const form = useForm({
    initial: {
      reason: deal.lostReason ?? '',
      words: deal.lostWords ?? '',
      closedAt: closedDay(deal, timeZone),
    },
    check: ({ reason, words }) => ({
      ...(isReason(reason) ? {} : { reason: 'Choose why it was lost.' }),
      ...(reason === 'other' && words.trim() === '' ? { words: 'Say in a few words what it was.' } : {}),
    }),
    submit: async ({ reason, words, closedAt }) => {
      if (!isReason(reason)) return;
      const said = words.trim() === '' ? {} : { words: words.trim() };
      await setStage(deal, { stage: 'lost', reason, ...said, ...closedAtOf(closedAt, deal, timeZone) });
      onClose();
    },
  });
  return (
    <FormDialog title={`Lost: ${deal.name}`} form={form} submit="Mark as lost" onClose={onClose}>
      <Field label="Why" error={form.error('reason')}>
        <Select {...form.field('reason')} choices={lostChoices} placeholder="Choose a reason" />
      </Field>
      <Field
        label="In words"
        optional={form.values.reason !== 'other'}
        error={form.error('words')}
        hint="What the customer said. Marketing reads it, too."
      >
        <TextArea {...form.field('words')} />
      </Field>
      <Field label="Lost on" error={form.error('closedAt')}>
        <TextInput {...form.field('closedAt')} type="date" max={dayOf(now, timeZone)} />
      </Field>
    </FormDialog>
  );
}

function isReason(reason: string): reason is LostReason {
  return Object.hasOwn(lostWords, reason);
}
