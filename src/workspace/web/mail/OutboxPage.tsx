import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { Copyable } from '../parts/Copyable.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import '../parts/settings.css';
import { MailDialog } from './MailDialog.tsx';
import { mailsQuery, stateWords, type Mail, type MailState } from './mails.ts';
import { sendAgain } from './send-again.ts';

type Filter = MailState | 'all';
const tabs: { value: Filter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'held', label: 'Held' },
  { value: 'failed', label: 'Failed' },
  { value: 'queued', label: 'Waiting' },
  { value: 'sent', label: 'Sent' },
];

export default function OutboxPage() {
  const asked: { state?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = tabs.find(({ value }) => value === asked.state)?.value ?? 'all';
  const mails = useInfiniteQuery(mailsQuery(filter === 'all' ? undefined : filter));
  const items = mails.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      title="Outbox"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="The mails Tandem writes itself: invitations, passwords, notices."
    >
      <div className="stack loose">
        {items?.some(({ state }) => state === 'held') === true && <NoMailServer />}
        <Tabs
          label="State"
          tabs={tabs}
          value={filter}
          onChange={(next) =>
            void navigate({ to: '.', search: next === 'all' ? {} : { state: next }, replace: true })
          }
        >
          <div className="tab-body stack loose">
            <Loaded query={{ ...mails, data: items }} lines={6}>
              {(loaded) => (loaded.length === 0 ? <Nothing filter={filter} /> : <Lines mails={loaded} />)}
            </Loaded>
            {mails.hasNextPage && (
              <div>
                <Button busy={mails.isFetchingNextPage} onClick={() => void mails.fetchNextPage()}>
                  Show earlier
                </Button>
              </div>
            )}
          </div>
        </Tabs>
      </div>
    </Page>
  );
}

/** The first day: nothing is stuck, and one setting makes it flow. */
function NoMailServer() {
  return (
    <div className="notice">
      <Icon name="info" />
      <div className="stack">
        <strong>Mails are held here because no mail server is set up.</strong>
        <span>Open one to copy its link and hand it over yourself. To let Tandem send, start it with:</span>
        <Copyable label="Setting" text="SMTP_URL=smtps://user:password@mail.example.com:465" />
        <span className="small muted">Then choose Send again on the mails you still want to go out.</span>
      </div>
    </div>
  );
}

function Lines({ mails }: { mails: Mail[] }) {
  const [open, setOpen] = useState<string>();
  return (
    <>
      <ul className="lines">
        {mails.map((mail) => (
          <Line key={mail.id} mail={mail} open={() => setOpen(mail.id)} />
        ))}
      </ul>
      {open !== undefined && <MailDialog id={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Line({ mail, open }: { mail: Mail; open: () => void }) {
  const waits = mail.state === 'held' || mail.state === 'failed';
  return (
    <li>
      <Icon name="email" />
      <span className="about">
        <span className="row wrap">
          <span className="strong">{mail.subject}</span>
          <MailTag mail={mail} />
        </span>
        <span className="small muted">
          To {mail.to} · written <RelativeTime at={mail.createdAt} />
          {mail.sentAt !== null && (
            <>
              {' '}
              · sent <RelativeTime at={mail.sentAt} />
            </>
          )}
        </span>
        {mail.error !== null && mail.state !== 'held' && <span className="small negative">{mail.error}</span>}
      </span>
      <span className="acts">
        {waits && (
          <Button small onClick={() => void sendAgain(mail)}>
            Send again
          </Button>
        )}
        <Button small ghost onClick={open}>
          Open
        </Button>
      </span>
    </li>
  );
}

export function MailTag({ mail }: { mail: Mail }) {
  const tone =
    mail.state === 'sent'
      ? 'good'
      : mail.state === 'failed'
        ? 'bad'
        : mail.state === 'held'
          ? 'outline'
          : undefined;
  return <Tag tone={tone}>{stateWords(mail)}</Tag>;
}

const nothing: Record<Filter, { title: string; text: string }> = {
  all: {
    title: 'No mail yet',
    text: 'Invite somebody or ask for a new password: the mail stands here, whether it went out or not.',
  },
  held: {
    title: 'Nothing is held',
    text: 'Without a mail server, mails wait here to be read and handed over.',
  },
  failed: {
    title: 'Nothing has failed',
    text: 'When a mail server refuses a mail for good, it stands here with the reason.',
  },
  queued: {
    title: 'Nothing is waiting',
    text: 'Mails leave within a second; what a mail server refuses for now is tried again.',
  },
  sent: { title: 'Nothing was sent yet', text: 'Every mail that left stands here, without its content.' },
};

function Nothing({ filter }: { filter: Filter }) {
  return (
    <EmptyState icon="email" title={nothing[filter].title}>
      {nothing[filter].text}
    </EmptyState>
  );
}
