import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import * as contract from './contract.ts';
import { addHoliday, listHolidays, removeHoliday } from './holidays.ts';
import { addMember, changeTeam, createTeam, deleteTeam, listTeams, readTeam, removeMember } from './teams.ts';

export function teamRoutes(app: App, house: House): void {
  const { db } = house;
  app.get('/api/teams', { ...may('teams.read'), schema: contract.list }, async () => ({
    items: await listTeams(db),
  }));
  app.post('/api/teams', { ...may('teams.manage'), schema: contract.create }, async ({ who, body }, reply) =>
    reply.code(201).send(await createTeam(db, who, body)),
  );
  app.get('/api/teams/:id', { ...may('teams.read'), schema: contract.show }, ({ params }) =>
    readTeam(db, params.id),
  );
  app.patch('/api/teams/:id', { ...may('teams.manage'), schema: contract.change }, ({ who, params, body }) =>
    changeTeam(db, who, params.id, body),
  );
  app.delete(
    '/api/teams/:id',
    { ...may('teams.manage'), schema: contract.remove },
    async ({ who, params }, reply) => {
      await deleteTeam(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  const member = '/api/teams/:id/members/:userId';
  app.put(member, { ...may('teams.manage'), schema: contract.addMember }, ({ who, params }) =>
    addMember(db, who, params.id, params.userId),
  );
  app.delete(member, { ...may('teams.manage'), schema: contract.removeMember }, ({ who, params }) =>
    removeMember(db, who, params.id, params.userId),
  );
  holidayRoutes(app, house);
}

function holidayRoutes(app: App, { db }: House): void {
  app.get('/api/holidays', { ...may('teams.read'), schema: contract.listHolidays }, async ({ query }) => ({
    items: await listHolidays(db, query),
  }));
  app.post(
    '/api/holidays',
    { ...may('teams.manage'), schema: contract.addHoliday },
    async ({ who, body }, reply) => reply.code(201).send(await addHoliday(db, who, body)),
  );
  app.delete(
    '/api/holidays/:id',
    { ...may('teams.manage'), schema: contract.removeHoliday },
    async ({ who, params }, reply) => {
      await removeHoliday(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
}
