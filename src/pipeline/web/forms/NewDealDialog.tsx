import '../../../audience/web/contacts.css';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Found } from '../../../audience/web/find/Finder.tsx';
import { CompanyFinder, ContactFinder } from '../../../audience/web/find/finders.tsx';
import { useOwnerChoices } from '../../../audience/web/people.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm, type Form } from '../../../web/forms/use-form.ts';
import { useSession } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { currencyChoices } from '../../../workspace/web/settings/choices.ts';
import { openDeal, useOwnCurrency } from '../deals.ts';
import { newDeal, problemsOf, startValues, type Values } from './new-deal.ts';

type Known = { contact?: Found | undefined; company?: Found | undefined };
/** `known`: from whose page it is opened. Then one stays there. */
type Props = { onClose: () => void; known?: Known };

export function NewDealDialog({ onClose, known }: Props) {
  const currency = useOwnCurrency();
  // One form for its life: the currency is asked for before the first one only.
  return currency === undefined ? null : <NewDealForm {...{ onClose, currency, known }} />;
}

function NewDealForm({
  onClose,
  currency,
  known,
}: Pick<Props, 'onClose'> & { currency: string; known: Known | undefined }) {
  const navigate = useNavigate();
  const me = useSession()?.user.id ?? '';
  const [contact, setContact] = useState(known?.contact);
  const [company, setCompany] = useState(known?.company);
  const form = useForm<Values>({
    initial: startValues(me, currency),
    check: problemsOf,
    submit: async (values) => {
      const deal = await openDeal(newDeal(values, contact?.id, company?.id));
      toast(`${deal.name} opened`);
      onClose();
      if (known === undefined) void navigate({ to: `/deals/${deal.id}` });
    },
  });
  return (
    <FormDialog title="New deal" form={form} submit="Open deal" onClose={onClose} wide>
      <Field label="Name" error={form.error('name')}>
        <TextInput {...form.field('name')} placeholder="Spring range for 12 salons" data-autofocus />
      </Field>
      <Worth form={form} />
      <Field label="Contact" optional error={form.error('contactId')}>
        {contact === undefined ? (
          <ContactFinder choose={setContact} />
        ) : (
          <Picked name={contact.name} change={() => setContact(undefined)} />
        )}
      </Field>
      <Field
        label="Company"
        optional
        error={form.error('companyId')}
        hint="Where the contact works, when you choose none."
      >
        {company === undefined ? (
          <CompanyFinder choose={setCompany} />
        ) : (
          <Picked name={company.name} change={() => setCompany(undefined)} />
        )}
      </Field>
    </FormDialog>
  );
}

function Worth({ form }: { form: Form<Values> }) {
  const owners = useOwnerChoices();
  return (
    <div className="pairs">
      <Field label="Amount" optional error={form.error('amount')}>
        <TextInput {...form.field('amount')} inputMode="decimal" placeholder="4,800" />
      </Field>
      <Field label="Currency" error={form.error('currency')}>
        <Select {...form.field('currency')} choices={currencyChoices(form.values.currency)} />
      </Field>
      <Field label="Expected" optional error={form.error('expectedCloseOn')}>
        <TextInput {...form.field('expectedCloseOn')} type="date" />
      </Field>
      <Field label="Owner" error={form.error('ownerId')}>
        <Select {...form.field('ownerId')} choices={owners} placeholder="Nobody yet" />
      </Field>
    </div>
  );
}

function Picked({ name, change }: { name: string; change: () => void }) {
  return (
    <span className="row between">
      <span className="strong truncate">{name}</span>
      <Button small ghost onClick={change}>
        Change
      </Button>
    </span>
  );
}
