import { useMemo } from 'react';
import { sourceChoices } from '../../audience/web/words.ts';
import { useKinds } from '../../touchpoints/web/kinds.ts';
import type { Choice } from '../../web/ui/Select.tsx';
import type { Names } from './words.ts';

type Named = Names & { kindChoices: readonly Choice[]; channelChoices: readonly Choice[] };

const channels: ReadonlyMap<string, string> = new Map(
  sourceChoices.map(({ value, label }) => [value, label]),
);

/** What kinds of touchpoints and channels are called here. */
export function useNames(): Named {
  const kinds = useKinds();
  return useMemo(
    () => ({
      kinds: new Map(kinds.map(({ kind, label }) => [kind, label])),
      channels,
      kindChoices: kinds.map(({ kind, label }) => ({ value: kind, label })),
      channelChoices: sourceChoices,
    }),
    [kinds],
  );
}
