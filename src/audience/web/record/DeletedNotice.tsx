import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { attempt, restoreContact, type Contact } from '../contacts.ts';

/** A deleted contact can still be read and, for 30 days, brought back. */
export function DeletedNotice({ contact, may }: { contact: Contact; may: boolean }) {
  return (
    <output className="notice deleted">
      <Icon name="bin" />
      <div className="row wrap between">
        <span>
          This contact was deleted {contact.deletedAt !== null && <RelativeTime at={contact.deletedAt} />}. It
          can be brought back for 30 days, then it is gone for good.
        </span>
        {may && (
          <Button
            small
            icon="undo"
            onClick={() => void attempt(() => restoreContact(contact), `${contact.name} is back`)}
          >
            Bring back
          </Button>
        )}
      </div>
    </output>
  );
}
