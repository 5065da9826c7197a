import { expect, test } from 'vitest';
import {
  fieldOf,
  guessedMap,
  newPropertyOf,
  NEW_PROPERTY,
  twice,
  usedColumns,
  withAllProperties,
  withColumn,
  withProperty,
  type FileColumn,
} from './mapping.ts';

const column = (name: string, guess: string | null, more: Partial<FileColumn> = {}): FileColumn => {
  return { name, guess, samples: ['x'], type: 'text', key: name.toLowerCase(), ...more };
};
const columns = [
  column('E-mail', 'email'),
  column('Shoe', null, { type: 'number' }),
  column('Empty', null, { samples: [] }),
];

test('what was guessed can be changed, and left out', () => {
  const map = guessedMap(columns);
  expect(map).toEqual({ 'E-mail': 'email' });
  expect(usedColumns(map, columns)).toBe(1);
  const email = column('E-mail', 'email');
  expect(withColumn({}, map, email, '').map).toEqual({});
  expect(withColumn({}, map, email, 'name').map).toEqual({ 'E-mail': 'name' });
  expect(fieldOf({ A: ['externalId', 'companyName'] }, 'A')).toBe('externalId');
  expect(fieldOf({}, 'constructor')).toBe('');
});

test('a column becomes a property of the type its values have, until it becomes something else', () => {
  const shoe = column('Shoe', null, { type: 'number' });
  const made = withColumn({}, guessedMap(columns), shoe, NEW_PROPERTY);
  expect(made.map?.['Shoe']).toBe('property:shoe');
  expect(newPropertyOf(made, made.map ?? {}, 'Shoe')).toEqual({
    key: 'shoe',
    property: { label: 'Shoe', type: 'number' },
  });
  expect(withProperty(made, 'shoe', { type: 'text' }).properties).toEqual({
    shoe: { label: 'Shoe', type: 'text' },
  });
  const changed = withColumn(made, made.map ?? {}, shoe, 'city');
  expect(changed).toMatchObject({ map: { Shoe: 'city' }, properties: undefined });
});

test('all that is left becomes properties, but empty columns', () => {
  const all = withAllProperties({}, guessedMap(columns), columns);
  expect(all.map).toEqual({ 'E-mail': 'email', Shoe: 'property:shoe' });
});

test('two columns of one field are told', () => {
  const fields = [{ field: 'email', label: 'E-mail', group: 'Contact' }];
  expect(twice({ a: 'email', b: 'email', c: 'ignore', d: 'ignore' }, fields)).toEqual(['E-mail']);
});
