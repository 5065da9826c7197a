import type { Role } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import type { StoredEvent } from '../../platform/outbox.ts';
import type { Notice, Told } from '../../platform/room.ts';
import { permissions, type Permission } from '../permissions.ts';

type Words = Omit<Told, 'event' | 'userId'>;

/** What the building itself tells people about; each room adds its own. */
export const notices: Notice[] = [
  {
    on: 'operation.finished',
    kind: 'operation.ended',
    label: 'Long work I started has ended',
    tell: async (_db, events) =>
      toStarter(events, ({ payload }) => ({
        title: `${text(payload['title'])} is done`,
        path: pathOf(payload),
      })),
  },
  {
    on: 'operation.failed',
    kind: 'operation.ended',
    label: 'Long work I started has ended',
    tell: async (_db, events) =>
      toStarter(events, ({ payload }) => ({
        title: `${text(payload['title'])} did not work`,
        body: text(payload['error']),
        path: pathOf(payload),
      })),
  },
  {
    on: 'person.joined',
    kind: 'person.joined',
    label: 'Somebody joined (administrators)',
    tell: (db, events) =>
      toThoseWhoMay(db, 'people.manage', events, ({ payload, subject_id: id }) => ({
        title: `${text(payload['name'])} joined`,
        body: `${text(payload['email'])}, ${text(payload['role']).replaceAll('_', ' ')}`,
        path: `/settings/people?person=${id}`,
      })),
  },
  {
    on: 'job.failed',
    kind: 'job.failed',
    label: 'Background work failed for good (administrators)',
    tell: (db, events) =>
      toThoseWhoMay(db, 'jobs.manage', events, ({ payload }) => ({
        title: `The job ${text(payload['job'])} failed for good`,
        body: text(payload['error']),
        path: '/settings/jobs?state=failed',
      })),
  },
  {
    on: 'mail.failed',
    kind: 'mail.failed',
    label: 'A mail could not be sent (administrators)',
    tell: (db, events) =>
      toThoseWhoMay(db, 'mail.manage', events, ({ payload }) => ({
        title: `The mail to ${text(payload['to'])} could not be sent`,
        body: text(payload['error']),
        path: '/settings/mail?state=failed',
      })),
  },
];

function toStarter(events: StoredEvent[], words: (event: StoredEvent) => Words): Told[] {
  return events.flatMap((event) => {
    const userId = event.payload['startedBy'];
    return typeof userId === 'string' ? [{ event, userId, ...words(event) }] : [];
  });
}

async function toThoseWhoMay(
  db: Db,
  permission: Permission,
  events: StoredEvent[],
  words: (event: StoredEvent) => Words,
): Promise<Told[]> {
  const roles = (Object.keys(permissions[permission]) as Role[]).filter(
    (role) => permissions[permission][role] !== null,
  );
  const people = await db
    .selectFrom('workspace.users')
    .select('id')
    .where('role', 'in', roles)
    .where('deactivated_at', 'is', null)
    .execute();
  return events.flatMap((event) => people.map(({ id }) => ({ event, userId: id, ...words(event) })));
}

function pathOf(payload: Record<string, unknown>): string {
  const path = payload['resultPath'];
  return typeof path === 'string' ? path : '/';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
