import type { App } from '../../platform/http/app.ts';
import type { House, SubjectKind } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import { readActivity } from './activity.ts';
import { searchAudit } from './audit.ts';
import * as contract from './contract.ts';

export function activityRoutes(app: App, { db }: House, kinds: Record<string, SubjectKind>): void {
  // Whoever is signed in; what they may see is what they may read of that kind of record.
  app.get('/api/activity', { ...may('signed-in'), schema: contract.activity }, ({ who, query }) =>
    readActivity(db, who, kinds, query),
  );
  app.get('/api/audit', { ...may('audit.read'), schema: contract.audit }, ({ who, query }) =>
    searchAudit(db, who, kinds, query),
  );
}
