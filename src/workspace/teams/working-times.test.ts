import { expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { changePerson } from '../people/people.ts';
import { actor, makeTeam } from '../testing.ts';
import { addHoliday } from './holidays.ts';
import { changeTeam } from './teams.ts';
import { usualHours } from './working-hours.ts';
import { workingTimesOf } from './working-times.ts';

test('one’s own hours come before the team’s, the team’s before the usual ones; holidays add up', async ({
  db,
}) => {
  const admin = await actor(db, 'admin');
  const team = await makeTeam(db, 'Vienna');
  const [plain, member, own] = [
    await actor(db, 'rep'),
    await actor(db, 'rep', { team }),
    await actor(db, 'rep', { team }),
  ];
  const mornings = { 1: [{ from: '08:00', to: '12:00' }] };
  const evenings = { 5: [{ from: '17:00', to: '21:00' }] };
  await changeTeam(db, admin, team, { timeZone: 'Europe/Vienna', workingHours: mornings });
  await changePerson(db, admin, own.id, { timeZone: 'America/New_York', workingHours: evenings });
  await addHoliday(db, admin, { date: '2026-12-25', name: 'Christmas Day', teamId: null });
  await addHoliday(db, admin, { date: '2026-12-08', name: 'Immaculate Conception', teamId: team });

  const times = await workingTimesOf(db, [plain.id, member.id, own.id]);
  const christmas = new Set(['2026-12-25']);
  const both = new Set(['2026-12-08', '2026-12-25']);
  expect(times.get(plain.id)).toEqual({ timeZone: 'Europe/London', hours: usualHours, holidays: christmas });
  expect(times.get(member.id)).toEqual({ timeZone: 'Europe/Vienna', hours: mornings, holidays: both });
  expect(times.get(own.id)).toEqual({ timeZone: 'America/New_York', hours: evenings, holidays: both });
  expect(await workingTimesOf(db, [])).toEqual(new Map());
});
