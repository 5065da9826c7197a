import { useNavigate } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import type { TeamKind } from '../../../web/session.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { conflictAt } from '../parts/at-field.ts';
import { refresh } from '../parts/saving.ts';
import { KindChoice } from './KindChoice.tsx';
import type { Team } from './teams.ts';

export function NewTeam({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const form = useForm<{ name: string; kind: TeamKind }>({
    initial: { name: '', kind: 'sales' },
    check: ({ name }) => (name.trim() === '' ? { name: 'Enter a name, for instance Field sales.' } : {}),
    submit: async ({ name, kind }) => {
      const team = await conflictAt('name', api.post<Team>('/api/teams', { name: name.trim(), kind }));
      await refresh([['teams']]);
      await navigate({ to: `/settings/teams/${team.id}` });
    },
  });
  return (
    <FormDialog title="New team" form={form} submit="Create team" onClose={onClose}>
      <Field label="Name" error={form.error('name')}>
        <TextInput {...form.field('name')} placeholder="Field sales" data-autofocus />
      </Field>
      <KindChoice {...form.field('kind')} />
    </FormDialog>
  );
}
