import { describe, expect, test } from 'vitest';
import { guessColumns, mapOf } from './columns.ts';
import { rowReader, splitName } from './row.ts';

function understood(row: Record<string, string>) {
  const columns = Object.keys(row);
  const read = rowReader(columns, guessColumns(columns));
  const { fields, ...rest } = read({ number: 2, cells: Object.values(row), bytesRead: 0 });
  return {
    ...rest,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  };
}

describe('a row', () => {
  test('is understood as other systems write it', () => {
    const row = understood({
      'First Name': ' Gaëlle ',
      'Last Name': 'Example',
      Email: 'G@Example.com',
      'Phone Number': '0033 1 42 68 53 00',
      'Lifecycle Stage': 'Marketing Qualified Lead',
      'Original Source': 'Organic Search',
      Country: 'Frankreich',
      Notes: 'not ours',
    });
    expect(row).toEqual({
      number: 2,
      unusable: null,
      remarks: [],
      fields: {
        givenName: 'Gaëlle',
        familyName: 'Example',
        email: 'g@example.com',
        phone: '+33142685300',
        phoneOriginal: '0033 1 42 68 53 00',
        stage: 'mql',
        source: 'search',
        country: 'FR',
      },
    });
  });

  test('says what was left out, and keeps a number that cannot be dialled', () => {
    const row = understood({
      name: 'Nora',
      country: 'Atlantis',
      stage: 'warm',
      phone: '0113 496',
      source: 'a friend',
    });
    expect(row.fields).toEqual({ givenName: 'Nora', phone: null, phoneOriginal: '0113 496' });
    expect(row.remarks).toHaveLength(4);
    expect(row.remarks.join(' ')).toContain('The country "Atlantis" is not known');
  });

  test.each([
    [{ email: 'nora at home', name: 'Nora' }, '"nora at home" is not an e-mail address.'],
    [{ company: 'Castellan' }, 'A contact needs at least a name'],
    [{ name: 'n'.repeat(501) }, 'longer than 500 characters'],
  ])('%j is skipped with a reason', (row, reason) => {
    expect(understood(row as Record<string, string>).unusable).toContain(reason);
  });

  test('with more cells than the header is skipped, unless they are empty', () => {
    const read = rowReader(['name'], { name: 'name' });
    expect(read({ number: 2, cells: ['Nora', 'x'], bytesRead: 0 }).unusable).toContain('2 cells');
    expect(read({ number: 2, cells: ['Nora', ' '], bytesRead: 0 }).unusable).toBeNull();
  });

  test('takes the first of several columns that has a value, and the apostrophe of an export off', () => {
    expect(
      understood({ email_work: '', email_home: "'+a@x.example", first_name: "'=A", last: "O'Neil" }).fields,
    ).toEqual({
      email: '+a@x.example',
      givenName: '=A',
      familyName: "O'Neil",
    });
  });
});

test.each([
  ['Freya Lindqvist', { givenName: 'Freya', familyName: 'Lindqvist' }],
  ['Lindqvist, Freya', { givenName: 'Freya', familyName: 'Lindqvist' }],
  ['Ana Maria  Lopes', { givenName: 'Ana Maria', familyName: 'Lopes' }],
  ['Cher', { givenName: 'Cher', familyName: undefined }],
])('the name %s is split', (name, parts) => {
  expect(splitName(name)).toEqual(parts);
});

test('a map must fit the file', () => {
  expect(mapOf(['Mail'], { Mail: 'email' })).toEqual({ Mail: 'email' });
  expect(() => mapOf(['Mail'], { Post: 'email' })).toThrow('no column "Post"');
  expect(() => mapOf(['x', 'y'], undefined)).toThrow('None of the columns is known (x, y)');
});
