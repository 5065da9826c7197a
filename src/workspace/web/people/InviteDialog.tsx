import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { conflictAt } from '../parts/at-field.ts';
import { refresh } from '../parts/saving.ts';
import type { RoleName } from '../roles.ts';
import { useTeams } from '../teams/teams.ts';
import { InvitationLink } from './InvitationLink.tsx';
import { invitationsQuery, type SentInvitation } from './people.ts';
import { RoleChoice } from './RoleChoice.tsx';

type Values = { email: string; name: string; role: RoleName; teamIds: string[] };
const empty: Values = { email: '', name: '', role: 'marketer', teamIds: [] };

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [sent, setSent] = useState<SentInvitation>();
  if (sent !== undefined)
    return <InvitationLink invitation={sent} onClose={onClose} again={() => setSent(undefined)} />;
  return <InviteForm onClose={onClose} onSent={setSent} />;
}

function InviteForm({ onClose, onSent }: { onClose: () => void; onSent: (sent: SentInvitation) => void }) {
  const teams = useTeams().data?.items ?? [];
  const form = useForm<Values>({
    initial: empty,
    check: ({ email }) => (email.trim() === '' ? { email: 'Enter the e-mail address to invite.' } : {}),
    submit: async ({ email, name, role, teamIds }) => {
      const body = { email: email.trim(), name: name.trim() === '' ? null : name.trim(), role, teamIds };
      onSent(await conflictAt('email', api.post<SentInvitation>('/api/invitations', body)));
      await refresh([invitationsQuery.queryKey]);
    },
  });
  const { teamIds } = form.values;
  const toggle = (id: string, on: boolean) =>
    form.set('teamIds', on ? [...teamIds, id] : teamIds.filter((each) => each !== id));
  return (
    <FormDialog title="Invite somebody" form={form} submit="Invite" onClose={onClose} wide>
      <div className="fields wide">
        <Field label="E-mail" error={form.error('email')}>
          <TextInput
            {...form.field('email')}
            type="email"
            inputMode="email"
            placeholder="anna@example.com"
            data-autofocus
          />
        </Field>
        <Field label="Name" optional error={form.error('name')}>
          <TextInput {...form.field('name')} placeholder="Anna Lindqvist" />
        </Field>
      </div>
      <RoleChoice {...form.field('role')} />
      {teams.length > 0 && (
        <fieldset className="stack">
          <legend className="label">Teams</legend>
          <div className="check-list">
            {teams.map((team) => (
              <Checkbox
                key={team.id}
                checked={teamIds.includes(team.id)}
                onChange={(on) => toggle(team.id, on)}
                label={team.name}
              />
            ))}
          </div>
        </fieldset>
      )}
    </FormDialog>
  );
}
