import { expect, test } from 'vitest';
import { byHand } from '../source.ts';
import { pageView } from '../testing.ts';
import { isSkipped, type Arrival } from '../touchpoint.ts';
import { gatherCommits, type Commit } from './gather.ts';

const idsOf = (arrivals: Arrival[]) => arrivals.map((each) => (isSkipped(each) ? '' : each.messageId));

/** Commits that wait until they are let go, to see what gathers meanwhile. */
function heldCommits(poison?: string) {
  const batches: string[][] = [];
  const gates: (() => void)[] = [];
  const commit: Commit = async (_source, arrivals) => {
    batches.push(idsOf(arrivals));
    if (batches.length === 1) await new Promise<void>((resolve) => gates.push(resolve));
    if (poison && idsOf(arrivals).includes(poison)) throw new Error(`cannot store ${poison}`);
    return arrivals.map(() => 'stored');
  };
  return { batches, commit, letGo: () => gates.forEach((open) => open()) };
}

const one = (messageId: string) => [pageView({ messageId })];

test('what comes while a commit is under way shares the next one, and is answered after it', async () => {
  const { batches, commit, letGo } = heldCommits();
  const gather = gatherCommits(commit);
  const first = gather.add(byHand, one('a'), 100);
  await expect.poll(() => batches).toEqual([['a']]);
  const others = ['b', 'c', 'd'].map((id) => gather.add(byHand, one(id), 100));
  letGo();
  expect(await Promise.all([first, ...others])).toEqual([['stored'], ['stored'], ['stored'], ['stored']]);
  expect(batches).toEqual([['a'], ['b', 'c', 'd']]);
});

test('one that cannot be stored fails alone', async () => {
  const { batches, commit, letGo } = heldCommits('c');
  const gather = gatherCommits(commit);
  const first = gather.add(byHand, one('a'), 100);
  await expect.poll(() => batches).toHaveLength(1);
  const others = ['b', 'c', 'd'].map((id) => gather.add(byHand, one(id), 100));
  letGo();
  const settled = await Promise.allSettled([first, ...others]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

test('no commit grows without end, and a queue that does is turned away, to be sent again', async () => {
  const { batches, commit, letGo } = heldCommits();
  const gather = gatherCommits(commit);
  const first = gather.add(byHand, one('a'), 100);
  await expect.poll(() => batches).toHaveLength(1);
  const views = (count: number) => Array.from({ length: count }, () => pageView());
  const many = Array.from({ length: 2_000 }, () => gather.add(byHand, views(9), 1_000));
  const busy = { name: 'Busy', message: expect.stringMatching(/Send it again/), retryAfterSeconds: 2 };
  await expect(gather.add(byHand, views(2_500), 1_000)).rejects.toMatchObject(busy);
  await expect(gather.add(byHand, views(1), 63_000_000)).rejects.toMatchObject(busy);
  letGo();
  await Promise.all([first, ...many]);
  expect(Math.max(...batches.map(({ length }) => length))).toBe(999);
  expect(batches.flat()).toHaveLength(18_001);
  expect(await gather.add(byHand, views(2_500), 63_000_000), 'there is room again').toHaveLength(2_500);
});

test('while the database is away nobody waits for the others to be tried one by one', async () => {
  const tried: number[] = [];
  const gather = gatherCommits(async (_source, arrivals) => {
    tried.push(arrivals.length);
    throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
  });
  const settled = await Promise.allSettled(['a', 'b', 'c'].map((id) => gather.add(byHand, one(id), 100)));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(tried).toEqual([3]);
});

test('a batch does not wait for what single beacons are in, nor they for it', async () => {
  const { batches, commit, letGo } = heldCommits();
  const gather = gatherCommits(commit);
  const beacon = gather.add(byHand, one('a'), 100);
  await expect.poll(() => batches).toHaveLength(1);
  const batch = Array.from({ length: 50 }, () => pageView({ person: { anonymousId: 'b' } }));
  expect(await gather.add(byHand, batch, 100)).toHaveLength(50);
  letGo();
  await beacon;
});

test('while more keeps coming, a commit waits for it, but not for long', async () => {
  const { batches, commit, letGo } = heldCommits();
  const gather = gatherCommits(commit);
  const added: Promise<unknown>[] = [];
  while (batches.length === 0) {
    added.push(gather.add(byHand, one(`${added.length}`), 100));
    // One more every turn of the event loop: a timer never fires before it.
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(batches[0]?.length).toBeGreaterThan(1);
  letGo();
  await Promise.all(added);
});
