import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Facts } from '../../../web/ui/Facts.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Copyable } from '../parts/Copyable.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { MailFrame } from './MailFrame.tsx';
import { linksIn, mailQuery, type OpenMail } from './mails.ts';
import { MailTag } from './OutboxPage.tsx';
import { sendAgain } from './send-again.ts';

export function MailDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const mail = useQuery(mailQuery(id));
  return (
    <Dialog title={mail.data?.subject ?? 'Mail'} onClose={onClose} wide>
      <Loaded query={mail} lines={8}>
        {(loaded) => <Opened mail={loaded} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

function Opened({ mail, onClose }: { mail: OpenMail; onClose: () => void }) {
  const [view, setView] = useState<'html' | 'text'>('html');
  const links = linksIn(mail.text ?? '');
  return (
    <div className="stack loose">
      <Facts
        facts={[
          { label: 'To', value: mail.to },
          { label: 'State', value: <MailTag mail={mail} /> },
          { label: 'Written', value: <RelativeTime at={mail.createdAt} /> },
          mail.attempts > 0 && { label: 'Attempts', value: mail.attempts },
          mail.error !== null && { label: mail.state === 'held' ? 'Why' : 'Error', value: mail.error },
        ]}
      />
      {links.map((link) => (
        <Copyable key={link} label="Link in this mail" text={link} />
      ))}
      {mail.html === null ? (
        <p className="muted">
          Its content is not kept once a mail was sent or is too old: it may hold a link that signs somebody
          in.
        </p>
      ) : (
        <>
          <div>
            <Segmented
              label="View"
              value={view}
              onChange={setView}
              choices={[
                { value: 'html', label: 'As it looks' },
                { value: 'text', label: 'As text' },
              ]}
            />
          </div>
          {view === 'html' ? (
            <MailFrame html={mail.html} title={mail.subject} />
          ) : (
            <pre className="error-text">{mail.text}</pre>
          )}
        </>
      )}
      <div className="dialog-foot">
        {mail.html !== null && mail.state !== 'sent' && (
          <Button onClick={() => void sendAgain(mail).then((sent) => sent && onClose())}>Send again</Button>
        )}
        <Button primary onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}
