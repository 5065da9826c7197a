import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../../../web/keys.ts';
import { DataList } from '../../../web/list/DataList.tsx';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import '../parts/settings.css';
import { roleLabel } from '../roles.ts';
import { columns, fields } from './columns.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { invitationsQuery, type Person } from './people.ts';
import { PersonState } from './PersonState.tsx';

export default function PeoplePage() {
  const asked: { invite?: boolean } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [inviting, setInviting] = useState(false);
  const may = useMay('people.manage');
  const invitations = useQuery({ ...invitationsQuery, enabled: may });
  const waiting = invitations.data?.items.length ?? 0;
  const invite = () => setInviting(true);
  const close = () => {
    setInviting(false);
    if (asked.invite === true) void navigate({ to: '.', search: {}, replace: true });
  };
  useKeys('People', may ? { c: { label: 'Invite somebody', run: invite } } : {});
  return (
    <Page
      title="People"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      fill
      actions={
        may && (
          <>
            <ButtonLink to="/settings/people/invitations">
              {waiting === 0 ? 'Invitations' : `Invitations ${waiting}`}
            </ButtonLink>
            <Button primary icon="plus" keys="c" onClick={invite}>
              Invite
            </Button>
          </>
        )
      }
    >
      <DataList<Person>
        noun="people"
        words={{ one: 'person', many: 'people' }}
        path="/api/people"
        defaultSort="name"
        columns={columns}
        fields={fields}
        nameOf={(person) => person.name}
        linkTo={(person) => `/settings/people/${person.id}`}
        renderCard={(person) => <PersonCard person={person} />}
        empty={
          <EmptyState icon="audience" title="Nobody works here yet">
            Invite your colleagues: each gets a link, a role and the teams they belong to.
          </EmptyState>
        }
      />
      {may && (inviting || asked.invite === true) && <InviteDialog onClose={close} />}
    </Page>
  );
}

function PersonCard({ person }: { person: Person }) {
  return (
    <>
      <span className="strong truncate">{person.name}</span>
      <PersonState person={person} />
      <span className="small muted truncate">
        {roleLabel(person.role)}
        {person.teams.length > 0 && ` · ${person.teams.map(({ name }) => name).join(', ')}`}
      </span>
    </>
  );
}
