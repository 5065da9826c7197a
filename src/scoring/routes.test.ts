import { expect } from 'vitest';
import { audience } from '../audience/audience.ts';
import { test } from '../platform/testing/testing.ts';
import { touchpoints } from '../touchpoints/touchpoints.ts';
import { actor, signIn, testApp, testHouse } from '../workspace/testing.ts';
import { scoring } from './scoring.ts';
import { draftModel } from './testing.ts';

test('a version that cannot be used is refused in words, and none of them a program’s', async ({ db }) => {
  const app = await testApp(testHouse(db), [audience, touchpoints, scoring]);
  const who = await actor(db, 'marketing_manager');
  const headers = await signIn(app, who);
  const { id, document } = await draftModel(db, who);
  const patch = async (payload: object) => {
    const answer = await app.inject({ method: 'PATCH', url: `/api/score-models/${id}`, headers, payload });
    expect(answer.statusCode, answer.body).toBe(422);
    expect(answer.body).not.toMatch(/invalid input|expected|received|undefined|unrecognized/i);
    return answer.json<{ detail: string; errors: { field: string; message: string }[] }>();
  };
  expect((await patch({ owners: {} })).detail).toBe('owners is not known here.');
  expect((await patch({ document: 'none' })).detail).toBe('document must be an object.');
  const { fit: _fit, ...unfit } = document;
  expect((await patch({ document: { ...unfit, groups: 'none' } })).errors).toEqual([
    { field: 'document.fit', message: 'fit is missing.' },
    { field: 'document.groups', message: 'groups must be a list.' },
  ]);
});
