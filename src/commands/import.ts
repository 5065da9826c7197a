import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import {
  bringIn,
  importOptions,
  notedRows,
  type Beginning,
  type BroughtIn,
  type ImportOptions,
} from '../audience/audience.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { migrate } from '../platform/migrations.ts';
import { messageOf, Refusal } from '../platform/refusal.ts';
import { showProgress } from './progress.ts';
import { say, warn } from './say.ts';
import { withDatabase } from './with-database.ts';

type Words = { map?: string; match?: string; skipped?: string; dryRun?: boolean };
type Target = ImportOptions['target'];

const MAPPING = `
Without --map the columns are guessed from their names. A map is a JSON file, short or whole:
  { "E-Mail Adresse": "email", "Vorname": "givenName" }
  { "map": { "id": "externalId", "Shoe size": "property:shoe_size" }, "idSpace": "shop", "update": "fill_blanks" }

All that it may say stands in docs/guide/import.md. An import can be taken back on the page Imports.
Stopped before its end, the same command with the same file goes on where it stopped.

Examples:
  tandem import contacts fair.csv --dry-run
  tandem import contacts fair.csv --map fair.json --skipped skipped.csv
  tandem import companies accounts.csv --match update
  tandem import touchpoints calls.csv --map calls.json`;

const targets: [Target, string][] = [
  ['contacts', 'Import contacts.'],
  ['companies', 'Import companies.'],
  ['touchpoints', 'Import what happened: calls, visits, orders, the log of a web server.'],
];

export function addImport(program: Command): void {
  const group = program.command('import').description('Bring data in.');
  for (const [target, description] of targets)
    group
      .command(target)
      .argument('<file>', 'a CSV, a TSV or the log of a web server')
      .description(description)
      .option('--map <file>', 'which column is which field, and all other options (JSON)')
      .option('--match <rule>', 'create, update, or create_and_update (both, the usual)')
      .option('--skipped <file>', 'where the rows to look at are written, with the reasons')
      .option('--dry-run', 'count what would happen, write nothing')
      .addHelpText('after', MAPPING)
      .action((file: string, words: Words) => importFile(target, file, words));
}

async function importFile(target: Target, file: string, words: Words): Promise<void> {
  const [options, { size }] = await Promise.all([
    readOptions(target, words),
    stat(file).catch(unreadable(file)),
  ]);
  await withDatabase('import', async ({ db, pool }) => {
    await migrate(pool);
    const progress = showProgress('bytes');
    const skipped: string[] = [];
    const { counts, importId, brokenOff } = await bringIn(db, system, {
      fileName: basename(file),
      open: async () => createReadStream(file, { highWaterMark: 1_048_576 }),
      options,
      dryRun: words.dryRun,
      beforeFirst: tellBeginning,
      afterBatch: ({ rows, bytesRead }) => {
        progress.to(Math.min(bytesRead, size), size);
        for (const { outcome, number, reasons } of rows)
          if (outcome === 'skipped' && skipped.length < MOST_SHOWN)
            skipped.push(`skipped row ${number}: ${reasons.join(' ')}`);
      },
    });
    progress.end();
    for (const line of skipped) warn(line);
    if (counts.skipped > skipped.length) warn(`and ${counts.skipped - skipped.length} more`);
    if (importId && words.skipped) await writeSkipped(db, file, words.skipped, importId, options);
    say(`${words.dryRun ? 'This would happen: ' : ''}${sentenceOf(counts)}`);
    if (brokenOff !== null) throw new Refusal(brokenOff);
  });
}

function tellBeginning({ leftOut, goesOnAfter }: Beginning): void {
  if (goesOnAfter !== null) warn(`Goes on after row ${goesOnAfter.toLocaleString('en-GB')}.`);
  if (leftOut.length > 0) warn(`Left out: ${leftOut.join(', ')}. Name them with --map.`);
}

function sentenceOf({ seen, created, updated, unchanged, skipped, bot }: BroughtIn['counts']): string {
  const bots = bot > 0 ? `, ${bot} of bots` : '';
  return `${seen} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped} skipped${bots}.`;
}

const MOST_SHOWN = 20;

async function writeSkipped(
  db: Db,
  file: string,
  to: string,
  importId: string,
  options: ImportOptions,
): Promise<void> {
  const open = async () => createReadStream(file);
  await pipeline(
    await notedRows(db, { importId, fileName: basename(file), options, open }),
    createWriteStream(to),
  );
}

/** The options of a mapping file; one that only names columns is the short form. */
async function readOptions(target: Target, { map: file, match }: Words): Promise<ImportOptions> {
  const given = file === undefined ? {} : await readJson(file);
  const isShort = file !== undefined && !Object.hasOwn(given, 'map');
  const asked = isShort ? { map: given } : given;
  const parsed = importOptions.safeParse({ ...asked, ...(match === undefined ? {} : { match }), target });
  if (parsed.success) return parsed.data;
  const where = file ?? '--match';
  throw new Refusal(`${where} cannot be used. Nothing was imported.\n${z.prettifyError(parsed.error)}`);
}

async function readJson(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch(unreadable(file));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
    throw new Error('it holds no object');
  } catch (error) {
    throw new Refusal(`${file} is not a JSON file (${messageOf(error)}). Nothing was imported.`);
  }
}

function unreadable(file: string) {
  return (error: unknown): never => {
    throw new Refusal(`${file} cannot be read (${messageOf(error)}). Nothing was imported.`);
  };
}
