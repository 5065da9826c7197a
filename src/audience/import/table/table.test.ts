import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../platform/testing/shared.ts';
import { readTable, type GivenReading } from './table.ts';

async function* inPieces(bytes: Buffer, size = 7) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(content: string | Buffer, given: GivenReading = {}) {
  const { columns, rows, reading } = await readTable(inPieces(Buffer.from(content)), given);
  const read: [number, ...string[]][] = [];
  for await (const { number, cells } of rows) read.push([number, ...cells]);
  return { columns, rows: read, reading };
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('a table', () => {
  test.each([',', ';', '\t', '|', '^', '~', ':'])(
    'separated by "%s" is read, with a mark before it or not',
    async (delimiter) => {
      const content = ['Name;E-mail;Town', '"Lind; qvist";f@x.example;Hull', 'Ida;i@x.example;York']
        .join('\r\n')
        .replaceAll(/;(?! )/g, delimiter);
      for (const text of [content, `\uFEFF${content}`]) {
        const { columns, rows, reading } = await read(text);
        expect({ columns, rows }).toEqual({
          columns: ['Name', 'E-mail', 'Town'],
          rows: [
            [2, 'Lind; qvist', 'f@x.example', 'Hull'],
            [3, 'Ida', 'i@x.example', 'York'],
          ],
        });
        expect(reading).toEqual({ format: 'csv', encoding: 'utf-8', delimiter, headerRow: 1 });
      }
    },
  );

  test('with decimal commas is not cut at them, nor at those in quotes', async () => {
    const text = 'Name;Amount;Note\nIda;1,50;"a, b, c, d"\nBen;2,75;"e, f, g"\nEva;12,00;x\n';
    expect((await read(text)).reading.delimiter).toBe(';');
    expect((await read(text, { delimiter: ',', headerRow: 1 })).columns).toEqual(['Name;Amount;Note']);
  });

  const text = 'Name;Ort\nJürgen;Köln\nŁukasz;Łódź\n';
  const western = 'Name;Ort\nJürgen;Köln\n“François”;Orléans – €5\n';
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8', 'Łukasz'],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le', 'Łukasz'],
    ['UTF-16 LE without', Buffer.from(text, 'utf16le'), 'utf-16le', 'Łukasz'],
    ['UTF-16 BE with a mark', utf16be(`\uFEFF${text}`), 'utf-16be', 'Łukasz'],
    ['UTF-16 BE without', utf16be(text), 'utf-16be', 'Łukasz'],
    ['Latin-1', Buffer.from(western.replaceAll(/[“”–€]/g, ''), 'latin1'), 'windows-1252', 'François'],
    ['Windows-1252', windows1252(western), 'windows-1252', '“François”'],
  ])('in %s is read as it is meant', async (_name, bytes, encoding, last) => {
    const { rows, reading } = await read(bytes);
    expect(reading.encoding).toBe(encoding);
    expect(rows[0]).toEqual([2, 'Jürgen', 'Köln']);
    expect(rows[1]?.[1]).toBe(last);
  });

  test('whose encoding is guessed wrongly is read as the person says', async () => {
    const bytes = Buffer.from('name\nJ\x9frgen\n', 'latin1');
    expect((await read(bytes, { encoding: 'macintosh' })).rows).toEqual([[2, 'Jürgen']]);
    await expect(read(bytes, { encoding: 'utf-8' })).rejects.toThrow('not UTF-8 text throughout');
  });

  test('whose first accent comes late is not taken for UTF-8', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `Nora ${i};Leeds`).join('\n');
    const { rows, reading } = await read(Buffer.from(`name;city\n${lines}\nJ\xfcrgen;Hull\n`, 'latin1'));
    expect([reading.encoding, rows.at(-1)?.[1]]).toEqual(['windows-1252', 'Jürgen']);
  });

  test('keeps line breaks in quotes and numbers rows as a spreadsheet does', async () => {
    expect((await read('a,b\n"one\ntwo",3\n\nÅ,"say ""hi"""\n')).rows).toEqual([
      [2, 'one\ntwo', '3'],
      [3, 'Å', 'say "hi"'],
    ]);
  });

  test('below lines of a title begins where the columns are named', async () => {
    const report =
      'Campaign report\n"September 1, 2025 - September 30, 2025"\n\nDay,Campaign,Cost\n2025-09-01,Brand,12\n2025-09-02,Brand,3\n';
    const { columns, rows, reading } = await read(report);
    expect(columns).toEqual(['Day', 'Campaign', 'Cost']);
    expect(reading.headerRow).toBe(3);
    expect(rows[0]).toEqual([4, '2025-09-01', 'Brand', '12']);
    expect((await read(report, { headerRow: 1 })).columns).toEqual(['Campaign report']);
  });

  test('without names gets names, guessed or said', async () => {
    const { columns, rows, reading } = await read('1,nora@x.example\n2,ben@x.example\n');
    expect(columns).toEqual(['Column 1', 'Column 2']);
    expect(rows[0]).toEqual([1, '1', 'nora@x.example']);
    expect(reading.headerRow).toBe(0);
    expect((await read('Nora,Leeds\nBen,Hull\n', { headerRow: 0 })).rows).toHaveLength(2);
  });

  test('of ragged rows keeps each as it is', async () => {
    expect((await read('a,b,c\n1\n1,2,3,4\n1,2,3\n')).rows).toEqual([
      [2, '1'],
      [3, '1', '2', '3', '4'],
      [4, '1', '2', '3'],
    ]);
  });

  test('without rows is read, without anything it is refused', async () => {
    expect(await read('a,b\n')).toMatchObject({ columns: ['a', 'b'], rows: [] });
    await expect(read('')).rejects.toThrow('This file is empty.');
    await expect(read('\n \n')).rejects.toThrow('This file is empty.');
  });

  test('gives every column a name of its own', async () => {
    expect((await read('E-mail,,E-mail\n')).columns).toEqual(['E-mail', 'Column 2', 'E-mail (2)']);
  });

  test('with a quotation mark that is never closed says where', async () => {
    await expect(read('a,b\n1,2\n"3,4\n5,6\n')).rejects.toThrow('After row 2 the file cannot be read');
    const lines = 'a,b\n1,2\n"x\ny",2\n3,4\n5,"6\n7,8\n';
    await expect(read(lines)).rejects.toThrow(
      'After row 4 the file cannot be read: a quotation mark is opened in line 6',
    );
    await expect(read(lines.replaceAll('\n', '\r\n'))).rejects.toThrow('opened in line 6 or below');
  });

  test('gives back whatever was written, cut anywhere', async () => {
    const cell = fc.string({ unit: 'grapheme' }).map((each) => each.replaceAll(/\p{Cc}|\p{Cs}/gu, ''));
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|'), async (cells, delimiter) => {
        const content = stringify([['one', 'two', 'three'], ...cells], { delimiter, quoted: true });
        const { rows } = await read(content);
        expect(rows.map(([, ...row]) => row)).toEqual(cells);
      }),
      { numRuns: 50 },
    );
  });
});

