import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';

export type Methods = { password: boolean; oidc: { name: string } | null; refusal: string | null };
export type Invitation = {
  email: string;
  name: string | null;
  roleName: string;
  workspaceName: string;
  invitedBy: string | null;
};

/** `refused` is what the way back from an identity provider brought; the answer says it in words. */
export const methodsQuery = (refused?: string) =>
  queryOptions({
    queryKey: ['sign-in', 'methods', refused],
    queryFn: ({ signal }) => api.get<Methods>('/api/sign-in/methods', { search: { refused }, signal }),
  });

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.get<Invitation>(`/api/invitations/${encodeURIComponent(token)}`, { signal }),
    retry: false,
  });

export const setUpQuery = (token: string) =>
  queryOptions({
    queryKey: ['set-up', token],
    queryFn: ({ signal }) => api.get<{ valid: boolean }>('/api/set-up', { search: { token }, signal }),
    retry: false,
  });

/** Where a link wanted to go before it was asked who is there; never out of this Tandem. */
export function safeWay(to: unknown): string {
  if (typeof to !== 'string' || !to.startsWith('/')) return '/';
  // As the browser will read it: it drops tabs and takes a backslash for a slash, so a look at the text is not enough.
  const way = URL.parse(to, location.origin);
  if (way?.origin !== location.origin || way.pathname.startsWith('//')) return '/';
  const inCircles = /^\/(sign-in|set-up|forgot|reset|invitation)(\/|$)/.test(way.pathname);
  return inCircles ? '/' : `${way.pathname}${way.search}${way.hash}`;
}

/** Whoever was here before leaves nothing behind; then into the product. */
export function enter(to: string): void {
  queryClient.clear();
  location.assign(to);
}
