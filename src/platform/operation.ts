import type { OperationState } from './tables.ts';

export type Progress = {
  id: string;
  kind: string;
  title: string;
  state: OperationState;
  done: number;
  total: number | null;
  unit: string | null;
  /** Per second; null until there is something to measure. */
  rate: number | null;
  secondsLeft: number | null;
  cancelRequested: boolean;
  error: string | null;
  result: Record<string, unknown> | null;
  resultPath: string | null;
  startedAt: Date;
  finishedAt: Date | null;
};

/** Since a worker took it up (again): the rate before a crash, and the pause after it, say nothing about now. */
type Run = { from: number; since: Date; until: Date };

type Facts = Omit<Progress, 'rate' | 'secondsLeft'> & { run: Run | null };

const SHORTEST_MEASURE_MS = 1_000;

/** How fast it goes and how long it will take. */
export function progressOf(facts: Facts): Progress {
  const { id, kind, title, state, done, total, unit, cancelRequested, error, result, resultPath } = facts;
  const rate = state === 'running' && facts.run ? rateOf(done, facts.run) : null;
  const secondsLeft = rate && total !== null ? Math.ceil(Math.max(0, total - done) / rate) : null;
  const shown = { id, kind, title, state, done, total, unit, cancelRequested, error, result, resultPath };
  return { ...shown, rate, secondsLeft, startedAt: facts.startedAt, finishedAt: facts.finishedAt };
}

function rateOf(done: number, { from, since, until }: Run): number | null {
  const ms = until.getTime() - since.getTime();
  if (ms < SHORTEST_MEASURE_MS || done <= from) return null;
  return ((done - from) / ms) * 1_000;
}
