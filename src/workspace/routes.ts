import type { App } from '../platform/http/app.ts';
import type { House } from '../platform/room.ts';
import { createEngine } from './auth/engine.ts';
import { mySecondFactorRoutes, myRoutes } from './auth/my-routes.ts';
import { oidcRoutes, passwordResetRoutes, setUpRoutes, signInRoutes } from './auth/routes.ts';
import { fileRoutes } from './files/routes.ts';
import { jobRoutes } from './jobs/routes.ts';
import { keyRoutes } from './keys/routes.ts';
import { mailRoutes } from './mails/routes.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { operationRoutes } from './operations/routes.ts';
import { invitationRoutes, joiningRoutes, peopleRoutes } from './people/routes.ts';
import { settingsRoutes } from './settings/routes.ts';
import { teamRoutes } from './teams/routes.ts';
import { viewRoutes } from './views/routes.ts';

export function routes(app: App, house: House): void {
  const engine = createEngine(house);
  signInRoutes(app, house, engine);
  oidcRoutes(app, house);
  setUpRoutes(app, house, engine);
  passwordResetRoutes(app, house);
  myRoutes(app, house);
  mySecondFactorRoutes(app, house, engine);
  peopleRoutes(app, house);
  invitationRoutes(app, house);
  joiningRoutes(app, house, engine);
  teamRoutes(app, house);
  keyRoutes(app, house);
  settingsRoutes(app, house);
  fileRoutes(app, house);
  operationRoutes(app, house);
  notificationRoutes(app, house);
  viewRoutes(app, house);
  mailRoutes(app, house);
  jobRoutes(app, house);
}
