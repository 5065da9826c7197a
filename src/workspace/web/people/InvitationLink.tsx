import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { MailTo } from '../mail/MailTo.tsx';
import { Copyable } from '../parts/Copyable.tsx';
import type { SentInvitation } from './people.ts';

type Props = { invitation: SentInvitation; onClose: () => void; again?: () => void };

/** The link, while anybody can still see it, and whether the mail with it went out. */
export function InvitationLink({ invitation: { email, name, link, createdAt }, onClose, again }: Props) {
  return (
    <Dialog title={`${name ?? email} is invited`} onClose={onClose}>
      <MailTo address={email} since={createdAt} />
      <div className="stack">
        <p>You can also hand over the link yourself. It works once, for seven days, and is shown only now.</p>
        <Copyable label="Invitation link" text={link} />
      </div>
      <div className="dialog-foot">
        {again !== undefined && (
          <Button ghost onClick={again}>
            Invite another
          </Button>
        )}
        <Button primary onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
