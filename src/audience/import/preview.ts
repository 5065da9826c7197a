import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { readFile } from '../../platform/files.ts';
import type { WrittenFields } from '../contact.ts';
import type { ImportPreview, NewPreview } from '../contract.ts';
import { tryBatch } from './batch.ts';
import { guessColumns } from './columns.ts';
import { readCsv, type CsvRow } from './csv-file.ts';
import { uploadOf } from './import-run.ts';
import { rowReader } from './row.ts';

const ROWS_SHOWN = 20;
const SAMPLES = 3;
const LONGEST_SAMPLE = 100;

/** What the first rows of an uploaded file will become, with this map or the guessed one. */
export async function previewImport(db: Db, who: Actor, input: NewPreview): Promise<ImportPreview> {
  await uploadOf(db, who, input.fileId);
  const { columns, rows } = await readCsv(await readFile(db, input.fileId));
  const first = await take(ROWS_SHOWN, rows);
  const guessed = guessColumns(columns);
  const read = first.map(rowReader(columns, input.map ?? guessed));
  const { stage = 'lead', source = 'unknown', match = 'create_and_update' } = input;
  const plan = await tryBatch(db, who, read, new Set(), { match, defaults: { stage, source } });
  return {
    columns: columns.map((name, index) => ({
      name,
      samples: samplesOf(first, index),
      guess: Object.hasOwn(guessed, name) ? (guessed[name] ?? null) : null,
    })),
    rows: plan.rows.map(({ number, outcome, reasons }, index) => ({
      row: number,
      outcome,
      problems: reasons,
      fields: shown(read[index]?.fields ?? {}),
    })),
  };
}

async function take(count: number, rows: AsyncIterable<CsvRow>): Promise<CsvRow[]> {
  const taken: CsvRow[] = [];
  for await (const row of rows) {
    taken.push(row);
    if (taken.length === count) break;
  }
  return taken;
}

function samplesOf(rows: CsvRow[], index: number): string[] {
  const values = new Set(rows.map(({ cells }) => cells[index]?.trim() ?? ''));
  values.delete('');
  return [...values].slice(0, SAMPLES).map((value) => value.slice(0, LONGEST_SAMPLE));
}

function shown(fields: WrittenFields): Record<string, string | null> {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value ?? null]));
}
