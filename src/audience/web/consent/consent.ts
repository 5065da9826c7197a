import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../consent/contract.ts';

export type Purpose = Wire<contract.Purpose>;
export type ConsentOfContact = { states: State[]; answers: Wire<contract.Consent>[] };
export type State = Wire<contract.ConsentOfContact['states'][number]>;
export type Channel = Purpose['channels'][number];
export type Answer = contract.RecordedConsents['answers'][number];

export const purposesQuery = queryOptions({
  queryKey: ['consent-purposes'],
  queryFn: ({ signal }) => api.get<{ items: Purpose[] }>('/api/consent-purposes', { signal }),
  staleTime: 60_000,
});

export function consentQuery(contactId: string) {
  return queryOptions({
    queryKey: ['contact', contactId, 'consents'],
    queryFn: ({ signal }) => api.get<ConsentOfContact>(`/api/contacts/${contactId}/consents`, { signal }),
  });
}

export async function recordAnswers(contactId: string, answers: Answer[]): Promise<void> {
  const consent = await api.post<ConsentOfContact>(`/api/contacts/${contactId}/consents`, { answers });
  queryClient.setQueryData(consentQuery(contactId).queryKey, consent);
}

export const channelWords: Record<Channel, string> = {
  email: 'E-mail',
  phone: 'Phone',
  sms: 'Text message',
  post: 'Post',
  web: 'Web site',
};

export const channelChoices = (Object.keys(channelWords) as Channel[]).map((value) => ({
  value,
  label: channelWords[value],
}));

export const stateWords = { given: 'Yes', withdrawn: 'No' } as const;

/** Every way somebody may be asked for something, with their last answer; also answers nobody asks for any more. */
export function consentLines(purposes: readonly Purpose[], states: readonly State[]): ConsentLine[] {
  return purposes.flatMap((purpose) => {
    const answered = states.filter((state) => state.purpose === purpose.key);
    const asked = purpose.archivedAt === null ? purpose.channels : [];
    const channels = [...new Set([...asked, ...answered.map(({ channel }) => channel)])];
    return channels.map((channel) => ({
      purpose,
      channel,
      state: answered.find((state) => state.channel === channel),
      asked: asked.includes(channel),
    }));
  });
}

export type ConsentLine = { purpose: Purpose; channel: Channel; state: State | undefined; asked: boolean };
