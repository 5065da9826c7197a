import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from './api.ts';

export type Named = { id: string; name: string };

export async function contactCalled(api: Api, name: string): Promise<Named> {
  const { items } = await api.get<{ items: Named[] }>(`/api/contacts?q=${encodeURIComponent(name)}`);
  const contact = items.find((each) => each.name === name);
  if (!contact) throw new Error(`Nobody is called ${name}.`);
  return contact;
}

export const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** So many days ago, this; as a colleague would have logged it. */
export function logged(
  api: Api,
  { id }: Named,
  days: number,
  touch: Record<string, unknown>,
): Promise<unknown> {
  return api.post(`/api/contacts/${id}/touchpoints`, { occurredAt: daysAgo(days), ...touch });
}

/** What a browser or a program sends, with the key of a source. */
export async function send(address: string, writeKey: string, batch: unknown[]): Promise<void> {
  const response = await fetch(`${address}/v1/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
    },
    body: JSON.stringify({ writeKey, batch }),
  });
  if (!response.ok) throw new Error(`The batch was refused: ${response.status}`);
}

/** What is acknowledged is stored soon after; so many have been by then. */
export async function untilSeen(api: Api, source: { id: string }, count: number): Promise<void> {
  for (let waited = 0; waited < LONGEST_MS; waited += 50) {
    const { items } = await api.get<{ items: { id: string; seen: number }[] }>('/api/sources');
    if ((items.find(({ id }) => id === source.id)?.seen ?? 0) >= count) return;
    await pause(50);
  }
  throw new Error(`The source has not seen ${count} messages.`);
}

const LONGEST_MS = 10_000;

/** A source that takes what programs send, about people by their e-mail address. */
export async function openSource(api: Api, name: string): Promise<{ id: string; writeKey: string }> {
  return api.post('/api/sources', { kind: 'segment', name });
}
