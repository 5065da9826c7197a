import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../web/api.ts';
import { queryClient } from '../../web/query.ts';
import type { TeamKind } from '../../web/session.ts';
import type { Choice } from '../../web/ui/Select.tsx';

/** A colleague, as contacts are given to them. */
export type Colleague = {
  id: string;
  name: string;
  active: boolean;
  teams: { name: string; kind: TeamKind }[];
};

const peopleQuery = queryOptions({
  queryKey: ['people', 'owners'],
  queryFn: ({ signal }) =>
    api.get<{ items: Colleague[] }>('/api/people', { search: { sort: 'name', limit: 500 }, signal }),
  staleTime: 5 * 60_000,
});

/** Everybody who works or worked here, by id. */
export function useColleagues(): ReadonlyMap<string, Colleague> {
  return useQuery({ ...peopleQuery, select: byId }).data ?? nobody;
}

/** To whom a contact can be given. */
export function useOwnerChoices(): readonly Choice[] {
  return useQuery({ ...peopleQuery, select: asChoices }).data ?? none;
}

export async function ownerChoices(): Promise<readonly Choice[]> {
  return asChoices(await queryClient.ensureQueryData(peopleQuery));
}

/** The hue of a person: the first of their teams that has one. */
export function teamOf(colleague: Colleague | undefined): TeamKind | undefined {
  const kinds = colleague?.teams.map((team) => team.kind) ?? [];
  return kinds.find((kind) => kind === 'marketing' || kind === 'sales') ?? kinds[0];
}

const nobody: ReadonlyMap<string, Colleague> = new Map();
const none: readonly Choice[] = [];

function byId({ items }: { items: Colleague[] }): ReadonlyMap<string, Colleague> {
  return new Map(items.map((person) => [person.id, person]));
}

function asChoices({ items }: { items: Colleague[] }): readonly Choice[] {
  return items.filter((person) => person.active).map(({ id, name }) => ({ value: id, label: name }));
}
