import type { Role } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import type { StoredEvent } from '../../platform/outbox.ts';
import type { Notice, Told } from '../../platform/room.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

const soon = 'promise.due-soon';
const missed = 'promise.missed';
const agreement = 'agreement.changed';

/** What people are told about promises: the rep of theirs, the managers of what was agreed with them. */
export const clockNotices: Notice[] = [
  {
    on: 'promise.due-soon',
    kind: soon,
    label: 'A promise of mine is due soon',
    tell: (db, events) => toRep(db, events, (words, name) => `${words} for ${name} is due soon`),
  },
  {
    on: 'promise.missed',
    kind: missed,
    label: 'A promise of mine was missed',
    tell: (db, events) => toRep(db, events, (words, name) => `${words} for ${name} is overdue`),
  },
  {
    on: 'promise.reminded',
    kind: missed,
    label: 'A promise of mine was missed',
    tell: (db, events) => toRep(db, events, (words, name) => `${words} for ${name} is still overdue`),
  },
  {
    on: 'promise.escalated',
    kind: 'promise.escalated',
    label: 'A rep missed a promise (managers of sales)',
    tell: async (db, events) => {
      const names = await namesOf(db, events);
      return toRoles(db, ['sales_manager'], events, (event) => ({
        title: `${text(event.payload['words'])} for ${names.get(text(event.payload['contactId'])) ?? 'a lead'} was missed`,
        body: names.get(text(event.payload['repId'])) ?? 'Nobody has it yet',
        path: `/handoff/${event.subject_id}`,
      }));
    },
  },
  {
    on: 'promise.broken',
    kind: 'promise.broken',
    label: 'A month ended in which a promise was broken (managers)',
    tell: (db, events) =>
      toRoles(db, ['marketing_manager', 'sales_manager'], events, ({ payload }) => ({
        title: text(payload['words']),
        path: `/agreement?month=${text(payload['month'])}`,
      })),
  },
  {
    on: 'agreement.proposed',
    kind: agreement,
    label: 'The agreement is proposed, or comes into force (managers)',
    tell: (db, events) =>
      toRoles(db, MANAGERS, events, ({ payload, subject_id: id }) => ({
        title: `Version ${String(payload['number'])} of the agreement waits for your signature`,
        path: `/agreement/versions/${id}`,
      })),
  },
  {
    on: 'agreement.in-force',
    kind: agreement,
    label: 'The agreement is proposed, or comes into force (managers)',
    tell: (db, events) =>
      toRoles(db, MANAGERS, events, ({ payload }) => ({
        title: `Version ${String(payload['number'])} of the agreement is in force`,
        path: '/agreement',
      })),
  },
];

const MANAGERS: Role[] = ['marketing_manager', 'sales_manager', 'owner'];

async function toRep(
  db: Db,
  events: StoredEvent[],
  title: (words: string, name: string) => string,
): Promise<Told[]> {
  const names = await namesOf(db, events);
  return events.flatMap((event) => {
    const { repId, contactId, words } = event.payload;
    if (typeof repId !== 'string') return [];
    const name = names.get(text(contactId)) ?? 'a lead';
    return [{ event, userId: repId, title: title(text(words), name), path: `/handoff/${event.subject_id}` }];
  });
}

async function toRoles(
  db: Db,
  roles: Role[],
  events: StoredEvent[],
  words: (event: StoredEvent) => Pick<Told, 'title' | 'body' | 'path'>,
): Promise<Told[]> {
  const people = await db
    .selectFrom('workspace.users')
    .select('id')
    .where('role', 'in', roles)
    .where('deactivated_at', 'is', null)
    .execute();
  return events.flatMap((event) => people.map(({ id }) => ({ event, userId: id, ...words(event) })));
}

/** Of the contacts, and of the reps. */
async function namesOf(db: Db, events: StoredEvent[]): Promise<Map<string, string>> {
  const ids = (field: string) => [
    ...new Set(events.map(({ payload }) => text(payload[field])).filter(Boolean)),
  ];
  const [contacts, reps] = [ids('contactId'), ids('repId')];
  const people = contacts.length
    ? await db.selectFrom('audience.contacts').select(['id', 'name']).where('id', 'in', contacts).execute()
    : [];
  const users = reps.length
    ? await db.selectFrom('workspace.users').select(['id', 'name']).where('id', 'in', reps).execute()
    : [];
  return new Map([...people, ...users].map(({ id, name }) => [id, name]));
}
