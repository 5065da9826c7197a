import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import * as contract from './contract.ts';
import { changeSettings, readSettings } from './settings.ts';

export function settingsRoutes(app: App, { db }: House): void {
  app.get('/api/workspace', { ...may('signed-in'), schema: contract.showSettings }, () => readSettings(db));
  app.patch(
    '/api/workspace',
    { ...may('workspace.manage'), schema: contract.changeSettings },
    ({ who, body }) => changeSettings(db, who, body),
  );
}
