import { InvalidArgumentError, type Command } from 'commander';
import { system } from '../platform/actor.ts';
import { migrate } from '../platform/migrations.ts';
import { exitCodes, Refusal } from '../platform/refusal.ts';
import {
  beginRemoval,
  beginWorld,
  DEFAULT_CONTACTS,
  DEFAULT_SEED,
  FEWEST_CONTACTS,
  loadWorld,
  MOST_CONTACTS,
  removeWorld,
} from '../sample/sample.ts';
import { showProgress } from './progress.ts';
import { say } from './say.ts';
import { withDatabase } from './with-database.ts';

type Words = { contacts: number; seed: number; until?: Date; besideOthers?: boolean; remove?: boolean };

const EXAMPLES = `
What was broken off (Ctrl-C, a crash) goes on when the same is asked for again.

Examples:
  tandem sample
  tandem sample --contacts 1000000 --seed 7
  tandem sample --remove`;

export function addSample(program: Command): void {
  program
    .command('sample')
    .description('Load Hallow & Reed, the sample company, to look around in.')
    .option(
      '--contacts <number>',
      'how many people',
      numberFrom(FEWEST_CONTACTS, MOST_CONTACTS),
      DEFAULT_CONTACTS,
    )
    .option(
      '--seed <number>',
      'the same seed makes the same company',
      numberFrom(0, 4_294_967_295),
      DEFAULT_SEED,
    )
    .option('--until <time>', 'when its two years of history end; now, unless said otherwise', time)
    .option('--beside-others', 'load it although there are contacts of your own')
    .option('--remove', 'take away everything it brought, and nothing else')
    .addHelpText('after', EXAMPLES)
    .action((words: Words) => (words.remove ? remove() : load(words)));
}

async function load({ contacts, seed, until, besideOthers }: Words): Promise<void> {
  await withDatabase('sample', async ({ db, pool }) => {
    await migrate(pool);
    const world = await beginWorld(db, system, { contacts, seed, end: until, besideOthers });
    const progress = showProgress('contacts');
    const stop = stopOnSignal();
    const loaded = await loadWorld({ db, pool }, system, world, {
      isCancelled: stop.asked,
      afterBatch: async (_db, done) =>
        progress.to(done.contacts, contacts, `${done.touchpoints} touchpoints`),
    });
    progress.end();
    stop.end();
    if (loaded.contacts < contacts) throw stopped(`${loaded.contacts} of ${contacts} contacts are here.`);
    say(`Hallow & Reed is here: ${loaded.contacts} contacts, ${loaded.touchpoints} touchpoints.`);
  });
}

async function remove(): Promise<void> {
  await withDatabase('sample', async ({ db, pool }) => {
    await migrate(pool);
    const total = await beginRemoval(db);
    const progress = showProgress('contacts');
    const stop = stopOnSignal();
    const { contacts } = await removeWorld(db, system, {
      isCancelled: stop.asked,
      afterBatch: async (_db, done) => progress.to(done, Math.max(total, done)),
    });
    progress.end();
    stop.end();
    if (stop.asked()) throw stopped(`${contacts} contacts are gone.`);
    say(`The sample company is gone, with ${contacts} contacts. What you brought in yourself is still here.`);
  });
}

/** Between two batches: what was done until then is whole. */
function stopOnSignal(): { asked: () => boolean; end: () => void } {
  let asked = false;
  const ask = () => {
    asked = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, ask);
  const end = () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, ask);
  };
  return { asked: () => asked, end };
}

function stopped(how: string): Refusal {
  return new Refusal(`Stopped: ${how} Ask for the same again to go on.`, exitCodes.failed);
}

function numberFrom(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text.replaceAll(/[_,](?=\d)/g, ''));
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

function time(text: string): Date {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime()) && at.getUTCFullYear() > 2000) return at;
  throw new InvalidArgumentError('Give a day or a time such as 2026-11-24T09:30Z.');
}
