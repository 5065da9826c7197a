import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { funnelOf } from './funnel.ts';
import { peopleAt } from './people.ts';

/** Counted from contacts, so within the reach of `contacts.read`: reps see their own team's people. */
export function funnelRoutes(app: App, { db }: House): void {
  app.get('/api/funnel', { ...may('contacts.read'), schema: contract.show }, ({ who, query }) =>
    funnelOf(db, who, query),
  );
  app.get('/api/funnel/people', { ...may('contacts.read'), schema: contract.people }, ({ who, query }) =>
    peopleAt(db, who, query),
  );
}