/** A zip of one entry, as far as its first bytes: what a bomb would unpack to is never asked. */
const zipOf = (name: string) =>
  Buffer.concat([
    Buffer.from('504b0304140000000800', 'hex'),
    Buffer.alloc(20),
    Buffer.from(name),
    Buffer.alloc(5_000),
  ]);

describe('what is no table', () => {
  test.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'a picture'],
    ['a workbook', zipOf('[Content_Types].xml'), 'an Excel workbook (.xlsx)'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an old Excel workbook'],
    ['a spreadsheet', zipOf('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'OpenDocument'],
    ['a zip bomb', zipOf('bomb.csv'), 'a zip archive'],
    ['a bomb of gzip', gzipSync(Buffer.alloc(10_000_000)), 'compressed (gzip)'],
    ['a web page', Buffer.from('\n<!DOCTYPE html><html>'), 'a web page'],
    ['JSON', Buffer.from('[{"email": "nora@x.example"}]'), 'a JSON file'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'a PDF'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0]), 'not a table of text'],
    [
      'noise',
      Buffer.from(Array.from({ length: 4_000 }, (_, i) => ((i * 7_919) % 255) + 1)),
      'not a table of text',
    ],
    ['10,000 columns', Buffer.from(Array(10_000).fill('x').join(',')), '10,000 columns; 1,000 are the most'],
  ])('%s is refused in a sentence', async (_what, content, words) => {
    await expect(read(content)).rejects.toThrow(words);
  });
});

test('a file of any size takes little memory', async () => {
  const line = Buffer.from(`${'n'.repeat(60)},${'x'.repeat(60)}\n`.repeat(8_000));
  let sent = 0;
  const large = (async function* () {
    yield Buffer.from('name,notes\n');
    for (; sent < 60; sent++) yield line;
  })();
  const { rows } = await readTable(large);
  const before = memoryHeld();
  let most = 0;
  let count = 0;
  for await (const { number } of rows) {
    count += 1;
    if (number % 100_000 === 0) most = Math.max(most, memoryHeld());
  }
  expect(count).toBe(480_000);
  expect(most - before).toBeLessThan(10_000_000);
}, 60_000);

/** Bytes, without the garbage: when that is collected is luck. */
function memoryHeld(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('This Node cannot be told to collect its garbage.');
  collect();
  return process.memoryUsage().heapUsed;
}

const torture = `${sharedData}/12_csv_torture`;
const files = existsSync(torture) ? readdirSync(`${torture}/csv-spectrum_csvs`) : ['any'];

test.for(files)('csv-spectrum: %s', async (file, { skip }) => {
  if (!existsSync(torture)) skip(`${torture} is not here: set TANDEM_SHARED to the folder of shared data`);
  const name = file.replace('.csv', '');
  const { columns, rows } = await read(readFileSync(`${torture}/csv-spectrum_csvs/${file}`));
  const answer: unknown = JSON.parse(readFileSync(`${torture}/csv-spectrum_json/${name}.json`, 'utf8'));
  const expected = [answer].flat() as Record<string, unknown>[];
  const records = rows.map(([, ...cells]) =>
    Object.fromEntries(columns.map((column, i) => [column, cells[i]])),
  );
  // One file's number was made unrecognisable in its answer only.
  const number = 'Contact Phone Number';
  const comparable = (each: Record<string, unknown>) =>
    number in each ? { ...each, [number]: 'any' } : each;
  expect(records.map(comparable)).toEqual(expected.map(comparable));
});

function windows1252(content: string): Buffer {
  const special: Record<string, number> = { '“': 0x93, '”': 0x94, '–': 0x96, '€': 0x80 };
  return Buffer.from(Array.from(content, (each) => special[each] ?? each.charCodeAt(0)));
}
