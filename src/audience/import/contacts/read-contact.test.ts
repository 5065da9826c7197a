import { describe, expect, test } from 'vitest';
import { cellReader } from '../cells.ts';
import { guessByNames } from '../guess.ts';
import type { ImportOptions } from '../options.ts';
import { contactFields, contactNames } from './fields.ts';
import { readContact, splitName } from './read-contact.ts';

const sam = { id: '01900000-0000-7000-8000-000000000001', email: 'sam@hallow.example', name: 'Sam Sales' };

function understood(row: Record<string, string>, options: Partial<ImportOptions> = {}) {
  const columns = Object.keys(row);
  const map = guessByNames(
    columns.map((name) => ({ name, values: [], type: 'text' })),
    contactFields,
    contactNames,
  );
  const asked: ImportOptions = { target: 'contacts', map, ...options };
  const read = cellReader(columns, map, asked);
  const cells = { number: 2, cells: Object.values(row), bytesRead: 0 };
  const { fields, ...rest } = readContact(cells, read(cells), {
    columns,
    options: asked,
    colleagues: new Map([
      [sam.email, sam],
      [sam.name.toLowerCase(), sam],
    ]),
    properties: { prepare: async () => undefined, read: () => ({}) },
    purposes: [],
    startedAt: new Date(),
  });
  return {
    ...rest,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  };
}

describe('a row', () => {
  test('is understood as other systems write it', () => {
    const row = understood(
      {
        'Record ID': '901',
        'First Name': ' Gaëlle ',
        'Last Name': 'Example',
        Email: 'G@Example.com',
        'Phone Number': '0033 1 42 68 53 00',
        'Lifecycle Stage': 'Marketing Qualified Lead',
        'Original Source': 'Organic Search',
        Country: 'Frankreich',
        Zip: "'02139",
        Tags: '"VIP","Newsletter, weekly"',
        'Contact owner': 'sam sales',
        'Create Date': '2024-03-12 09:14',
        Notes: 'not ours',
      },
      { idSpace: 'hubspot' },
    );
    expect(row).toMatchObject({
      number: 2,
      unusable: null,
      remarks: [],
      createdAt: new Date('2024-03-12T09:14:00Z'),
      keys: [{ key: 'user hubspot:901' }, { key: 'email g@example.com' }, { key: 'phone +33142685300' }],
      fields: {
        givenName: 'Gaëlle',
        familyName: 'Example',
        email: 'g@example.com',
        phone: '+33142685300',
        phoneOriginal: '0033 1 42 68 53 00',
        stage: 'mql',
        source: 'search',
        country: 'FR',
        postalCode: '02139',
        tags: ['VIP', 'Newsletter', 'weekly'],
        ownerId: sam.id,
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
      owner: 'nobody@x.example',
      created: 'soon',
    });
    expect(row.fields).toEqual({ givenName: 'Nora', phone: null, phoneOriginal: '0113 496' });
    expect(row.remarks).toHaveLength(6);
    expect(row.remarks.join(' ')).toContain('The country "Atlantis" is not known');
  });

  test('with only an id of another system is somebody', () => {
    expect(understood({ mql_id: 'dac32acd' }).unusable).toBeNull();
  });

  test('of which something means nothing, or something else, is read as it is meant', () => {
    const row = understood(
      { name: 'Nora', city: 'Select', source: 'Google' },
      { blanks: ['select'], replace: { source: { Google: 'Ad' } } },
    );
    expect(row.fields).toEqual({ givenName: 'Nora', source: 'ad' });
  });

  test.each([
    [{ email: 'nora at home', name: 'Nora' }, '"nora at home" is not an e-mail address.'],
    [{ company: 'Castellan' }, 'A contact needs at least a name'],
    [{ name: 'n'.repeat(501) }, 'longer than 500 characters'],
  ])('%j is skipped with a reason', (row, reason) => {
    expect(understood(row as Record<string, string>).unusable).toContain(reason);
  });

  test('takes the first of several columns that has a value, and the apostrophe of an export off', () => {
    expect(
      understood({ email_work: '', email_home: "'+a@x.example", first_name: "'=A", last: "O'Neil" }).fields,
    ).toEqual({ email: '+a@x.example', givenName: '=A', familyName: "O'Neil" });
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
