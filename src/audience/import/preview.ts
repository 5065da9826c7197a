import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { readFile } from '../../platform/files.ts';
import { keyOf } from '../properties/property.ts';
import type { ImportPreview, NewImport } from './contract.ts';
import { rememberedFor } from './imports.ts';
import { columnsKey, glanceAt, mapFor } from './mapping.ts';
import { guessDateOrder } from './moments.ts';
import { mappedFields } from './options.ts';
import { uploadOf } from './starting.ts';
import { readTable } from './table/table.ts';
import { targetOf, type Column, type ImportedRow } from './target.ts';

const ROWS_SHOWN = 100;
const SAMPLES = 3;
const LONGEST_SAMPLE = 100;

/** What the first rows of an uploaded file will become, with this map or the guessed one. Nothing is written. */
export async function previewImport(
  db: Db,
  who: Actor,
  { fileId, ...asked }: NewImport,
): Promise<ImportPreview> {
  await uploadOf(db, who, fileId);
  const target = targetOf(asked.target);
  const table = await readTable(await readFile(db, fileId), asked.reading);
  const { columns, rows, brokenOff } = await glanceAt(table);
  const { map, fields, guess } = await mapFor(db, target, columns, asked.map);
  const dates = guessDateOrder(columns.flatMap(({ values }) => values));
  const options = { ...asked, map, dates: asked.dates ?? dates, reading: table.reading };
  const missing =
    Object.keys(map).length === 0
      ? 'Say for at least one column what it is.'
      : target.missing(mappedFields(map), options);
  const plan = { importId: null, columns: table.columns, options, startedAt: now() };
  const writer = await target.open(db, who, plan, true);
  const planned = await writer.rehearse(db, rows.slice(0, ROWS_SHOWN));
  return {
    target: target.name,
    reading: table.reading,
    columns: columns.map((column) => shownColumn(column, guess)),
    fields,
    dates,
    missing,
    brokenOff,
    rows: planned.map(shownRow),
    remembered: (await rememberedFor(db, columnsKey(target.name, table.columns))) ?? null,
  };
}

function shownColumn({ name, values, type }: Column, guess: Record<string, string>) {
  const samples = [...new Set(values)].slice(0, SAMPLES).map((value) => value.slice(0, LONGEST_SAMPLE));
  return {
    name,
    samples,
    guess: Object.hasOwn(guess, name) ? (guess[name] ?? null) : null,
    type,
    key: keyOf(name),
  };
}

function shownRow({ number, outcome, reasons, shown }: ImportedRow) {
  const { name = '', after = {}, before = {} } = shown ?? {};
  return { row: number, outcome, name, fields: after, before, problems: reasons };
}
