/** What is looked for; it stands in the URL, so a link shows the same. */
export type AuditSearch = {
  q?: string;
  actor?: string;
  kind?: string;
  subject?: string;
  from?: string;
  to?: string;
};

export function auditSearch(search: Record<string, unknown>): AuditSearch {
  const names = ['q', 'actor', 'kind', 'subject', 'from', 'to'] as const;
  const given = names.filter(
    (name) => ['string', 'number'].includes(typeof search[name]) && search[name] !== '',
  );
  return Object.fromEntries(given.map((name) => [name, String(search[name])]));
}
