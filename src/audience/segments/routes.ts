import { conditionSources } from '../../platform/conditions.ts';
import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import { listContacts } from '../contact-list.ts';
import * as contract from './contract.ts';
import { historyOf, shownSegmentsOf, versionsOf } from './membership.ts';
import { addToList, takeOffList, undoPick } from './picks.ts';
import { previewSegment } from './preview.ts';
import { findSegment, listSegments } from './reading.ts';
import {
  archiveSegment,
  copySegment,
  createSegment,
  editSegment,
  rebuildSegment,
  restoreSegment,
} from './segments.ts';

export function segmentRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/segments', { ...may('segments.read'), schema: contract.list }, ({ who, query }) =>
    listSegments(db, who, query),
  );
  app.get('/api/segment-fields', { ...may('segments.read'), schema: contract.fields }, async ({ who }) => {
    const offers = [...conditionSources().values()].map((source) => source.offers(db, who));
    return { items: (await Promise.all(offers)).flat() };
  });
  app.post(
    '/api/segments',
    { ...may('segments.edit'), schema: contract.create },
    async ({ who, body }, reply) => reply.code(201).send(await createSegment(db, who, body)),
  );
  app.post('/api/segments/previews', { ...may('segments.edit'), schema: contract.tryOut }, ({ who, body }) =>
    previewSegment(db, who, body.tree),
  );
  one(app, { db });
  members(app, { db });
}

function one(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/segments/:id', { ...may('segments.read'), schema: contract.show }, ({ params }) =>
    findSegment(db, params.id),
  );
  app.patch(
    '/api/segments/:id',
    { ...may('segments.edit'), schema: contract.edit },
    ({ who, params, body }) => editSegment(db, who, params.id, body),
  );
  app.post(
    '/api/segments/:id/copies',
    { ...may('segments.edit'), schema: contract.copy },
    async ({ who, params }, reply) => reply.code(201).send(await copySegment(db, who, params.id)),
  );
  app.put(
    '/api/segments/:id/archival',
    { ...may('segments.edit'), schema: contract.archive },
    ({ who, params }) => archiveSegment(db, who, params.id),
  );
  app.delete(
    '/api/segments/:id/archival',
    { ...may('segments.edit'), schema: contract.restore },
    ({ who, params }) => restoreSegment(db, who, params.id),
  );
  app.post(
    '/api/segments/:id/builds',
    { ...may('segments.edit'), schema: contract.build },
    async ({ who, params }, reply) => reply.code(202).send(await rebuildSegment(db, who, params.id)),
  );
  app.get(
    '/api/segments/:id/versions',
    { ...may('segments.read'), schema: contract.listVersions },
    async ({ params }) => ({ items: await versionsOf(db, params.id) }),
  );
  app.get(
    '/api/segments/:id/history',
    { ...may('segments.read'), schema: contract.showHistory },
    ({ who, params, query }) => historyOf(db, who, params.id, query.days),
  );
}

function members(app: App, { db }: Pick<House, 'db'>): void {
  app.post(
    '/api/segments/:id/additions',
    { ...may('segments.edit'), schema: contract.add },
    ({ who, params, body }) => addToList(db, who, params.id, body),
  );
  app.post(
    '/api/segments/:id/removals',
    { ...may('segments.edit'), schema: contract.take },
    ({ who, params, body }) => takeOffList(db, who, params.id, body),
  );
  app.delete(
    '/api/segments/:id/changes/:changeId',
    { ...may('segments.edit'), schema: contract.undoPick },
    ({ who, params }) => undoPick(db, who, params.id, params.changeId),
  );
  app.get(
    '/api/segments/:id/contacts',
    { ...may('contacts.read'), schema: contract.listMembers },
    ({ who, params, query }) =>
      listContacts(db, who, { ...query, filter: [...query.filter, ['segment', 'is', params.id]] }),
  );
  app.get(
    '/api/contacts/:id/segments',
    { ...may('contacts.read'), schema: contract.ofContact },
    async ({ who, params }) => ({ items: await shownSegmentsOf(db, who, params.id) }),
  );
}
