import { queryClient } from '../../../web/query.ts';
import type { QueryKey } from '@tanstack/react-query';
import { asProblem } from '../../../web/problem.ts';
import { toast } from '../../../web/ui/toast.ts';

/** Does it, then shows the world as it is afterwards; a refusal is told where everybody looks. */
export async function act(
  work: () => Promise<unknown>,
  done: string | undefined,
  keys: QueryKey[],
  undo?: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await work();
  } catch (thrown) {
    const problem = asProblem(thrown);
    toast(`${problem.title}. ${problem.detail}`, { wrong: true });
    await refresh(keys);
    return false;
  }
  await refresh(keys);
  if (done === undefined) return true;
  const takeBack = async () => {
    await undo?.();
    await refresh(keys);
  };
  toast(done, undo === undefined ? {} : { undo: takeBack });
  return true;
}

export async function refresh(keys: QueryKey[]): Promise<void> {
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}
