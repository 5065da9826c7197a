import type { Command, RecordKind } from '../room.ts';
import type { IconName } from '../ui/icon-paths.ts';
import type { RailSection } from './rail-items.ts';

export type PaletteItem = {
  id: string;
  group: 'Recent' | 'Records' | 'Go to' | 'Do';
  label: string;
  subtitle?: string | undefined;
  end?: string | undefined;
  keys?: string | undefined;
  icon: IconName;
  words?: string | undefined;
  /** A path to go to, or something to do. */
  to?: string;
  run?: Command['run'];
};

export type FoundRecord = { kind: string; id: string; title: string; subtitle: string | null; path: string };

export function pageItems(sections: readonly RailSection[]): PaletteItem[] {
  return sections.flatMap(({ group, items }) =>
    items.map((item) => ({
      id: `page ${item.to}`,
      group: 'Go to' as const,
      label: item.label,
      subtitle: item.label === group ? undefined : group,
      keys: item.keys,
      icon: item.icon,
      words: item.words,
      to: item.to,
    })),
  );
}

export function commandItems(commands: readonly Command[]): PaletteItem[] {
  return commands.map((command) => ({
    id: `do ${command.id}`,
    group: 'Do' as const,
    label: command.label,
    keys: command.keys,
    icon: command.icon ?? 'right',
    words: command.words,
    run: command.run,
  }));
}

export function recordItems(found: readonly FoundRecord[], kinds: readonly RecordKind[]): PaletteItem[] {
  return found.map((record) => {
    const kind = kinds.find((known) => known.kind === record.kind);
    return {
      id: `record ${record.kind} ${record.id}`,
      group: 'Records' as const,
      label: record.title,
      subtitle: record.subtitle ?? undefined,
      end: kind?.label,
      icon: kind?.icon ?? 'page',
      to: record.path,
    };
  });
}

/** Every typed word must start a word of the item: 'new con' finds New contact, 'set peo' finds People in Settings. */
export function matching(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...items];
  return items
    .map((item) => ({ item, rank: rankOf(item, wanted) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((one, other) => other.rank - one.rank)
    .map(({ item }) => item);
}

/** Also quotation marks: “heard us” is found by its words. */
const NO_WORD = /[^\p{L}\p{N}@.]+/u;

function rankOf(item: PaletteItem, wanted: string[]): number {
  const label = item.label.toLowerCase();
  const all = `${label} ${item.subtitle ?? ''} ${item.words ?? ''}`.toLowerCase().split(NO_WORD);
  if (!wanted.every((word) => all.some((known) => known.startsWith(word)))) return 0;
  return label.startsWith(wanted.join(' ')) ? 2 : 1;
}
