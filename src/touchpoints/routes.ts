import type { App } from '../platform/http/app.ts';
import type { House } from '../platform/room.ts';
import { may } from '../workspace/workspace.ts';
import { companyFacetsOf, companyTimelineOf } from './company-timeline.ts';
import * as contract from './contract.ts';
import { intakeRoutes } from './intake/routes.ts';
import { journeyOf } from './journey.ts';
import { declareKind, listKinds } from './kinds.ts';
import { givePersonalLink } from './links/personal-links.ts';
import { logTouchpoint } from './log-touchpoint.ts';
import { snippetRoute } from './snippet/route.ts';
import { retentionRoutes } from './retention/routes.ts';
import { sourceCounts } from './source-counts.ts';
import { createSource, listSources, revokeSource } from './sources.ts';
import { timelineOf } from './timeline.ts';

export function routes(app: App, house: House): void {
  contactRoutes(app, house);
  sourceRoutes(app, house);
  retentionRoutes(app, house);
  intakeRoutes(app, house);
  snippetRoute(app);
}

function contactRoutes(app: App, { db, settings }: Pick<House, 'db' | 'settings'>): void {
  app.post(
    '/api/contacts/:id/touchpoints',
    { ...may('touchpoints.log'), schema: contract.log },
    async ({ who, params, body }, reply) =>
      reply.code(201).send(await logTouchpoint(db, who, params.id, body)),
  );
  app.get(
    '/api/contacts/:id/timeline',
    { ...may('contacts.read'), schema: contract.showTimeline },
    ({ who, params, query }) => timelineOf(db, who, params.id, query),
  );
  app.get(
    '/api/contacts/:id/journey',
    { ...may('contacts.read'), schema: contract.showJourney },
    ({ who, params }) => journeyOf(db, who, params.id),
  );
  app.post(
    '/api/contacts/:id/links',
    { ...may('contacts.read'), schema: contract.giveLink },
    async ({ who, params, body }, reply) =>
      reply.code(201).send(await givePersonalLink(db, who, settings.secret, params.id, body)),
  );
  app.get(
    '/api/companies/:id/timeline',
    { ...may('companies.read'), schema: contract.showCompanyTimeline },
    ({ who, params, query }) => companyTimelineOf(db, who, params.id, query),
  );
  app.get(
    '/api/companies/:id/timeline/facets',
    { ...may('companies.read'), schema: contract.showCompanyFacets },
    ({ who, params, query }) => companyFacetsOf(db, who, params.id, query),
  );
}

function sourceRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/touchpoint-kinds', { ...may('contacts.read'), schema: contract.listKinds }, async () => ({
    items: await listKinds(db),
  }));
  app.post(
    '/api/touchpoint-kinds',
    { ...may('sources.manage'), schema: contract.declareKind },
    async ({ who, body }, reply) => reply.code(201).send(await declareKind(db, who, body)),
  );
  app.get('/api/sources', { ...may('sources.read'), schema: contract.listSources }, async () => ({
    items: await listSources(db),
  }));
  app.post(
    '/api/sources',
    { ...may('sources.manage'), schema: contract.createSource },
    async ({ who, body }, reply) => reply.code(201).send(await createSource(db, who, body)),
  );
  app.delete(
    '/api/sources/:id/key',
    { ...may('sources.manage'), schema: contract.revokeSource },
    async ({ who, params }, reply) => {
      await revokeSource(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/api/sources/:id/counts',
    { ...may('sources.read'), schema: contract.counts },
    ({ params, query }) => sourceCounts(db, params.id, query.days),
  );
}
