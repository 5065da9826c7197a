import { useNavigate } from '@tanstack/react-router';
import { placeInList } from '../../../web/list/trail.ts';
import { useRecordActions } from '../../../web/record/record-actions.ts';
import { buttonLook } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import { Menu } from '../../../web/ui/Menu.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { attempt, deleteContact, type Contact } from '../contacts.ts';
import { contactMerging } from '../duplicates/contact-merging.ts';
import { useMerging } from '../merge/use-merging.tsx';
import { usePrivacy } from '../privacy/use-privacy.tsx';
import { firstName } from '../words.ts';

/** Reach them in one click; everything else is in the menu. */
export function ContactActions({ contact, mayDelete }: { contact: Contact; mayDelete: boolean }) {
  const navigate = useNavigate();
  const { email, phone } = contact;
  const privacy = usePrivacy(contact);
  const merging = useMerging(contactMerging, contact);
  const more = useRecordActions('contact', contact);
  const remove = async () => {
    const place = placeInList('contacts', contact.id);
    const next = place?.next ?? place?.previous;
    if (!(await attempt(() => deleteContact(contact)))) return;
    if (next === undefined) void navigate({ to: place?.href ?? '/contacts' });
    else void navigate({ to: `/contacts/${next}`, replace: true });
  };
  return (
    <>
      <Menu
        label={`More about ${contact.name}`}
        align="end"
        renderTrigger={(props) => <IconButton icon="more" label="More" small={false} framed {...props} />}
        items={[
          { label: 'Copy link', icon: 'link', onSelect: () => void copy(location.href, 'Link copied') },
          email !== null && {
            label: 'Copy e-mail address',
            icon: 'copy',
            onSelect: () => void copy(email, 'E-mail address copied'),
          },
          ...more,
          ...merging.items,
          ...privacy.items,
          mayDelete && 'rule',
          mayDelete && { label: 'Delete contact', icon: 'bin', danger: true, onSelect: () => void remove() },
        ]}
      />
      {privacy.dialog}
      {merging.dialog}
      {email !== null && (
        <Way href={`mailto:${email}`} icon="email" label="E-mail" primary={phone === null} />
      )}
      {phone !== null && (
        <Way href={`tel:${phone}`} icon="phone" label={`Call ${firstName(contact)}`} primary />
      )}
    </>
  );
}

function Way({
  href,
  icon,
  label,
  primary,
}: {
  href: string;
  icon: IconName;
  label: string;
  primary: boolean;
}) {
  return (
    <a href={href} className={buttonLook({ primary })}>
      <Icon name={icon} />
      <span>{label}</span>
    </a>
  );
}

export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch {
    // Browsers close the clipboard where there is no https.
    toast(`The browser did not allow copying. Copy it by hand: ${text}`, { wrong: true });
  }
}
