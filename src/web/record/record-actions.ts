import { rooms } from '../rooms.ts';
import { may, useSession } from '../session.ts';
import type { IconName } from '../ui/icon-paths.ts';
import type { MenuItem } from '../ui/Menu.tsx';

/** Something one can do with a record of another room, from the menu of its page. */
export type RecordAction = {
  /** The kind of record. */
  kind: string;
  label: string;
  icon: IconName;
  may?: string;
  run: (record: { id: string; name: string }) => void;
};

/** What the rooms add to the menu of this record, as far as this user may. */
export function useRecordActions(kind: string, record: { id: string; name: string }): MenuItem[] {
  const session = useSession();
  return rooms
    .flatMap((room) => room.recordActions ?? [])
    .filter((action) => action.kind === kind && may(session, action.may))
    .map(({ label, icon, run }) => ({ label, icon, onSelect: () => run(record) }));
}
