import { useMemo } from 'react';
import { rooms } from '../rooms.ts';
import { may, useSession } from '../session.ts';
import type { IconName } from '../ui/icon-paths.ts';

/** Something one can do with a record from its row in a list, by the row's menu or by a key on the row. */
export type RowAction = {
  /** The kind of record. */
  kind: string;
  label: string;
  icon: IconName;
  keys: string;
  may?: string;
  run: (record: { id: string; name: string }) => void;
};

/** What the rooms offer for rows of this kind, as far as this user may. */
export function useRowActions(kind: string): readonly RowAction[] {
  const session = useSession();
  return useMemo(
    () =>
      rooms
        .flatMap((room) => room.rowActions ?? [])
        .filter((action) => action.kind === kind && may(session, action.may)),
    [kind, session],
  );
}
