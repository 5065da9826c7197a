import { afterEach, expect } from 'vitest';
import '../../rooms.ts';
import { system } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import { test } from '../../platform/testing/testing.ts';
import { eventNames, makeTeam } from '../../workspace/testing.ts';
import { handoffRow, hotLead, rep, setRouting } from '../testing.ts';
import { draftModel, startSimulation } from '../../scoring/testing.ts';
import { changeRep, findRep, listReps, repsCapacity } from './reps.ts';
import { routeOnce } from './route.ts';

afterEach(() => releaseClock());

test('reps are those who sell and work here, with what they have and when they work', async ({ db }) => {
  freezeClock(new Date('2026-11-20T18:00:00Z'));
  const north = await makeTeam(db, 'North');
  const hanna = await rep(db, 'Hanna', { team: north });
  await rep(db, 'Tomás', { role: 'marketer' });
  const gone = await rep(db, 'Gone');
  await db
    .updateTable('workspace.users')
    .set({ deactivated_at: new Date() })
    .where('id', '=', gone.id)
    .execute();
  await hotLead(db);
  expect(await listReps(db)).toEqual([
    {
      id: hanna.id,
      name: 'Hanna',
      role: 'rep',
      teams: [{ id: north, name: 'North' }],
      weight: 1,
      capacity: null,
      effectiveCapacity: 20,
      open: 1,
      skills: [],
      languages: [],
      takesLeads: true,
      vacations: [],
      awayUntil: null,
      worksNow: false,
      // Friday evening: Monday at nine, in London.
      worksAgainAt: new Date('2026-11-23T09:00:00Z'),
    },
  ]);
  await expect(findRep(db, gone.id)).rejects.toThrow('does not work here any more');
});

test('their capacity is that of those who take leads, and a simulation of the score is judged by it', async ({
  db,
}) => {
  const [hanna, ben, away] = [await rep(db, 'Hanna'), await rep(db, 'Ben'), await rep(db, 'Away')];
  await changeRep(db, system, hanna.id, { capacity: 30 });
  await changeRep(db, system, ben.id, { capacity: 12 });
  await changeRep(db, system, away.id, { takesLeads: false });
  expect(await repsCapacity(db)).toBe(42);
  const { id } = await draftModel(db, hanna);
  expect(await startSimulation(db, hanna, id, {})).toMatchObject({ capacity: 42, capacitySaid: false });
});

test('what is changed stays, what is not named too, and the day counts where the rep is', async ({ db }) => {
  // Already Saturday in Auckland.
  freezeClock(new Date('2026-11-20T18:00:00Z'));
  const hanna = await rep(db, 'Hanna');
  await db
    .updateTable('workspace.users')
    .set({ time_zone: 'Pacific/Auckland' })
    .where('id', '=', hanna.id)
    .execute();
  await changeRep(db, system, hanna.id, { capacity: 3, skills: ['Spa', 'Spa'] });
  const vacations = [{ from: '2026-11-21', to: '2026-11-21', note: 'Sister’s wedding' }];
  const changed = await changeRep(db, system, hanna.id, { vacations, weight: 2 });
  expect(changed).toMatchObject({
    capacity: 3,
    skills: ['Spa'],
    weight: 2,
    awayUntil: '2026-11-21',
    vacations: [{ from: '2026-11-21', note: 'Sister’s wedding' }],
  });
  await changeRep(db, system, hanna.id, { vacations: [] });
  expect(await findRep(db, hanna.id)).toMatchObject({ awayUntil: null, vacations: [] });
  const names = await eventNames(db);
  expect(names.filter((name) => name === 'rep.changed')).toHaveLength(3);
  await changeRep(db, system, hanna.id, { weight: 2 });
  expect(await eventNames(db)).toHaveLength(names.length);
});

test('whoever can take more, is given at once what waits', async ({ db }) => {
  const hanna = await rep(db, 'Hanna');
  await setRouting(db, { capacity: 1 });
  await hotLead(db);
  const { id } = await hotLead(db);
  expect((await handoffRow(db, id)).rep_id).toBeNull();
  await changeRep(db, system, hanna.id, { capacity: 2 });
  expect(await routeOnce(db)).toBe(1);
  expect((await handoffRow(db, id)).rep_id).toBe(hanna.id);
});
