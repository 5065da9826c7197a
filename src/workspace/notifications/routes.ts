import type { App } from '../../platform/http/app.ts';
import { cutPage } from '../../platform/lists.ts';
import type { House, Notice } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import * as contract from './contract.ts';
import {
  changeNotificationSettings,
  countUnread,
  listNotifications,
  readAllNotifications,
  readNotification,
  readNotificationSettings,
} from './notifications.ts';

export function notificationRoutes(app: App, { db }: House): void {
  app.get('/api/notifications', { ...may('signed-in'), schema: contract.list }, async ({ who, query }) => {
    const found = await listNotifications(db, who, { before: query.cursor, limit: query.limit + 1 });
    const { rows, next } = cutPage(found, query.limit);
    return { items: rows, next };
  });
  app.get('/api/notifications/unread', { ...may('signed-in'), schema: contract.unread }, async ({ who }) => ({
    count: await countUnread(db, who),
  }));
  app.put(
    '/api/notifications/:id/reading',
    { ...may('signed-in'), schema: contract.read },
    async ({ who, params }, reply) => {
      await readNotification(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/notifications/readings',
    { ...may('signed-in'), schema: contract.readAll },
    async ({ who }, reply) => {
      await readAllNotifications(db, who);
      return reply.code(204).send(null);
    },
  );
}

/** Every room adds kinds, so these know them all. */
export function notificationSettingsRoutes(app: App, { db }: House, notices: Notice[]): void {
  const url = '/api/me/notification-settings';
  app.get(url, { ...may('signed-in'), schema: contract.showSettings }, ({ who }) =>
    readNotificationSettings(db, who, notices),
  );
  app.put(url, { ...may('signed-in'), schema: contract.changeSettings }, ({ who, body }) =>
    changeNotificationSettings(db, who, notices, body.kinds),
  );
}
