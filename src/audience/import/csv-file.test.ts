import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, test } from 'vitest';
import { readCsv } from './csv-file.ts';

async function* inPieces(bytes: Buffer, size = 7) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(content: string | Buffer) {
  const { columns, rows } = await readCsv(inPieces(Buffer.from(content)));
  const read: [number, ...string[]][] = [];
  for await (const { number, cells } of rows) read.push([number, ...cells]);
  return { columns, rows: read };
}

describe('a CSV', () => {
  test.each([',', ';', '\t'])(
    'separated by "%s" is read, with a mark before it or not',
    async (delimiter) => {
      const content = ['Name;E-mail', '"Lind; qvist";f@x.example']
        .join('\r\n')
        .replaceAll(/;(?! )/g, delimiter);
      for (const text of [content, `\uFEFF${content}`])
        expect(await read(text)).toEqual({
          columns: ['Name', 'E-mail'],
          rows: [[2, 'Lind; qvist', 'f@x.example']],
        });
    },
  );

  test('keeps line breaks in quotes and numbers rows as a spreadsheet does', async () => {
    expect((await read('a,b\n"one\ntwo",3\n\nÅ,"say ""hi"""\n')).rows).toEqual([
      [2, 'one\ntwo', '3'],
      [3, 'Å', 'say "hi"'],
    ]);
  });

  test('without rows is read, without anything it is refused', async () => {
    expect(await read('a,b\n')).toEqual({ columns: ['a', 'b'], rows: [] });
    await expect(read('')).rejects.toThrow('This file is empty.');
    await expect(read('\n \n')).rejects.toThrow('This file is empty.');
  });

  test('gives every column a name of its own', async () => {
    expect((await read('E-mail,,E-mail\n')).columns).toEqual(['E-mail', 'Column 2', 'E-mail (2)']);
  });

  test.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'not UTF-8'],
    ['a UTF-16 table', Buffer.from('a\tb\n', 'utf16le'), 'not a CSV file'],
    ['a Latin-1 table', Buffer.from('Name\nJ\xfcrgen\n', 'latin1'), 'not UTF-8'],
    ['a table without a header', Buffer.from('1,nora@castellan.example\n'), 'must name the columns'],
    ['a table of 1,001 columns', Buffer.from(Array(1_001).fill('x').join(',')), '1001 columns'],
  ])('%s is refused in a sentence', async (_what, content, words) => {
    await expect(read(content)).rejects.toThrow(words);
  });

  test('with a quotation mark that is never closed says where', async () => {
    await expect(read('a,b\n1,2\n"3,4\n5,6\n')).rejects.toThrow('After row 2 the file cannot be read');
  });

  test('gives back whatever was written, cut anywhere', async () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''));
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), async (cells, delimiter) => {
        const content = stringify([['one', 'two', 'three'], ...cells], { delimiter, quoted: true });
        const { rows } = await read(content);
        expect(rows.map(([, ...row]) => row)).toEqual(cells);
      }),
      { numRuns: 50 },
    );
  });
});
