import { expect } from 'vitest';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { App } from '../../platform/http/app.ts';
import { unseal } from '../../platform/seal.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, cookiesOf, eventNames, makeTeam, PASSWORD, signIn, testApp, testHouse } from '../testing.ts';

type Headers = { cookie: string };

const email = 'nora@castellan.example';
const joining = { name: 'Nora Castellan', password: PASSWORD, timeZone: 'Europe/Vienna' };

function invite(app: App, headers: Headers, payload: object = {}) {
  return app.inject({
    method: 'POST',
    url: '/api/invitations',
    headers,
    payload: { email, role: 'rep', ...payload },
  });
}

const tokenOf = (link: string) => new URL(link).searchParams.get('token') ?? '';

const accept = (app: App, token: string, payload: object = joining) =>
  app.inject({ method: 'POST', url: `/api/invitations/${token}/acceptance`, payload });

test('somebody is invited, sees who invites, joins, and is in', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const admin = await actor(db, 'admin');
  const team = await makeTeam(db, 'Field sales');
  const invited = await invite(app, await signIn(app, admin), {
    email: ' Nora@Castellan.example',
    teamIds: [team],
  });
  expect(invited.statusCode).toBe(201);
  const { link } = invited.json();
  expect(link).toMatch(/^http:\/\/localhost:4000\/invitation\?token=\w{43}$/);
  const mail = await db.selectFrom('platform.mails').selectAll().executeTakeFirst();
  expect(mail).toMatchObject({ to_address: email, subject: `${admin.name} invites you to Hallow & Reed` });
  const { secret } = testHouse(db).settings;
  expect(unseal(mail?.sealed_values ?? Buffer.alloc(0), secret)).toContain(link);
  expect(mail?.sealed_values?.toString('latin1')).not.toContain(tokenOf(link));

  const token = tokenOf(link);
  expect((await app.inject({ url: `/api/invitations/${token}` })).json()).toEqual({
    workspaceName: 'Hallow & Reed',
    email,
    name: null,
    roleName: 'Sales rep',
    invitedBy: admin.name,
  });
  const joined = await accept(app, token);
  expect(joined.statusCode).toBe(204);
  const { user } = (await app.inject({ url: '/api/me', headers: cookiesOf(joined) })).json();
  expect(user).toMatchObject({
    name: 'Nora Castellan',
    email,
    role: 'rep',
    timeZone: 'Europe/Vienna',
    teams: [{ id: team }],
  });
  expect(await eventNames(db)).toEqual(['person.invited', 'person.joined', 'sign-in.succeeded']);
});

test('an invitation works once', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const token = tokenOf((await invite(app, await signIn(app, await actor(db, 'admin')))).json().link);
  expect((await accept(app, token, { ...joining, password: 'noracastellan' })).statusCode).toBe(422);
  expect((await accept(app, token)).statusCode).toBe(204);
  expect((await accept(app, token)).statusCode).toBe(404);
  expect((await app.inject({ url: `/api/invitations/${token}` })).statusCode).toBe(404);
});

test('sending again makes a new link and ends the old one; an expired one comes to life', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const { id, link } = (await invite(app, headers)).json();
  try {
    freezeClock(new Date(Date.now() + 8 * 86_400_000));
    const later = await signIn(app, await actor(db, 'admin'));
    expect((await accept(app, tokenOf(link))).statusCode).toBe(404);
    expect((await app.inject({ url: '/api/invitations', headers: later })).json()).toMatchObject({
      items: [{ id, expired: true }],
    });
    const renewed = await app.inject({
      method: 'PUT',
      url: `/api/invitations/${id}/renewal`,
      headers: later,
    });
    expect(renewed.json()).toMatchObject({ id, expired: false });
    expect((await accept(app, tokenOf(link))).statusCode).toBe(404);
    // Its session is made by better-auth, which reads the real clock: the join counts, not the cookie.
    expect((await accept(app, tokenOf(renewed.json().link))).statusCode).toBe(204);
  } finally {
    releaseClock();
  }
});

test('a revoked invitation opens nothing', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const { id, link } = (await invite(app, headers)).json();
  expect((await app.inject({ method: 'DELETE', url: `/api/invitations/${id}`, headers })).statusCode).toBe(
    204,
  );
  expect((await accept(app, tokenOf(link))).statusCode).toBe(404);
  expect((await app.inject({ url: '/api/invitations', headers })).json()).toEqual({ items: [] });
  expect((await invite(app, headers)).statusCode).toBe(201);
});

test('nobody is invited twice, or when they work here, or above the one who invites', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const admin = await actor(db, 'admin');
  const headers = await signIn(app, admin);
  await invite(app, headers);
  expect((await invite(app, headers)).json()).toMatchObject({
    status: 409,
    detail: expect.stringContaining('invited already'),
  });
  expect((await invite(app, headers, { email: admin.email })).json()).toMatchObject({ status: 409 });
  expect((await invite(app, headers, { email: 'b@castellan.example', role: 'owner' })).statusCode).toBe(403);
  const noTeam = { email: 'c@castellan.example', teamIds: [admin.id] };
  expect((await invite(app, headers, noTeam)).json()).toMatchObject({
    status: 422,
    errors: [{ field: 'teamIds' }],
  });
});

test('only a hash of the link is kept with the invitation', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const { link } = (await invite(app, await signIn(app, await actor(db, 'admin')))).json();
  const rows = await db.selectFrom('workspace.invitations').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
});

test('guessing links is stopped', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const look = async (address: string) =>
    (await app.inject({ url: '/api/invitations/guess', headers: { 'x-forwarded-for': address } })).statusCode;
  for (let turn = 0; turn < 60; turn++) expect(await look('203.0.113.9')).toBe(404);
  expect(await look('203.0.113.9')).toBe(429);
  expect(await look('203.0.113.10')).toBe(404);
});
