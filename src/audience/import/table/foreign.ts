import { Invalid } from '../../../platform/errors.ts';

/** Files people take for tables, by their first bytes, and what to do with them. Nothing is ever unpacked. */
const foreign: [start: string, what: string][] = [
  [
    'd0cf11e0',
    'This is an old Excel workbook (.xls). Open it, choose Save as, “CSV UTF-8”, and upload that.',
  ],
  ['1f8b', 'This file is compressed (gzip). Unpack it and upload the CSV inside.'],
  ['425a68', 'This file is compressed (bzip2). Unpack it and upload the CSV inside.'],
  ['28b52ffd', 'This file is compressed (zstd). Unpack it and upload the CSV inside.'],
  ['fd377a58', 'This file is compressed (xz). Unpack it and upload the CSV inside.'],
  ['377abcaf', 'This is a 7z archive. Unpack it and upload the CSV inside.'],
  ['52617221', 'This is a RAR archive. Unpack it and upload the CSV inside.'],
  ['25504446', 'This is a PDF. Upload the table it was made from, as a CSV.'],
  ['89504e47', 'This is a picture, not a table. Upload a CSV.'],
  ['ffd8ff', 'This is a picture, not a table. Upload a CSV.'],
  ['47494638', 'This is a picture, not a table. Upload a CSV.'],
  ['53514c697465', 'This is a database (SQLite). Export the table as a CSV and upload that.'],
  ['50415231', 'This is a Parquet file. Export it as a CSV and upload that.'],
  ['7b5c727466', 'This is a text document (RTF), not a table. Upload a CSV.'],
];

const ZIP = /^504b(0304|0506|0708)/;
const SHOWN_BYTES = 8;

/** Throws `Invalid`, with the way out, for what certainly is no text with columns. */
export function refuseForeign(sample: Buffer): void {
  const start = sample.toString('hex', 0, SHOWN_BYTES);
  if (ZIP.test(start)) throw new Invalid(ofZip(sample));
  const found = foreign.find(([bytes]) => start.startsWith(bytes));
  if (found) throw new Invalid(found[1]);
  const text = sample
    .toString('latin1', 0, 200)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^(<!doctype|<html|<\?xml)/.test(text))
    throw new Invalid('This is a web page or an XML file, not a CSV. Download the table itself as a CSV.');
  if (/^(\{\s*"|\[\s*[{[])/.test(text))
    throw new Invalid('This is a JSON file. Send it to the API, or turn it into a CSV first.');
}

/** A workbook is a zip, too; its first entries say so. */
function ofZip(sample: Buffer): string {
  const names = sample.toString('latin1', 0, 65_536);
  if (names.includes('xl/') || names.includes('[Content_Types].xml'))
    return 'This is an Excel workbook (.xlsx). Open it, choose Save as, “CSV UTF-8”, and upload that.';
  if (names.includes('opendocument'))
    return 'This is an OpenDocument spreadsheet. Open it, save it as “Text CSV”, and upload that.';
  return 'This is a zip archive. Unpack it and upload the CSV inside.';
}
