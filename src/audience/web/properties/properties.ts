import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type { PropertyAnswer, PropertyUsage } from '../../properties/contract.ts';

export type Property = Wire<PropertyAnswer>;
export type RecordKind = Property['recordKind'];
export type PropertyChoice = Property['choices'][number];
export type PropertyValue = string | number | boolean | string[];
export type PropertyValues = Record<string, PropertyValue>;

/** What comes before the key where a property stands among fields: in filters, columns and the history. */
export const PROPERTY_FIELD = 'property:';

/** Those in use, in their order. */
export function propertiesQuery(recordKind: RecordKind) {
  return queryOptions({
    queryKey: ['properties', recordKind],
    queryFn: ({ signal }) =>
      api.get<{ items: Property[] }>('/api/properties', { search: { recordKind }, signal }),
    staleTime: 5 * 60_000,
  });
}

export function useProperties(recordKind: RecordKind): readonly Property[] {
  return useQuery(propertiesQuery(recordKind)).data?.items ?? none;
}

/** Archived ones too, for the page on which they are kept. */
export function useEveryProperty(recordKind: RecordKind) {
  return useQuery({
    queryKey: ['properties', recordKind, 'every'],
    queryFn: ({ signal }) =>
      api.get<{ items: Property[] }>('/api/properties', { search: { recordKind, archived: true }, signal }),
  });
}

export type Usage = Record<string, PropertyUsage>;

/** About how many records have each; undefined while it is counted. */
export function useUsage(recordKind: RecordKind): Usage | undefined {
  const query = useQuery({
    queryKey: ['properties', recordKind, 'usage'],
    queryFn: ({ signal }) =>
      api.get<{ usage: Usage }>('/api/property-usage', { search: { recordKind }, signal }),
  });
  return query.data?.usage;
}

/** For words about what happened, which stand on pages that have asked for the properties already. */
export function knownProperty(recordKind: RecordKind, field: string): Property | undefined {
  if (!field.startsWith(PROPERTY_FIELD)) return undefined;
  const key = field.slice(PROPERTY_FIELD.length);
  const { items = [] } = queryClient.getQueryData(propertiesQuery(recordKind).queryKey) ?? {};
  return items.find((property) => property.key === key);
}

export async function refreshProperties(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['properties'] });
}

const none: readonly Property[] = [];
