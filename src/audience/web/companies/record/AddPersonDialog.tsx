import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { FormDialog } from '../../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../../web/forms/use-form.ts';
import { Avatar } from '../../../../web/ui/Avatar.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Field } from '../../../../web/ui/Field.tsx';
import { TextInput } from '../../../../web/ui/TextInput.tsx';
import { toast } from '../../../../web/ui/toast.ts';
import type { Contact } from '../../contacts.ts';
import type { Found } from '../../find/Finder.tsx';
import { ContactFinder } from '../../find/finders.tsx';
import { writeRoles, type Company } from '../companies.ts';
import { together } from './roles.ts';
import { RoleFields } from './RolesDialog.tsx';

type Values = { person: string; email: string; own: string };

/** Somebody we know, or somebody new, and what they are to the company. */
export function AddPersonDialog({ company, onClose }: { company: Company; onClose: () => void }) {
  const [person, setPerson] = useState<Found>();
  const [worksHere, setWorksHere] = useState(true);
  const [roles, setRoles] = useState<readonly string[]>([]);
  const form = useForm<Values>({
    initial: { person: '', email: '', own: '' },
    check: () => (person === undefined ? { person: 'Choose who it is.' } : {}),
    submit: async ({ email, own }) => {
      if (person === undefined) return;
      const id = person.id === '' ? await create(person.name, email) : person.id;
      const chosen = together(roles, own);
      // Who works there and has no role is said, too; who does neither would not be added.
      await writeRoles(company.id, id, { roles: chosen, ...(worksHere ? { worksHere } : {}) });
      onClose();
      toast(`${person.name} added to ${company.name}`);
    },
  });
  const isNew = person?.id === '';
  return (
    <FormDialog title={`Add a person to ${company.name}`} form={form} submit="Add person" onClose={onClose}>
      <Field label="Person" error={form.error('person')}>
        {person === undefined ? (
          <ContactFinder choose={setPerson} create />
        ) : (
          <span className="row chosen">
            <Avatar name={person.name} size="small" />
            <span className="strong truncate">{person.name}</span>
            <span className="muted truncate">{isNew ? 'new' : person.subtitle}</span>
            <span className="end">
              <Button small ghost onClick={() => setPerson(undefined)}>
                Change
              </Button>
            </span>
          </span>
        )}
      </Field>
      {isNew && (
        <Field label="E-mail" optional error={form.error('email')}>
          <TextInput {...form.field('email')} type="email" />
        </Field>
      )}
      <Checkbox checked={worksHere} onChange={setWorksHere} label={`Works at ${company.name}`} />
      <RoleFields roles={roles} setRoles={setRoles} own={form.field('own')} error={form.error('own')} />
    </FormDialog>
  );
}

async function create(name: string, email: string): Promise<string> {
  const words = name.trim().split(/\s+/);
  const familyName = words.length > 1 ? words.pop() : undefined;
  const contact = await api.post<Contact>('/api/contacts', {
    givenName: words.join(' '),
    ...(familyName === undefined ? {} : { familyName }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
  });
  return contact.id;
}
