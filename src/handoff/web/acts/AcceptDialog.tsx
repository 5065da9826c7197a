import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { minorOf } from '../../../touchpoints/web/log/amount.ts';
import type { Form } from '../../../web/forms/use-form.ts';
import { useMay } from '../../../web/session.ts';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { judge, type NewVerdict } from '../handoffs.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import type { ActOf } from './open-act.ts';
import { workspaceQuery } from '../workspace-currency.ts';
import { useActForm } from './use-act-form.ts';

type AcceptValues = {
  withDeal: boolean;
  name: string;
  amount: string;
  currency: string;
  closeOn: string;
  words: string;
};

export function AcceptDialog({ handoff }: ActOf<'accept'>) {
  const { data, isPending } = useQuery(workspaceQuery);
  // One form for its life: the currency is asked for before the first one only.
  if (isPending) return null;
  return <AcceptForm handoff={handoff} currency={data?.currency ?? 'EUR'} />;
}

function AcceptForm({ handoff, currency }: { handoff: ActOf<'accept'>['handoff']; currency: string }) {
  const { contact } = handoff;
  const mayDeal = useMay('deals.edit');
  const navigate = useNavigate();
  const { form, close } = useActForm<AcceptValues>({
    draft: `accept ${handoff.id}`,
    fresh: {
      withDeal: mayDeal,
      name: contact.companyName ?? contact.name,
      amount: '',
      currency,
      closeOn: '',
      words: '',
    },
    check: checkAccept,
    submit: async (values) => {
      const { dealId } = await judge(handoff, acceptanceOf(values));
      if (dealId === null) toast(`${contact.name} accepted`);
      else {
        const run = () => void navigate({ to: `/deals/${dealId}` });
        toast(`${contact.name} accepted, deal opened`, { action: { label: 'Open the deal', run } });
      }
    },
  });
  return (
    <FormDialog title={`Accept ${contact.name}`} form={form} submit="Accept" onClose={close}>
      {mayDeal && (
        <Checkbox
          checked={form.values.withDeal}
          onChange={(withDeal) => form.set('withDeal', withDeal)}
          label="Open a deal with it"
        />
      )}
      {form.values.withDeal && <DealFields form={form} />}
      <Field label="Words" optional error={form.error('words')} hint="Marketing reads them, too.">
        <TextArea {...form.field('words')} rows={2} placeholder="Three salons, wants to begin in March" />
      </Field>
    </FormDialog>
  );
}

function DealFields({ form }: { form: Form<AcceptValues> }) {
  return (
    <>
      <Field label="Deal" error={form.error('name')}>
        <TextInput {...form.field('name')} maxLength={300} data-autofocus />
      </Field>
      <div className="act-pair">
        <Field label={`Amount, ${form.values.currency}`} optional error={form.error('amount')}>
          <TextInput {...form.field('amount')} inputMode="decimal" placeholder="1,640" />
        </Field>
        <Field label="Expected close" optional error={form.error('closeOn')}>
          <TextInput {...form.field('closeOn')} type="date" />
        </Field>
      </div>
    </>
  );
}

export function checkAccept({ withDeal, name, amount, currency }: AcceptValues) {
  const wrong: Partial<Record<keyof AcceptValues, string>> = {};
  if (!withDeal) return wrong;
  if (name.trim() === '') wrong.name = 'Enter a name for the deal.';
  if (amount.trim() !== '' && minorOf(amount, currency) === undefined)
    wrong.amount = 'Enter an amount such as 1,640.';
  return wrong;
}

export function acceptanceOf({ withDeal, name, amount, currency, closeOn, words }: AcceptValues): NewVerdict {
  const minor = minorOf(amount, currency) ?? null;
  const deal = {
    name: name.trim(),
    amount: minor,
    currency: minor === null ? null : currency,
    expectedCloseOn: closeOn === '' ? null : closeOn,
  };
  return {
    verdict: 'accepted',
    ...(words.trim() === '' ? {} : { words: words.trim() }),
    ...(withDeal ? { deal } : {}),
  };
}
