import type { ReactNode } from 'react';
import type { RecordPart, RecordRef } from '../room.ts';
import { rooms } from '../rooms.ts';
import { may, useSession } from '../session.ts';

type Props = { slot: RecordPart['slot']; record: RecordRef; otherwise?: ReactNode };

/** What the rooms further down the journey add here, in their order. */
export function RecordSlot({ slot, record, otherwise }: Props) {
  const session = useSession();
  const parts = rooms
    .flatMap((room) => room.recordParts ?? [])
    .filter((part) => part.kind === record.kind && part.slot === slot && may(session, part.may));
  if (parts.length === 0) return otherwise;
  // oxlint-disable-next-line react/no-array-index-key -- the parts of a slot never change while the page is open
  return parts.map(({ Part }, index) => <Part key={index} record={record} />);
}
