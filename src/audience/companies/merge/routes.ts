import type { App } from '../../../platform/http/app.ts';
import type { House } from '../../../platform/room.ts';
import { may } from '../../../workspace/workspace.ts';
import { findCompany } from '../reading.ts';
import { compareCompanies } from './comparing.ts';
import * as contract from './contract.ts';
import { mergeCompanies } from './merges.ts';
import { mergesOf } from './reading.ts';
import { unmergeCompanies } from './unmerges.ts';

export function companyMergeRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.post(
    '/api/companies/:id/merges',
    { ...may('companies.merge'), schema: contract.make },
    async ({ who, params, body }, reply) => {
      const { with: goneId, choices } = body;
      return reply.code(201).send(await mergeCompanies(db, who, { keptId: params.id, goneId, choices }));
    },
  );
  app.get(
    '/api/companies/:id/merges',
    { ...may('companies.read'), schema: contract.list },
    async ({ who, params }) => {
      const { id } = await findCompany(db, who, params.id);
      return { items: await mergesOf(db, id) };
    },
  );
  app.get(
    '/api/companies/:id/comparisons/:otherId',
    { ...may('companies.read'), schema: contract.compare },
    ({ who, params }) => compareCompanies(db, who, [params.id, params.otherId]),
  );
  app.post(
    '/api/company-merges/:id/reversal',
    { ...may('companies.merge'), schema: contract.reverse },
    ({ who, params }) => unmergeCompanies(db, who, params.id),
  );
}
