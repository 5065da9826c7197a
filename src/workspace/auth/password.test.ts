import { expect, test } from 'vitest';
import { Invalid } from '../../platform/errors.ts';
import { requireStrongPassword } from './password.ts';

const advice = async (password: string, guesses: string[] = []) => {
  const refused = await requireStrongPassword(password, 'password', guesses).then(
    () => undefined,
    (error: unknown) => error,
  );
  return refused instanceof Invalid ? refused.fields[0]?.message : undefined;
};

test('what is short or easy to guess is refused, with what would make it stronger', async () => {
  expect(await advice('kx7-Qw')).toBe('Use at least 10 characters.');
  expect(await advice('a'.repeat(200))).toBe('Use at most 128 characters.');
  expect(await advice('password123!')).toBe(
    'This password is easy to guess. This is similar to a commonly used password. Add more words that are less common.',
  );
  expect(await advice('qwertyuiop')).toContain('easy to guess');
  expect(await advice('aaaaaaaaaaaaaa')).toContain('easy to guess');
});

test('the person’s name, address and company count as guesses', async () => {
  const name = 'castellan-nora';
  expect(await advice(name)).toBeUndefined();
  expect(await advice(name, ['Nora Castellan', 'nora@castellan.example'])).toContain('personal');
});

test('a few unusual words are enough', async () => {
  expect(await advice('quarry lantern oboe')).toBeUndefined();
  expect(await advice('T7#mQ!x94vLp')).toBeUndefined();
});
