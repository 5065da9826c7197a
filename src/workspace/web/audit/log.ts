import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type { AuditEntry, AuditPageOfEntries } from './audit.ts';
import type { AuditSearch } from './search.ts';

const fewest = 20;
const mostCalls = 25;

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) => readOn(search, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/**
 * The server looks through a stretch of the log at a time, and what is rare may not be in it: it is asked on until
 * there is something to show.
 */
async function readOn(
  search: AuditSearch,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<AuditPageOfEntries> {
  const whole: AuditPageOfEntries = { items: [], people: [], next: cursor ?? null };
  for (let calls = 0; calls < mostCalls; calls += 1) {
    const page = await api.get<AuditPageOfEntries>('/api/audit', {
      search: { ...search, cursor: whole.next, limit: 100 },
      signal,
    });
    whole.items.push(...page.items);
    whole.people.push(...page.people);
    whole.next = page.next;
    if (page.next === null || whole.items.length >= fewest) break;
  }
  return whole;
}

export function namesOf(pages: readonly AuditPageOfEntries[]): Map<string, string> {
  return new Map(pages.flatMap(({ people }) => people.map(({ id, name }) => [id, name])));
}

export function entriesOf(pages: readonly AuditPageOfEntries[]): AuditEntry[] {
  return pages.flatMap(({ items }) => items);
}
