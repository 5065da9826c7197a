import { expect, test } from 'vitest';
import { seal, unseal } from './seal.ts';

test('what is sealed is read again with the same secret only, and never twice the same', () => {
  const sealed = seal('a key that is shown once', 'secret one');
  expect(unseal(sealed, 'secret one')).toBe('a key that is shown once');
  expect(sealed.equals(seal('a key that is shown once', 'secret one'))).toBe(false);
  expect(() => unseal(sealed, 'secret two')).toThrow();
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => unseal(sealed, 'secret one')).toThrow();
});
