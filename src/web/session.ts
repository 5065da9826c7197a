import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './api.ts';

export type TeamKind = 'marketing' | 'sales' | 'success' | 'other';
/** How far a permission reaches: one's own records, those of one's teams and nobody's, or all. */
export type Scope = 'own' | 'team' | 'all';
export type Session = {
  user: {
    id: string;
    name: string;
    email: string;
    role: string;
    timeZone: string;
    teams: { id: string; name: string; kind: TeamKind }[];
  };
  workspace: { name: string };
  permissions: string[];
  /** Of each permission that one has. */
  scopes: Record<string, Scope>;
};

export const sessionQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Session>('/api/me', { signal }),
  staleTime: 5 * 60_000,
});

/** Who works here: fetched before the shell opens (router.tsx), kept fresh from then on; pages outside never ask. */
export function useSession(): Session | undefined {
  return useQuery({ ...sessionQuery, enabled: (query) => query.state.data !== undefined }).data;
}

/** May this user do it? Hides what would be refused; the server decides. */
export function useMay(permission: string | undefined): boolean {
  const session = useSession();
  return may(session, permission);
}

export function may(session: Session | undefined, permission: string | undefined): boolean {
  return permission === undefined || (session?.permissions.includes(permission) ?? false);
}

export function useTimeZone(): string {
  return useSession()?.user.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
