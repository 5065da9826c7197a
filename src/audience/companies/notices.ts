import type { StoredEvent } from '../../platform/outbox.ts';
import type { Notice, Told } from '../../platform/room.ts';

const kind = 'company.assigned';
const label = 'A company is assigned to me';

/** What people are told about companies. */
export const companyNotices: Notice[] = [
  {
    on: 'company.created',
    kind,
    label,
    tell: async (_db, events) => events.filter(isByHand).flatMap(tellOf('ownerId')),
  },
  {
    on: 'company.assigned',
    kind,
    label,
    tell: async (_db, events) => events.filter(isByHand).flatMap(tellOf('to')),
  },
];

/** Nobody reads a thousand messages: of files and bulk changes the list of one's companies tells. */
function isByHand({ payload }: StoredEvent): boolean {
  return payload['importId'] === undefined && payload['bulkChangeId'] === undefined;
}

function tellOf(owner: 'ownerId' | 'to'): (event: StoredEvent) => Told[] {
  return (event) => {
    const { [owner]: userId, name } = event.payload;
    if (typeof userId !== 'string') return [];
    const title = `${String(name)} is yours now`;
    const body = `Assigned by ${event.actor_name}.`;
    return [{ event, userId, title, body, path: `/companies/${event.subject_id}` }];
  };
}
