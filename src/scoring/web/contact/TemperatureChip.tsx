import { useQuery } from '@tanstack/react-query';
import type { RecordRef } from '../../../web/room.ts';
import { Temperature } from '../../../web/ui/Temperature.tsx';
import { scoreQuery } from './scores.ts';

/** Beside the name: how warm they are. */
export function TemperatureChip({ record }: { record: RecordRef }) {
  const { data } = useQuery(scoreQuery(record.id));
  return data === undefined ? null : <Temperature value={data.temperature} />;
}
