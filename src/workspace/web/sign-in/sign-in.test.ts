// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { inFours, plainCode } from './codes.ts';
import { passwordHint } from './new-password.ts';
import { safeWay } from './sign-in.ts';

describe('after sign-in one goes where one wanted to', () => {
  test('to a page of ours', () => expect(safeWay('/contacts?q=anna')).toBe('/contacts?q=anna'));

  test.each([
    'https://evil.example',
    '//evil.example',
    String.raw`/\evil.example`,
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'contacts',
    undefined,
    7,
  ])('never to %s', (to) => expect(safeWay(to)).toBe('/'));

  test('not round in circles', () => expect(safeWay('/sign-in?then=/contacts')).toBe('/'));
});

test('codes may be typed with spaces and dashes; a backup code keeps its own', () => {
  expect([
    plainCode(' 123 456', false),
    plainCode('123-456', false),
    plainCode(' aB3dE-x9Yz1 ', true),
  ]).toEqual(['123456', '123456', 'aB3dE-x9Yz1']);
});

test('a key is shown in fours', () => expect(inFours('JBSWY3DPEH')).toBe('JBSW Y3DP EH'));

test('the hint says what is missing, and never that a password is good: only the server knows', () => {
  expect(passwordHint('123456789')).toBe('One more character.');
  expect(passwordHint('12345')).toBe('5 more characters.');
  expect(passwordHint('1234567890')).toContain('checks that it is not easily guessed');
});
