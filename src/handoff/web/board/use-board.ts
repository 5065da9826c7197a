import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../../../web/keys.ts';
import { useNarrow } from '../../../web/list/use-narrow.ts';
import { useSession } from '../../../web/session.ts';
import { actKeys } from '../acts/acts.ts';
import { boardQuery, type Board, type Card, type LaneName, type Whose } from '../handoffs.ts';
import { beside, FIRST, inOrder, stepFrom } from './lanes.ts';

type BoardSearch = { whose?: Whose; at?: string };

/** The board, whose it shows, and the card that keys act upon; all of it in the address. */
export function useBoard() {
  const search: BoardSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const role = useSession()?.user.role;
  const whose = search.whose ?? (role === 'rep' ? 'me' : 'all');
  const query = useQuery(boardQuery(whose));
  const [unfolded, setUnfolded] = useState<ReadonlySet<LaneName>>(new Set());
  const shown = (lane: LaneName) => (unfolded.has(lane) ? Infinity : FIRST);
  const order = query.data === undefined ? [] : inOrder(query.data, shown);
  const narrow = useNarrow();
  const chosen = narrow ? undefined : (order.find(({ id }) => id === search.at) ?? order[0]);
  const set = (change: BoardSearch) =>
    void navigate({ to: '.', search: (now: object) => ({ ...now, ...change }), replace: true });
  const choose = (id: string) => set({ at: id });
  useBoardKeys({ board: query.data, order, chosen, choose });
  return {
    query,
    whose,
    setWhose: (next: Whose) => set({ whose: next }),
    shown,
    showMore: (lane: LaneName) => setUnfolded((now) => new Set([...now, lane])),
    chosen,
    choose: narrow ? undefined : choose,
    narrow,
  };
}

type Keys = {
  board: Board | undefined;
  order: readonly Card[];
  chosen: Card | undefined;
  choose: (id: string) => void;
};

function useBoardKeys({ board, order, chosen, choose }: Keys): void {
  const navigate = useNavigate();
  const go = (next: Card | undefined) => next !== undefined && choose(next.id);
  const sideways = (step: 1 | -1) => () => board !== undefined && go(beside(board, chosen?.id, step));
  const open = (event: KeyboardEvent) => {
    // On a link or a button, Enter does what it says.
    const within = event.target instanceof Element && event.target.closest('a, button') !== null;
    if (chosen === undefined || within) return false;
    return navigate({ to: `/handoff/${chosen.id}` });
  };
  useKeys('Board', {
    j: { label: 'Next lead', run: () => go(stepFrom(order, chosen?.id, 1)) },
    k: { label: 'Lead before', run: () => go(stepFrom(order, chosen?.id, -1)) },
    arrowright: { label: 'Next lane', hidden: true, run: sideways(1) },
    arrowleft: { label: 'Lane before', hidden: true, run: sideways(-1) },
    enter: { label: 'Open the brief', run: open },
  });
  useKeys('Lead', actKeys(chosen));
}
