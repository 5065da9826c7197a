import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import { findContact } from '../reading.ts';
import { comparePair } from './comparing.ts';
import * as contract from './contract.ts';
import { mergeContacts, mergesOf } from './merges.ts';
import { unmergeContacts } from './unmerges.ts';

export function mergeRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.post(
    '/api/contacts/:id/merges',
    { ...may('contacts.merge'), schema: contract.make },
    async ({ who, params, body }, reply) => {
      const { with: goneId, choices } = body;
      return reply.code(201).send(await mergeContacts(db, who, { keptId: params.id, goneId, choices }));
    },
  );
  app.get(
    '/api/contacts/:id/merges',
    { ...may('contacts.read'), schema: contract.list },
    async ({ who, params }) => {
      const { id } = await findContact(db, who, params.id);
      return { items: await mergesOf(db, id) };
    },
  );
  app.get(
    '/api/contacts/:id/comparisons/:otherId',
    { ...may('contacts.read'), schema: contract.compare },
    ({ who, params }) => comparePair(db, who, [params.id, params.otherId]),
  );
  app.post(
    '/api/merges/:id/reversal',
    { ...may('contacts.merge'), schema: contract.reverse },
    ({ who, params }) => unmergeContacts(db, who, params.id),
  );
}
