import { useQuery } from '@tanstack/react-query';
import type { RecordWords } from '../../../web/room.ts';
import { rooms } from '../../../web/rooms.ts';

/** How every room calls what its records have, by kind of record; nothing until they have come. */
export function useRecordWords(): ReadonlyMap<string, RecordWords> {
  const query = useQuery({
    queryKey: ['record-words'],
    queryFn: gather,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return query.data ?? none;
}

async function gather(): Promise<ReadonlyMap<string, RecordWords>> {
  const loads = rooms.flatMap((room) => Object.entries(room.recordWords ?? {}));
  return new Map(await Promise.all(loads.map(async ([kind, load]) => [kind, await load()] as const)));
}

const none: ReadonlyMap<string, RecordWords> = new Map();
