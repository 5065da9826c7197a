import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { useMay } from '../../../web/session.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { mailTo, type Mail, type MailPage } from './mails.ts';

const settled = (mail: Mail | undefined) => mail !== undefined && mail.state !== 'queued';

/** What became of the mail to somebody, told while it happens. */
export function MailTo({ address, since }: { address: string; since: string }) {
  const may = useMay('mail.manage');
  const mails = useQuery({
    queryKey: ['mails', 'to', address, since],
    queryFn: ({ signal }) => api.get<MailPage>('/api/mails', { search: { limit: 50 }, signal }),
    enabled: may,
    refetchInterval: ({ state }) => (settled(mailTo(state.data?.items ?? [], address, since)) ? false : 1000),
  });
  const mail = mailTo(mails.data?.items ?? [], address, since);
  if (!may || mail === undefined) return <p>A mail with the link is on its way to {address}.</p>;
  return <MailOutcome mail={mail} />;
}

export function MailOutcome({ mail: { state, to, error } }: { mail: Mail }) {
  if (state === 'sent') {
    return (
      <p className="row" role="status">
        <Icon name="tick" className="positive" />
        The mail to {to} went out.
      </p>
    );
  }
  if (state === 'queued') return <p role="status">A mail with the link is on its way to {to}.</p>;
  return (
    <div className="notice" role="status">
      <Icon name="warning" />
      <div>
        <strong>The mail did not go out.</strong>{' '}
        {state === 'held'
          ? 'No mail server is set up yet, so hand over the link below yourself.'
          : `The mail server said: ${error ?? 'nothing'}.`}{' '}
        <Link to="/settings/mail" className="link">
          See the outbox
        </Link>
      </div>
    </div>
  );
}
