import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../web/api.ts';
import type { ListPage } from '../../web/list/use-list-pages.ts';
import { queryClient } from '../../web/query.ts';
import type { Wire } from '../../workspace/web/parts/wire.ts';
import type * as contract from '../contract.ts';

export type Handoff = Wire<contract.Handoff>;
export type WholeHandoff = Wire<contract.WholeHandoff>;
export type Board = Wire<contract.Board>;
export type Card = Wire<contract.Card>;
export type Lane = Wire<contract.Lane>;
export type LaneName = keyof Board['lanes'];
export type Clock = Wire<contract.Clock>;
export type Attempt = Wire<contract.Attempt>;
export type NewVerdict = contract.NewVerdict;
export type NewAttempt = contract.NewAttempt;
export type NewHandoff = contract.NewHandoff;
/** What a card, a line and a dialog need to know of it. */
export type Known = Pick<Handoff, 'id' | 'contact' | 'rep' | 'state' | 'may'>;

export type Whose = 'all' | 'me';

export function boardQuery(whose: Whose) {
  return queryOptions({
    queryKey: ['handoffs', 'board', whose],
    queryFn: ({ signal }) =>
      api.get<Board>('/api/handoffs/board', { search: whose === 'me' ? { rep: 'me' } : {}, signal }),
    placeholderData: keepPreviousData,
  });
}

export function handoffQuery(id: string) {
  return queryOptions({
    queryKey: ['handoffs', 'one', id],
    queryFn: ({ signal }) => api.get<WholeHandoff>(`/api/handoffs/${id}`, { signal }),
  });
}

/** The last few of one contact, the newest first. */
export function handoffsOfQuery(contactId: string) {
  return queryOptions({
    queryKey: ['handoffs', 'of', contactId],
    queryFn: ({ signal }) =>
      api.get<ListPage<Handoff>>('/api/handoffs', {
        search: { filter: JSON.stringify([['contact', 'is', contactId]]), sort: '-openedAt', limit: 3 },
        signal,
      }),
  });
}

export async function openHandoff(handoff: NewHandoff): Promise<WholeHandoff> {
  return told(await api.post<WholeHandoff>('/api/handoffs', handoff));
}

export async function noteAttempt({ id }: Known, attempt: NewAttempt): Promise<WholeHandoff> {
  return told(await api.post<WholeHandoff>(`/api/handoffs/${id}/attempts`, attempt));
}

type Judged = { handoff: WholeHandoff; dealId: string | null };

export async function judge({ id }: Known, verdict: NewVerdict): Promise<Judged> {
  const judged = await api.put<Judged>(`/api/handoffs/${id}/verdict`, verdict);
  await told(judged.handoff);
  return judged;
}

/** Null: back to the routing. */
export async function giveTo({ id }: Known, repId: string | null): Promise<WholeHandoff> {
  return told(await api.put<WholeHandoff>(`/api/handoffs/${id}/rep`, { repId }));
}

export async function claim({ id }: Known): Promise<WholeHandoff> {
  return told(await api.put<WholeHandoff>(`/api/handoffs/${id}/claim`));
}

/** The board and whatever else shows it follow; whoever looks from elsewhere is told by the live updates. */
export async function refreshHandoffs(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['handoffs'] });
}

async function told(handoff: WholeHandoff): Promise<WholeHandoff> {
  queryClient.setQueryData(handoffQuery(handoff.id).queryKey, handoff);
  await Promise.all([
    refreshHandoffs(),
    queryClient.invalidateQueries({ queryKey: ['contact', handoff.contact.id] }),
  ]);
  return handoff;
}
