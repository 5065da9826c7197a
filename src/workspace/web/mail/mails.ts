import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type * as contract from '../../mails/contract.ts';
import type { Wire } from '../parts/wire.ts';

export type Mail = Wire<contract.Mail>;
export type MailState = Mail['state'];
/** Without content once it was sent: its links are not kept. */
export type OpenMail = Wire<contract.MailWithBody>;
export type MailPage = { items: Mail[]; next: string | null };

/** A mail leaves within a second: asked again while one looks. */
const everyMs = 5000;

export const mailsQuery = (state: MailState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['mails', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      api.get<MailPage>('/api/mails', { search: { state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state: { data } }) => ((data?.pages.length ?? 0) > 2 ? false : everyMs),
  });

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mails', 'one', id],
    queryFn: ({ signal }) => api.get<OpenMail>(`/api/mails/${id}`, { signal }),
  });

/** Every address in a text, without the dot that ends the sentence. */
export function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  return [...new Set(found.map((link) => link.replace(/[.,;:!?]+$/, '')))];
}

export function stateWords({ state, attempts }: Pick<Mail, 'state' | 'attempts'>): string {
  if (state === 'held') return 'Held';
  if (state === 'sent') return 'Sent';
  if (state === 'failed') return 'Failed';
  return attempts === 0 ? 'Waiting' : 'Trying again';
}

/** The newest mail to somebody that was written for what was just done. */
export function mailTo(mails: readonly Mail[], address: string, since: string): Mail | undefined {
  // A second of grace: the mail is written in the same transaction, with a clock read a moment earlier or later.
  const from = Date.parse(since) - 1000;
  return mails.find(({ to, createdAt }) => to === address && Date.parse(createdAt) >= from);
}
