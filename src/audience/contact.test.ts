import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSomebody, normaliseEmail, normaliseLanguage, normalisePhone } from './contact.ts';

describe('an e-mail address', () => {
  test.each([
    [' Nora@Castellan.Example ', 'nora@castellan.example'],
    ['mailto:nora@castellan.example', 'nora@castellan.example'],
    ["o'brien+salon@mail.castellan.example", "o'brien+salon@mail.castellan.example"],
    ['zoë@münchen.example', 'zoë@münchen.example'],
  ])('%s is %s', (written, kept) => {
    expect(normaliseEmail(written)).toBe(kept);
  });

  test.each([
    '',
    'nora',
    'nora@',
    '@castellan.example',
    'nora@castellan',
    'a@b@c.example',
    'nora castellan@x.example',
  ])('"%s" is none', (written) => {
    expect(normaliseEmail(written)).toBeNull();
  });

  test('is spelled one way, however often it is normalised and however it was written', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const kept = normaliseEmail(address);
        if (kept === null) return;
        expect(normaliseEmail(kept)).toBe(kept);
        expect(normaliseEmail(` ${address.toUpperCase()}\n`)).toBe(kept);
      }),
    );
  });

  test('whatever is written, it is understood or refused, never half of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const kept = normaliseEmail(text);
        expect(kept === null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(kept)).toBe(true);
      }),
    );
  });
});

describe('a phone number', () => {
  test.each([
    ['0113 496 0182', 'GB', '+441134960182'],
    ['+44 (0)113 496 0182', null, '+441134960182'],
    ['0044 113 496 0182', 'DE', '+441134960182'],
    ['030 1234567', 'DE', '+49301234567'],
    ['0113 496 0182', null, null],
    ['call me', 'GB', null],
    ['12', 'GB', null],
    ['0113 496 0182', 'XX', null],
  ])('%s in %s is %s', (written, country, kept) => {
    expect(normalisePhone(written, country)).toBe(kept);
  });

  test('that was understood is understood again, everywhere', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('+', '(0)', ' ', '-', '/', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
        }),
        (text) => {
          const kept = normalisePhone(text, 'GB');
          if (kept === null) return;
          expect(kept).toMatch(/^\+[1-9]\d{4,14}$/);
          expect(normalisePhone(kept, 'DE')).toBe(kept);
        },
      ),
    );
  });
});

test('a language is spelled as the standard spells it', () => {
  expect(['EN', 'pt_br', 'zh-hant', 'English', 'x', ''].map(normaliseLanguage)).toEqual([
    'en',
    'pt-BR',
    'zh-Hant',
    null,
    null,
    null,
  ]);
});

test('somebody has a name, an e-mail address or a phone number', () => {
  expect(isSomebody({ familyName: 'Castellan' })).toBe(true);
  expect(isSomebody({ phoneOriginal: 'ext. 12' })).toBe(true);
  expect(isSomebody({ companyName: 'Castellan Hair Studios', email: null, givenName: '' })).toBe(false);
});
