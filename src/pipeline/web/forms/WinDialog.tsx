import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { useTimeZone } from '../../../web/session.ts';
import { dayOf } from '../../../web/time.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { NO_AMOUNT, plainAmount, readAmount } from '../amount.ts';
import { saveDeal, setStage, useOwnCurrency, type Deal } from '../deals.ts';
import { closedAtOf, closedDay } from './closing.ts';

/** What it was worth in the end, and when. */
export function WinDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const timeZone = useTimeZone();
  const now = useNow();
  const own = useOwnCurrency() ?? 'EUR';
  const currency = deal.currency ?? own;
  const form = useForm({
    initial: { amount: plainAmount(deal.amount, deal.currency), closedAt: closedDay(deal, timeZone) },
    check: ({ amount }) => (readAmount(amount, currency) === undefined ? { amount: NO_AMOUNT } : {}),
    submit: async ({ amount: typed, closedAt }) => {
      const amount = readAmount(typed, currency) ?? null;
      const worth = amount === deal.amount ? deal : await saveDeal(deal, { amount, currency });
      await setStage(worth, { stage: 'won', ...closedAtOf(closedAt, deal, timeZone) });
      onClose();
    },
  });
  return (
    <FormDialog title={`Won: ${deal.name}`} form={form} submit="Mark as won" onClose={onClose}>
      <Field label={`Amount in ${currency}`} optional error={form.error('amount')}>
        <TextInput {...form.field('amount')} inputMode="decimal" placeholder="4,800" />
      </Field>
      <Field
        label="Won on"
        error={form.error('closedAt')}
        {...(deal.contact === null ? {} : { hint: `${deal.contact.name} is a customer from then on.` })}
      >
        <TextInput {...form.field('closedAt')} type="date" max={dayOf(now, timeZone)} />
      </Field>
    </FormDialog>
  );
}
