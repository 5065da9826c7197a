import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { asProblem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { act, refresh } from '../parts/saving.ts';
import '../parts/settings.css';
import { roleLabel } from '../roles.ts';
import { InvitationLink } from './InvitationLink.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { invitationsQuery, type Invitation, type SentInvitation } from './people.ts';

const keys = [invitationsQuery.queryKey];

export default function InvitationsPage() {
  const [inviting, setInviting] = useState(false);
  const invitations = useQuery(invitationsQuery);
  const invite = (
    <Button primary icon="plus" onClick={() => setInviting(true)}>
      Invite
    </Button>
  );
  return (
    <Page
      title="Invitations"
      crumbs={[
        { label: 'Settings', to: '/settings' },
        { label: 'People', to: '/settings/people' },
      ]}
      lede="Links that wait to be accepted. Each works once, for seven days."
      actions={invite}
    >
      <Loaded query={invitations}>
        {({ items }) => (items.length === 0 ? <Nobody invite={invite} /> : <Lines items={items} />)}
      </Loaded>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Nobody({ invite }: { invite: React.ReactNode }) {
  return (
    <EmptyState icon="email" title="No invitation is waiting" actions={invite}>
      Invite a colleague by e-mail and choose what they may do. Until mail is set up, you hand them the link
      yourself.
    </EmptyState>
  );
}

function Lines({ items }: { items: Invitation[] }) {
  const [sent, setSent] = useState<SentInvitation>();
  return (
    <>
      <ul className="lines">
        {items.map((invitation) => (
          <Line key={invitation.id} invitation={invitation} onSent={setSent} />
        ))}
      </ul>
      {sent !== undefined && <InvitationLink invitation={sent} onClose={() => setSent(undefined)} />}
    </>
  );
}

function Line({ invitation, onSent }: { invitation: Invitation; onSent: (sent: SentInvitation) => void }) {
  const [busy, setBusy] = useState(false);
  const { id, email, name, role, invitedBy, createdAt, expiresAt, expired } = invitation;
  const renew = async () => {
    setBusy(true);
    try {
      onSent(await api.put<SentInvitation>(`/api/invitations/${id}/renewal`));
    } catch (thrown) {
      toast(asProblem(thrown).detail, { wrong: true });
    }
    await refresh(keys);
    setBusy(false);
  };
  return (
    <li>
      <Icon name="email" />
      <span className="about">
        <span className="row wrap">
          <span className="strong">{name ?? email}</span>
          {name !== null && <span className="muted">{email}</span>}
          {expired && <Tag tone="bad">Expired</Tag>}
        </span>
        <span className="small muted">
          {roleLabel(role)} · invited {invitedBy !== null && `by ${invitedBy.name} `}
          <RelativeTime at={createdAt} /> · {expired ? 'expired' : 'valid until'}{' '}
          <RelativeTime at={expiresAt} />
        </span>
      </span>
      <span className="acts">
        <Button small busy={busy} onClick={() => void renew()}>
          Send again
        </Button>
        <Button
          small
          ghost
          onClick={() =>
            void act(() => api.delete(`/api/invitations/${id}`), `The link to ${email} no longer works`, keys)
          }
        >
          Revoke
        </Button>
      </span>
    </li>
  );
}
