import { apiOf } from './api.ts';
import type { Colleague } from './people.ts';
import type { Tandem } from './tandem.ts';
import type { Sessions } from './world.ts';

type Operation = { id: string; state: string; error: string | null; result: Record<string, unknown> | null };

/** Imports a file as the import page does, and waits until the work is done. */
export async function importCsv(
  { address, sessions }: Tandem & { sessions: Sessions },
  who: Colleague,
  name: string,
  csv: string,
): Promise<Operation> {
  const cookie = sessions[who];
  const uploaded = await fetch(`${address}/api/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'text/csv' },
    body: csv,
  });
  const { id: fileId } = (await uploaded.json()) as { id: string };
  const api = apiOf(address, { cookie });
  const { id } = await api.post<{ id: string }>('/api/imports', { fileId });
  for (;;) {
    const operation = await api.get<Operation>(`/api/operations/${id}`);
    if (operation.state === 'done') return operation;
    if (operation.error !== null) throw new Error(operation.error);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
