import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { asProblem } from '../../../web/problem.ts';
import { useSession } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { onlyNamesake } from '../companies/namesake.ts';
import { learn, refreshContacts, type Contact } from '../contacts.ts';
import { newContact, startValues, takenBy, whatIsMissing, type Taken, type Values } from './new-contact.ts';
import { NewContactFields } from './NewContactFields.tsx';

export function NewContactDialog({ onClose }: { onClose: () => void }) {
  const { form, taken, first, send } = useNewContact();
  const create = (event: FormEvent) => {
    event.preventDefault();
    send({ another: false });
  };
  return (
    <Dialog title="New contact" onClose={onClose} wide>
      <form className="stack loose" noValidate onSubmit={create}>
        <NewContactFields form={form} first={first} taken={taken} />
        <FormError problem={form.problem} />
        <div className="dialog-foot">
          <Button ghost className="only-wide" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => send({ another: true })}>Create and add another</Button>
          <Button primary type="submit" busy={form.busy}>
            Create contact
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useNewContact() {
  const navigate = useNavigate();
  const me = useSession()?.user.id ?? '';
  const another = useRef(false);
  const first = useRef<HTMLInputElement>(null);
  const [taken, setTaken] = useState<Taken>();
  useEffect(() => first.current?.focus(), []);
  const open = ({ id }: Contact) => void navigate({ to: `/contacts/${id}` });
  const form = useForm<Values>({
    initial: startValues(me),
    check: whatIsMissing,
    submit: async (values) => {
      setTaken(undefined);
      try {
        const company = await onlyNamesake(values.companyName);
        const body = { ...newContact(values), ...(company === undefined ? {} : { companyId: company.id }) };
        await finish(await api.post<Contact>('/api/contacts', body), values);
      } catch (thrown) {
        setTaken(takenBy(asProblem(thrown)));
        throw thrown;
      }
    },
  });
  const finish = async (contact: Contact, { stage, source, ownerId }: Values) => {
    learn(contact);
    await refreshContacts();
    if (!another.current) return open(contact);
    toast(`${contact.name} added`, { action: { label: 'Open', run: () => open(contact) } });
    // The next card of the pile comes from the same fair, for the same colleague.
    form.reset({ ...startValues(me), stage, source, ownerId });
    first.current?.focus();
  };
  const send = (how: { another: boolean }) => {
    another.current = how.another;
    form.submit();
  };
  return { form, taken, first, send };
}
