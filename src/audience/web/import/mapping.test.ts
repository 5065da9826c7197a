import { describe, expect, test } from 'vitest';
import { advice, guessedMap, missingIn, withColumn } from './mapping.ts';
import { countsOf, outcomesOf, shownFields } from './outcomes.ts';

const columns = [
  { name: 'E-mail', samples: ['anna@castellan.example'], guess: 'email' as const },
  { name: 'Shoe size', samples: ['39'], guess: null },
];

describe('what the columns are', () => {
  test('only recognised columns are taken, and each can be changed or left out', () => {
    const map = guessedMap(columns);
    expect(map).toEqual({ 'E-mail': 'email' });
    expect(withColumn(map, 'Shoe size', 'jobTitle')).toEqual({ 'E-mail': 'email', 'Shoe size': 'jobTitle' });
    expect(withColumn(map, 'E-mail', '')).toEqual({});
  });

  test('an import needs something by which a person is known', () => {
    expect(missingIn({ Town: 'city' }, 'create')).toContain('a name, an e-mail address or a phone number');
    expect(missingIn({ Name: 'name' }, 'create_and_update')).toBeUndefined();
    expect(missingIn({ Name: 'name' }, 'update')).toContain('must be the e-mail address');
    expect(missingIn({ Mail: 'email' }, 'update')).toBeUndefined();
  });

  test('it is said beforehand that nobody will be recognised without an address', () => {
    expect(advice({ Name: 'name' }, 'create').join(' ')).toContain('everybody in the file becomes a new');
    expect(advice({ Name: 'name' }, 'update').join(' ')).toContain('nobody in the file is known');
    expect(advice({ 'E-mail': 'email' }, 'create_and_update')).toEqual([]);
  });

  test('it is said when two columns are the same fact', () => {
    const [sentence] = advice({ Work: 'email', Home: 'email' }, 'create_and_update');
    expect(sentence).toBe('Two columns are the e-mail address: the first that has a value counts.');
  });
});

describe('the preview', () => {
  test('shows the mapped fields, a whole name as its two parts', () => {
    expect(shownFields({ Name: 'name', Tel: 'phone', Town: 'city' })).toEqual([
      'givenName',
      'familyName',
      'phoneOriginal',
      'city',
    ]);
  });

  test('counts what the rows become', () => {
    const rows = (['created', 'created', 'skipped'] as const).map((outcome) => ({ outcome }));
    expect(outcomesOf(rows)).toBe('2 new, 1 skipped');
  });

  test('the result is only counted when all counts are there', () => {
    const counts = { seen: 3, created: 2, updated: 0, unchanged: 0, skipped: 1 };
    expect(countsOf({ ...counts, notesFileId: null })).toEqual(counts);
    expect(countsOf({ seen: 3 })).toBeUndefined();
    expect(countsOf(null)).toBeUndefined();
  });
});
