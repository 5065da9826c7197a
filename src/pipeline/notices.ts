import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { StoredEvent } from '../platform/outbox.ts';
import type { Notice, Told } from '../platform/room.ts';

const assigned = { kind: 'deal.assigned', label: 'A deal is assigned to me' };
const won = { kind: 'deal.won', label: 'A deal of mine, or with somebody I handed to sales, is won' };

/** What people are told about deals. */
export const notices: Notice[] = [
  { on: 'deal.opened', ...assigned, tell: async (_db, events) => events.flatMap(tellOf('ownerId')) },
  { on: 'deal.assigned', ...assigned, tell: async (_db, events) => events.flatMap(tellOf('to')) },
  { on: 'deal.won', ...won, tell: tellOfWin },
];

function tellOf(owner: 'ownerId' | 'to'): (event: StoredEvent) => Told[] {
  return (event) => {
    const { [owner]: userId, name } = event.payload;
    if (typeof userId !== 'string') return [];
    const title = `The deal ${String(name)} is yours now`;
    return [{ event, userId, title, body: `Assigned by ${event.actor_name}.`, path: pathOf(event) }];
  };
}

/** Marketing hears what became of the lead it handed over, as well as whoever the deal belongs to. */
async function tellOfWin(db: Db, events: StoredEvent[]): Promise<Told[]> {
  const handoffIds = events.flatMap(({ payload }) => text(payload['handoffId']));
  const { rows } = await sql<{ id: string; opened_by: string }>`
    select id, opened_by from handoff.handoffs
    where id = any(${handoffIds}::uuid[]) and opened_by is not null`.execute(db);
  const opener = new Map(rows.map(({ id, opened_by: by }) => [id, by]));
  return events.flatMap((event) => {
    const { ownerId, handoffId, name } = event.payload;
    const people = new Set([...text(ownerId), ...text(opener.get(String(handoffId)))]);
    const title = `${String(name)} is won`;
    const body = `Marked by ${event.actor_name}.`;
    return [...people].map((userId) => ({ event, userId, title, body, path: pathOf(event) }));
  });
}

function text(value: unknown): string[] {
  return typeof value === 'string' ? [value] : [];
}

function pathOf(event: StoredEvent): string {
  return `/deals/${event.subject_id}`;
}
