import { useSession } from '../../../web/session.ts';
import type { Segment } from './segments.ts';

export type Reach = {
  /** Make lists, or copy one. */
  lists: boolean;
  /** Conditions count everybody, so they are for those who see everybody. */
  conditions: boolean;
  /** Change this one: some may change only what they made. */
  change: boolean;
};

/** What this user may do with segments, and with this one. Shows only what works; the server decides. */
export function useReach(segment?: Pick<Segment, 'createdBy' | 'kind'>): Reach {
  const session = useSession();
  const scope = session?.scopes['segments.edit'];
  const lists = scope !== undefined;
  const conditions = lists && session?.scopes['contacts.read'] === 'all';
  const mine = scope === 'all' || (lists && segment?.createdBy?.id === session?.user.id);
  return { lists, conditions, change: mine && (segment?.kind === 'list' || conditions) };
}
