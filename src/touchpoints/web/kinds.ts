import { useQuery } from '@tanstack/react-query';
import { kindsQuery, type Kind } from './touchpoints.ts';

const none: readonly Kind[] = [];
const nothing: ReadonlyMap<string, string> = new Map();

export function useKinds(): readonly Kind[] {
  return useQuery({ ...kindsQuery, select: itemsOf }).data ?? none;
}

/** What each kind is called, those declared here among them. */
export function useNamedKinds(): ReadonlyMap<string, string> {
  return useQuery({ ...kindsQuery, select: namesOf }).data ?? nothing;
}

function itemsOf({ items }: { items: Kind[] }): readonly Kind[] {
  return items;
}

function namesOf({ items }: { items: Kind[] }): ReadonlyMap<string, string> {
  return new Map(items.map(({ kind, label }) => [kind, label]));
}
