import { expect, test } from 'vitest';
import { pageView } from '../testing.ts';
import { isSkipped } from '../touchpoint.ts';
import { gatherCommits } from './gather.ts';
import type { Parcel } from './inbox.ts';

const SHOP = 'shop';

/** Commits that wait until they are let go, to see what gathers meanwhile. */
function heldCommits() {
  const commits: string[][] = [];
  const gates: (() => void)[] = [];
  const keep = async (parcels: Parcel[]) => {
    commits.push(parcels.flatMap(idsOf));
    if (commits.length === 1) await new Promise<void>((resolve) => gates.push(resolve));
  };
  return { commits, keep, letGo: () => gates.forEach((open) => open()) };
}

const idsOf = ({ sourceId, arrivals }: Parcel) =>
  arrivals.map((each) => `${sourceId} ${isSkipped(each) ? '' : each.messageId}`);
const one = (messageId: string) => [pageView({ messageId })];

test('what comes while a commit is under way shares the next one, whoever sends it, and is answered after it', async () => {
  const { commits, keep, letGo } = heldCommits();
  const gather = gatherCommits(keep);
  const answered: string[] = [];
  const add = (source: string, id: string) =>
    gather.add(source, one(id), 100).then(() => void answered.push(id));
  const first = add(SHOP, 'a');
  await expect.poll(() => commits).toEqual([['shop a']]);
  const others = [add(SHOP, 'b'), add('blog', 'c'), add(SHOP, 'd')];
  answered.push('let go');
  letGo();
  await Promise.all([first, ...others]);
  expect(commits).toEqual([['shop a'], ['shop b', 'shop d', 'blog c']]);
  expect(answered).toEqual(['let go', 'a', 'b', 'c', 'd']);
});

test('no commit grows without end, and a queue that does is turned away, to be sent again', async () => {
  const { commits, keep, letGo } = heldCommits();
  const gather = gatherCommits(keep);
  const first = gather.add(SHOP, one('a'), 100);
  await expect.poll(() => commits).toHaveLength(1);
  const views = (count: number) => Array.from({ length: count }, () => pageView());
  const many = Array.from({ length: 2_000 }, () => gather.add(SHOP, views(9), 1_000));
  const busy = { name: 'Busy', message: expect.stringMatching(/Send it again/), retryAfterSeconds: 2 };
  await expect(gather.add(SHOP, views(2_500), 1_000)).rejects.toMatchObject(busy);
  await expect(gather.add(SHOP, views(1), 63_000_000)).rejects.toMatchObject(busy);
  letGo();
  await Promise.all([first, ...many]);
  expect(Math.max(...commits.map(({ length }) => length))).toBe(2_493);
  expect(commits.flat()).toHaveLength(18_001);
  await gather.add(SHOP, views(2_500), 63_000_000);
  expect(commits.at(-1), 'there is room again').toHaveLength(2_500);
});

test('what cannot be kept is told to all who waited for it, and the next ones are not the worse for it', async () => {
  const away = new Error('away');
  let isAway = true;
  const gather = gatherCommits(async () => {
    if (isAway) throw away;
  });
  const settled = await Promise.allSettled(['a', 'b'].map((id) => gather.add(SHOP, one(id), 100)));
  const told = { status: 'rejected', reason: away };
  expect(settled).toEqual([told, told]);
  isAway = false;
  await gather.add(SHOP, one('c'), 100);
});

test('while more keeps coming, a commit waits for it, but not for long', async () => {
  const { commits, keep, letGo } = heldCommits();
  const gather = gatherCommits(keep);
  const added: Promise<void>[] = [];
  while (commits.length === 0) {
    added.push(gather.add(SHOP, one(`${added.length}`), 100));
    // One more every turn of the event loop: a timer never fires before it.
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(commits[0]?.length).toBeGreaterThan(1);
  letGo();
  await Promise.all(added);
});
