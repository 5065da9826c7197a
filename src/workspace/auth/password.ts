import { MessageChannel, Worker } from 'node:worker_threads';
import { Invalid } from '../../platform/errors.ts';
import type { Question, Strength } from './password-thread.ts';

const SHORTEST = 10;
const LONGEST = 128;
const STRONG_ENOUGH = 3;
const IDLE_MS = 30_000;

/** Refuses a password that is short or quickly guessed; what the person is called counts as the first guess. */
export async function requireStrongPassword(
  password: string,
  field: string,
  guesses: string[],
): Promise<void> {
  if (password.length < SHORTEST) throw weak(field, `Use at least ${SHORTEST} characters.`);
  if (password.length > LONGEST) throw weak(field, `Use at most ${LONGEST} characters.`);
  const { score, advice } = await measure(password, guesses.flatMap(partsOf));
  if (score >= STRONG_ENOUGH) return;
  const sentences = advice.map((text) => text.replace(/\.?$/, '.'));
  throw weak(field, ['This password is easy to guess.', ...sentences].join(' '));
}

let thread: Worker | undefined;
let rest: NodeJS.Timeout | undefined;

/**
 * The dictionaries take 59 MB and are needed a few times in a person's life, so they live in a thread that ends when
 * nobody has chosen a password for a while.
 */
async function measure(password: string, guesses: string[]): Promise<Strength> {
  const { port1: answer, port2 } = new MessageChannel();
  const question: Question = { password, guesses, answer: port2 };
  meter().postMessage(question, [port2]);
  try {
    return await new Promise<Strength>((resolve, reject) => {
      answer.once('message', resolve);
      answer.once('close', () => reject(new Error('The password could not be measured.')));
    });
  } finally {
    answer.close();
  }
}

function meter(): Worker {
  thread ??= startThread();
  clearTimeout(rest);
  rest = setTimeout(endThread, IDLE_MS).unref();
  return thread;
}

function startThread(): Worker {
  const started = new Worker(new URL('./password-thread.ts', import.meta.url));
  // Whoever waits is told by their channel, which closes with the thread; the next one starts a new thread.
  started.once('error', endThread);
  started.unref();
  return started;
}

function endThread(): void {
  void thread?.terminate();
  thread = undefined;
}

function partsOf(guess: string): string[] {
  return [guess, ...guess.split(/[\s@.]+/)].filter((part) => part.length > 1);
}

function weak(field: string, message: string): Invalid {
  return new Invalid(message, [{ field, message }]);
}
