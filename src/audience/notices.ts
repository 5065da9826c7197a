import type { StoredEvent } from '../platform/outbox.ts';
import type { Notice, Told } from '../platform/room.ts';

const kind = 'contact.assigned';
const label = 'A contact is assigned to me';

/** What people are told about contacts. */
export const notices: Notice[] = [
  {
    on: 'contact.created',
    kind,
    label,
    tell: async (_db, events) => events.filter(isAlone).flatMap(tellOf('ownerId')),
  },
  {
    on: 'contact.assigned',
    kind,
    label,
    tell: async (_db, events) => events.filter(isAlone).flatMap(tellOf('to')),
  },
  { on: 'contacts.assigned', kind, label, tell: async (_db, events) => events.flatMap(tellOfMany) },
];

/** Of those in a bulk change or an import it is told once, when all of them are done; of a hand-off, as a hand-off. */
function isAlone({ payload }: StoredEvent): boolean {
  return ['bulkChangeId', 'importId', 'handoffId'].every((reason) => payload[reason] === undefined);
}

function tellOf(owner: 'ownerId' | 'to'): (event: StoredEvent) => Told[] {
  return (event) => {
    const { [owner]: userId, name } = event.payload;
    if (typeof userId !== 'string') return [];
    const title = `${String(name)} is yours now`;
    return [{ event, userId, title, body: givenBy(event), path: `/contacts/${event.subject_id}` }];
  };
}

function tellOfMany(event: StoredEvent): Told[] {
  const { to, count } = event.payload;
  if (typeof to !== 'string') return [];
  const many = Number(count);
  const title = `${many.toLocaleString('en-GB')} ${many === 1 ? 'contact was' : 'contacts were'} assigned to you`;
  return [{ event, userId: to, title, body: givenBy(event), path: '/contacts?view=mine' }];
}

function givenBy({ actor_name: name }: StoredEvent): string {
  return `Assigned by ${name}.`;
}
