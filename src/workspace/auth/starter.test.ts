import { expect } from 'vitest';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { createLog } from '../../platform/log.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { getOperation, startOperation } from '../../platform/operations.ts';
import { test } from '../../platform/testing/testing.ts';
import { createKey, revokeKey } from '../keys/keys.ts';
import { changePerson } from '../people/people.ts';
import { actor, makeTeam } from '../testing.ts';
import { starterOf } from './starter.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'test.asStarter': { operationId: string };
  }
}

/** Lets `change` happen between the start and the run. Answers as whom the work ran, and how it ended. */
async function ranAfter(db: Db, who: Actor, change: () => Promise<unknown>, kind = 'contacts.import') {
  const job = { kind, title: 'Import', job: 'test.asStarter', payload: {} } as const;
  const operationId = await startOperation(db, who, job);
  await change();
  const ran: Actor[] = [];
  const handle = asOperation(async (_payload: { operationId: string }, run) => void ran.push(run.who));
  const log = createLog('silent');
  await handle({ operationId }, { db, log, attempt: 1, maxAttempts: 3, starterOf });
  const { state, error } = await getOperation(db, operationId);
  return { ran, state, error };
}

test('work runs with the role and the teams its starter has by now', async ({ db }) => {
  const [owner, who] = [await actor(db, 'owner'), await actor(db, 'marketing_manager')];
  const team = await makeTeam(db, 'Field sales');
  const { ran, state } = await ranAfter(db, who, async () => {
    await changePerson(db, owner, who.id, { role: 'marketer' });
    await db.insertInto('workspace.team_members').values({ team_id: team, user_id: who.id }).execute();
  });
  expect(ran).toMatchObject([{ id: who.id, role: 'marketer', teamIds: [team] }]);
  expect(state).toBe('done');
});

test('whoever has left, or lost the right, has nothing done in their name; the operation says so', async ({
  db,
}) => {
  const owner = await actor(db, 'owner');
  const [leaver, demoted] = [await actor(db, 'marketer'), await actor(db, 'marketer')];
  const left = await ranAfter(db, leaver, () => changePerson(db, owner, leaver.id, { active: false }));
  expect(left).toMatchObject({ ran: [], state: 'failed', error: expect.stringContaining('not work here') });
  const lost = await ranAfter(db, demoted, () => changePerson(db, owner, demoted.id, { role: 'rep' }));
  expect(lost).toMatchObject({ ran: [], state: 'failed', error: expect.stringContaining('may not do this') });
});

test('a revoked key has nothing done in its name either; Tandem itself always has', async ({ db }) => {
  const owner = await actor(db, 'owner');
  const { id, name } = await createKey(db, owner, { name: 'Sync', role: 'marketer' });
  const key: Actor = { kind: 'key', id, name, role: 'marketer', teamIds: [] };
  expect(await ranAfter(db, key, async () => undefined)).toMatchObject({ ran: [key], state: 'done' });
  const revoked = await ranAfter(db, key, () => revokeKey(db, owner, id));
  expect(revoked).toMatchObject({ ran: [], state: 'failed', error: expect.stringContaining('was revoked') });
  const tandem = await starterOf(db, { kind: 'system', id: null, name: 'Tandem', work: 'contacts.import' });
  expect(tandem).toMatchObject({ kind: 'system', role: 'owner' });
});
