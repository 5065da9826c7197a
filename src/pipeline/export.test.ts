import { parse } from 'csv-parse/sync';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import type { Db } from '../platform/db.ts';
import { readFile } from '../platform/files.ts';
import { createLog } from '../platform/log.ts';
import { getOperation } from '../platform/operations.ts';
import { freshDatabase, type FreshDatabase } from '../platform/testing/testing.ts';
import { actor, type TestActor } from '../workspace/testing.ts';
import { loseDeal } from './closing.ts';
import type { NewExport } from './contract.ts';
import { startExport } from './export.ts';
import { jobs } from './jobs.ts';
import { makeDeal } from './testing.ts';

// A file is written by several transactions.
let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
beforeEach(() => fresh.db.deleteFrom('pipeline.deals').execute());
afterAll(() => fresh.close());

/** The lines of the file that an export of this list makes. */
async function exported(db: Db, who: TestActor, list: Partial<NewExport> = {}): Promise<string[][]> {
  const asked = { filter: [], ...list };
  const { id: operationId } = await startExport(db, who, asked);
  const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 1 };
  await jobs()['pipeline.exportDeals']?.({ ...asked, operationId }, context);
  const { state, result } = await getOperation(db, operationId);
  expect(state).toBe('done');
  return parse(await text(await readFile(db, String(result?.['fileId']))), { bom: true });
}

test('an export is what the list shows, in its order, in whole units of each currency', async () => {
  const { db } = fresh;
  const { id: contactId } = await makeContact(db);
  await makeDeal(db, { name: 'Yen', amount: 1_250, currency: 'JPY', contactId });
  await makeDeal(db, { name: 'Dinar', amount: 1_250, currency: 'KWD' });
  await makeDeal(db, { name: 'Pounds', amount: 125_005, currency: 'GBP', expectedCloseOn: '2026-12-18' });
  const lost = await makeDeal(db, { name: 'Nothing yet' });
  await loseDeal(db, await actor(db, 'admin'), lost.id, { reason: 'price', words: 'A third too much' });
  const [head, ...lines] = await exported(db, await actor(db, 'analyst'), { sort: 'name' });
  expect(head?.slice(0, 6)).toEqual(['Name', 'Stage', 'Amount', 'Currency', 'Contact', 'Company']);
  expect(lines.map((line) => line.slice(0, 5))).toEqual([
    ['Dinar', 'open', '1.250', 'KWD', ''],
    ['Nothing yet', 'lost', '', '', ''],
    ['Pounds', 'open', '1250.05', 'GBP', ''],
    ['Yen', 'open', '1250', 'JPY', 'Nora Castellan'],
  ]);
  expect(lines[1]?.slice(10, 12)).toEqual(['Too expensive', 'A third too much']);
  expect(lines[2]?.[7]).toBe('2026-12-18');
  const won: NewExport['filter'] = [['stage', 'is', ['lost']]];
  expect(await exported(db, await actor(db, 'finance'), { filter: won })).toHaveLength(2);
});

test('a spreadsheet calculates nothing in it', async () => {
  const { db } = fresh;
  await makeDeal(db, { name: '=HYPERLINK("http://x.example")' });
  await makeDeal(db, { name: '+1' });
  const lines = await exported(db, await actor(db, 'analyst'));
  expect(lines.slice(1).map(([name]) => name?.charAt(0))).toEqual(["'", "'"]);
});

test('a list that cannot be sorted so is refused at once', async () => {
  const who = await actor(fresh.db, 'analyst');
  await expect(startExport(fresh.db, who, { filter: [], sort: 'nonsense' })).rejects.toThrow();
});
