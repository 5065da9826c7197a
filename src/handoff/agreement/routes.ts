import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import {
  discardAgreement,
  draftAgreement,
  editAgreement,
  proposeAgreement,
  signAgreement,
  withdrawAgreement,
} from './agreements.ts';
import { attainmentOf } from './attainment.ts';
import { casesOf, lateCases } from './cases.ts';
import { listConsequences, reopenConsequence, settleConsequence } from './consequences.ts';
import * as contract from './contract.ts';
import { compareAgreement } from './differences.ts';
import { pastMonths } from './months.ts';
import { currentAgreements, findAgreement, listAgreements } from './reading.ts';

export function agreementRoutes(app: App, { db }: Pick<House, 'db'>): void {
  const read = may('handoffs.read');
  const edit = may('agreements.edit');
  app.get('/api/agreements', { ...read, schema: contract.list }, ({ query }) => listAgreements(db, query));
  app.get('/api/agreements/current', { ...read, schema: contract.showCurrent }, ({ who }) =>
    currentAgreements(db, who),
  );
  app.get('/api/agreements/:id', { ...read, schema: contract.show }, ({ who, params }) =>
    findAgreement(db, who, params.id),
  );
  app.get(
    '/api/agreements/:id/differences',
    { ...read, schema: contract.compare },
    ({ who, params, query }) => compareAgreement(db, who, params.id, query.against),
  );
  app.post('/api/agreements', { ...edit, schema: contract.draft }, async ({ who, body }, reply) =>
    reply.code(201).send(await draftAgreement(db, who, body)),
  );
  app.patch('/api/agreements/:id', { ...edit, schema: contract.edit }, ({ who, params, body }) =>
    editAgreement(db, who, params.id, body),
  );
  app.delete('/api/agreements/:id', { ...edit, schema: contract.discard }, async ({ who, params }, reply) => {
    await discardAgreement(db, who, params.id);
    return reply.code(204).send(null);
  });
  app.put('/api/agreements/:id/proposal', { ...edit, schema: contract.propose }, ({ who, params }) =>
    proposeAgreement(db, who, params.id),
  );
  app.delete('/api/agreements/:id/proposal', { ...edit, schema: contract.withdraw }, ({ who, params }) =>
    withdrawAgreement(db, who, params.id),
  );
  app.put(
    '/api/agreements/:id/signatures/:side',
    { ...may('agreements.sign'), schema: contract.sign },
    ({ who, params }) => signAgreement(db, who, params.id, params.side),
  );
  attainmentRoutes(app, { db });
}

function attainmentRoutes(app: App, { db }: Pick<House, 'db'>): void {
  const read = may('handoffs.read');
  const edit = may('agreements.edit');
  app.get('/api/agreements/attainment', { ...read, schema: contract.attain }, ({ query }) =>
    attainmentOf(db, query.month),
  );
  app.get('/api/agreements/months', { ...read, schema: contract.listMonths }, async () => ({
    items: await pastMonths(db),
  }));
  app.get('/api/agreements/cases', { ...read, schema: contract.listCases }, ({ who, query }) =>
    casesOf(db, who, query),
  );
  app.get('/api/agreements/late', { ...read, schema: contract.listLate }, ({ who, query }) =>
    lateCases(db, who, query),
  );
  app.get('/api/consequences', { ...read, schema: contract.listConsequences }, ({ who, query }) =>
    listConsequences(db, who, query),
  );
  app.put('/api/consequences/:id/settlement', { ...edit, schema: contract.settle }, ({ who, params, body }) =>
    settleConsequence(db, who, params.id, body.words),
  );
  app.delete('/api/consequences/:id/settlement', { ...edit, schema: contract.unsettle }, ({ who, params }) =>
    reopenConsequence(db, who, params.id),
  );
}
