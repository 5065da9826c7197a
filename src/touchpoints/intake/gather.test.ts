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
  const first = gather.add(byHand, one('a'));
  await expect.poll(() => batches).toEqual([['a']]);
  const others = ['b', 'c', 'd'].map((id) => gather.add(byHand, one(id)));
  letGo();
  expect(await Promise.all([first, ...others])).toEqual([['stored'], ['stored'], ['stored'], ['stored']]);
  expect(batches).toEqual([['a'], ['b', 'c', 'd']]);
});

test('one that cannot be stored fails alone', async () => {
  const { batches, commit, letGo } = heldCommits('c');
  const gather = gatherCommits(commit);
  const first = gather.add(byHand, one('a'));
  await expect.poll(() => batches).toHaveLength(1);
  const others = ['b', 'c', 'd'].map((id) => gather.add(byHand, one(id)));
  letGo();
  const settled = await Promise.allSettled([first, ...others]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

test('no commit grows without end, and a queue that does is turned away', async () => {
  const { batches, commit, letGo } = heldCommits();
  const gather = gatherCommits(commit);
  const first = gather.add(byHand, one('a'));
  await expect.poll(() => batches).toHaveLength(1);
  const many = Array.from({ length: 19 }, (_, n) =>
    gather.add(
      byHand,
      Array.from({ length: 1_000 }, (_, each) => pageView({ messageId: `${n}-${each}` })),
    ),
  );
  await expect(
    gather.add(
      byHand,
      Array.from({ length: 1_000 }, () => pageView()),
    ),
  ).rejects.toThrow(/Send it again/);
  letGo();
  await Promise.all([first, ...many]);
  expect(batches.map(({ length }) => length)).toEqual([1, ...Array.from({ length: 19 }, () => 1_000)]);
});
