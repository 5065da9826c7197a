import { afterEach, expect } from 'vitest';
import { imported, makeContact, previewImport, upload } from '../../audience/testing.ts';
import { system } from '../../platform/actor.ts';
import { releaseClock } from '../../platform/clock.ts';
import { freshDatabase, test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { logTouchpoint } from '../log-touchpoint.ts';
import { record } from '../record.ts';
import { sourceCounts } from '../source-counts.ts';
import { listSources } from '../sources.ts';
import { makeSource, pageView } from '../testing.ts';
import '../touchpoints.ts';
import { decide, left, night, noraOverMonths } from './testing.ts';

afterEach(releaseClock);

test('what was deleted does not come back when it is sent again, and is counted', async ({ db }) => {
  const { source } = await noraOverMonths(db);
  const person = { anonymousId: 'browser-1' };
  const old = pageView({ messageId: 'old', at: '2026-03-01T12:00:00Z', name: 'old', person });
  await record(db, system, source, [old]);
  await decide(db, { web: 6 });
  await night(db);
  await db.deleteFrom('touchpoints.receipts').execute();
  const again = await record(db, system, source, [
    old,
    pageView({ at: '2026-05-01T00:00:00Z', name: 'young enough', person }),
    pageView({ kind: 'form_submitted', at: '2026-03-01T12:00:00Z', name: 'a form', person }),
  ]);
  expect(again.outcomes).toEqual(['skipped', 'stored', 'stored']);
  expect(await left(db, source)).not.toContain('old');
  const { reasons } = await sourceCounts(db, source.id, 7);
  expect(reasons).toEqual([{ outcome: 'skipped', reason: 'older than the retention rule', count: 1 }]);
});

test('the process in which a rule is chosen keeps to it at once', async () => {
  const fresh = await freshDatabase();
  const source = await makeSource(fresh.db);
  const old = () => pageView({ at: '2026-03-01T12:00:00Z' });
  expect((await record(fresh.db, system, source, [old()])).outcomes).toEqual(['stored']);
  await decide(fresh.db, { web: 6 });
  expect((await record(fresh.db, system, source, [old()])).outcomes).toEqual(['skipped']);
  await fresh.close();
});

test('rows of a file that are too old are left out, and say so', async ({ db }) => {
  const who = await actor(db, 'admin');
  await makeContact(db, { email: 'nora@x.example' });
  await decide(db, { others: 36 });
  const csv =
    'Date;E-mail;Type\n26.02.2020 10:00;nora@x.example;Cold call\n26.02.2026 10:00;nora@x.example;Cold call\n';
  const options = { target: 'touchpoints', timeZone: 'Europe/Berlin' } as const;
  const preview = await previewImport(db, who, { ...options, fileId: await upload(db, who, csv) });
  expect(preview.rows).toMatchObject([
    {
      outcome: 'skipped',
      problems: ['Older than the retention rule: kept is what happened from 1 November 2023 on.'],
    },
    { outcome: 'created' },
  ]);
  const operation = await imported(db, who, csv, options);
  expect(operation.result).toMatchObject({ created: 1, skipped: 1 });
  const source = (await listSources(db)).find(({ kind }) => kind === 'import');
  const { reasons } = await sourceCounts(db, source?.id ?? '', 7);
  expect(reasons).toEqual([{ outcome: 'skipped', reason: 'older than the retention rule', count: 1 }]);
});

test('a colleague who logs what is not kept is told from when on it is', async ({ db }) => {
  const who = await actor(db, 'admin');
  const { id } = await makeContact(db);
  await decide(db, { others: 36 });
  const log = (occurredAt: string) => logTouchpoint(db, who, id, { kind: 'call_cold', occurredAt });
  await expect(log('2023-10-31T23:00:00Z')).rejects.toThrow('from 1 November 2023 on is kept');
  expect(await log('2023-11-01T00:00:00Z')).toMatchObject({ kind: 'call_cold' });
});
