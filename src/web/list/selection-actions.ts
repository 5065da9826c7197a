import { useMemo, type ComponentType } from 'react';
import { rooms } from '../rooms.ts';
import { may, useSession } from '../session.ts';
import type { Selection } from './selection.ts';

/** Something one can do with all that is selected in a list: a button, or a menu. */
export type SelectionAction = { id: string; may?: string; Part: ComponentType<{ selection: Selection }> };

/** What the rooms offer for a selection in this list, as far as this user may. */
export function useSelectionActions(noun: string): readonly SelectionAction[] {
  const session = useSession();
  return useMemo(
    () =>
      rooms
        .flatMap((room) => room.selectionActions?.[noun] ?? [])
        .filter((action) => may(session, action.may)),
    [noun, session],
  );
}
