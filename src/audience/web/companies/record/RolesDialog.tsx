import { useState } from 'react';
import { FormDialog } from '../../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../../web/forms/use-form.ts';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Field } from '../../../../web/ui/Field.tsx';
import { TextInput } from '../../../../web/ui/TextInput.tsx';
import { toast } from '../../../../web/ui/toast.ts';
import { writeRoles, type CompanyRef, type Person } from '../companies.ts';
import { roleWords } from '../words.ts';
import { ownRoles, together } from './roles.ts';

type Props = { company: CompanyRef; person: Pick<Person, 'id' | 'name' | 'roles'>; onClose: () => void };

/** What somebody is to the company. */
export function RolesDialog({ company, person, onClose }: Props) {
  const [roles, setRoles] = useState<readonly string[]>(person.roles);
  const form = useForm({
    initial: { own: ownRoles(person.roles).join(', ') },
    submit: async ({ own }) => {
      await writeRoles(company.id, person.id, { roles: together(roles, own) });
      onClose();
      toast(`Roles of ${person.name} changed`, {
        undo: () => writeRoles(company.id, person.id, { roles: person.roles }),
      });
    },
  });
  return (
    <FormDialog title={`${person.name} at ${company.name}`} form={form} submit="Save roles" onClose={onClose}>
      <RoleFields roles={roles} setRoles={setRoles} own={form.field('own')} error={form.error('own')} />
    </FormDialog>
  );
}

type FieldsProps = {
  roles: readonly string[];
  setRoles: (roles: readonly string[]) => void;
  own: { name: string; value: string; onChange: (own: string) => void };
  error: string | undefined;
};

/** The roles of the field to tick, and room for words of one's own. */
export function RoleFields({ roles, setRoles, own, error }: FieldsProps) {
  const flip = (role: string, on: boolean) =>
    setRoles(on ? [...roles, role] : roles.filter((each) => each !== role));
  return (
    <>
      <fieldset className="role-choice">
        <legend>Roles</legend>
        {Object.entries(roleWords).map(([role, word]) => (
          <Checkbox
            key={role}
            checked={roles.includes(role)}
            onChange={(on) => flip(role, on)}
            label={word}
          />
        ))}
      </fieldset>
      <Field label="In your own words" optional error={error} hint="Several with commas between">
        <TextInput {...own} placeholder="Head of the salon" />
      </Field>
    </>
  );
}
