import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { system } from '../platform/actor.ts';
import { migrate } from '../platform/migrations.ts';
import { messageOf, Refusal } from '../platform/refusal.ts';
import {
  importContacts,
  importFields,
  matchRules,
  type ColumnMap,
  type MatchRule,
} from '../audience/audience.ts';
import { showProgress } from './progress.ts';
import { say, warn } from './say.ts';
import { withDatabase } from './with-database.ts';

type Words = { map?: string; dryRun?: boolean; match?: MatchRule };

const MAPPING = `
Without --map the columns are guessed from their names. A map is a JSON file of columns and fields:
  { "E-Mail Adresse": "email", "Vorname": "givenName" }

Fields: ${importFields.join(', ')}

Examples:
  tandem import contacts fair.csv --dry-run
  tandem import contacts fair.csv --map fair.json
  tandem import contacts phones.csv --match update`;

export function addImport(program: Command): void {
  const group = program.command('import').description('Bring data in.');
  group
    .command('contacts')
    .argument('<file>', 'a CSV with a line of column names')
    .description('Import contacts; people are recognised by their e-mail address.')
    .option('--map <file>', 'which column is which field (JSON)')
    .addOption(
      new Option('--match <rule>', 'whom to take: new people, known ones, or both').choices(matchRules),
    )
    .option('--dry-run', 'count what would happen, write nothing')
    .addHelpText('after', MAPPING)
    .action(bringIn);
}

async function bringIn(file: string, words: Words): Promise<void> {
  const [map, { size }] = await Promise.all([
    words.map ? readMap(words.map) : undefined,
    stat(file).catch(unreadable(file)),
  ]);
  const skipped: string[] = [];
  const counts = await withDatabase('import', async ({ db, pool }) => {
    await migrate(pool);
    const progress = showProgress('bytes');
    const done = await importContacts(db, system, {
      stream: createReadStream(file),
      map,
      match: words.match,
      dryRun: words.dryRun,
      afterBatch: async (_db, { rows, bytesRead }) => {
        for (const row of rows)
          if (row.outcome === 'skipped') skipped.push(`line ${row.number}: ${row.reasons.join(' ')}`);
        progress.to(bytesRead, size);
      },
    });
    progress.end();
    return done;
  });
  for (const line of skipped) warn(`skipped ${line}`);
  const { seen, created, updated, unchanged } = counts;
  say(
    `${words.dryRun ? 'This would happen: ' : ''}${seen} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${counts.skipped} skipped.`,
  );
}

async function readMap(file: string): Promise<ColumnMap> {
  const text = await readFile(file, 'utf8').catch(unreadable(file));
  try {
    return JSON.parse(text) as ColumnMap;
  } catch (error) {
    throw new Refusal(`${file} is not a JSON file (${messageOf(error)}). Nothing was imported.`);
  }
}

function unreadable(file: string) {
  return (error: unknown): never => {
    throw new Refusal(`${file} cannot be read (${messageOf(error)}). Nothing was imported.`);
  };
}
