import { Worker } from 'node:worker_threads';
import type { Refusal } from '../learn/propensity.ts';
import type { Finished } from './learning.ts';
import type { Rows, Told } from './trainer.ts';

export type TrainingThread = {
  give: (rows: Rows) => void;
  train: (course: Extract<Told, { say: 'train' }>['course']) => Promise<Finished | Refusal>;
  /** It must be called, however it ended. */
  end: () => Promise<unknown>;
};

/** Enough for the most examples there are (examples.ts); beyond it the thread ends, and Tandem does not. */
const MOST_MEGABYTES = 2_048;

/** It ends without an answer when `signal` is aborted. */
export function openThread(signal?: AbortSignal): TrainingThread {
  const worker = new Worker(new URL('./trainer.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    execArgv: [],
  });
  const answer = new Promise<Finished | Refusal>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The training thread ended before it had an answer.')));
  });
  // Whoever waits for it hears of it; before that nobody does.
  answer.catch(() => undefined);
  const end = () => worker.terminate();
  signal?.addEventListener('abort', () => void end(), { once: true });
  if (signal?.aborted) void end();
  const tell = (told: Told) => worker.postMessage(told);
  return {
    give: (rows) => tell({ say: 'rows', rows }),
    train(course) {
      tell({ say: 'train', course });
      return answer;
    },
    end,
  };
}
