import { describe, expect, test } from 'vitest';
import { formatValue, keyOf, parseValue, type Asked, type Hints, type PropertyType } from './property.ts';

const hanna = {
  id: '01900000-0000-7000-8000-000000000001',
  email: 'hanna@hallow.example',
  name: 'Hanna Brandt',
};
const choices = [
  { value: 'fine', label: 'Fine' },
  { value: 'curly', label: 'Curly' },
  { value: 'thick_long', label: 'Thick, long' },
];

function asked(type: PropertyType, currency = 'EUR'): Asked {
  return { label: 'Spend', type, choices, currency };
}

function read(type: PropertyType, input: unknown, hints?: Hints, currency?: string): unknown {
  const answer = parseValue(asked(type, currency), input, hints);
  return 'value' in answer ? answer.value : answer;
}

describe('numbers', () => {
  test.each([
    ['1234.5', 1234.5],
    ['1,234.50', 1234.5],
    ['1.234,50', 1234.5],
    ['1 234,50', 1234.5],
    ['1\u202f234\u202f567,5', 1234567.5],
    ["1'234.50", 1234.5],
    ['1.234.567', 1234567],
    ['0,125', 0.125],
    ['0.125', 0.125],
    ['−12', -12],
    ['.5', 0.5],
    ['12 %', 12],
    ['1e3', 1000],
    [42, 42],
  ])('%j is %d', (input, value) => expect(read('number', input)).toBe(value));

  test('what two people would read differently is refused, unless the file says how it writes', () => {
    expect(read('number', '1,234')).toEqual({
      problem: 'Spend: “1,234” could be 1234 or 1.234. Write it without the comma.',
    });
    expect(read('number', '1,234', { decimal: '.' })).toBe(1234);
    expect(read('number', '1,234', { decimal: ',' })).toBe(1.234);
    expect(read('number', '1.234', { decimal: ',' })).toBe(1234);
  });

  test.each(['abc', '1,23,4', '12 apples', '--3', '1.2.3,4.5', 'Infinity', '1e999'])('%j is none', (input) =>
    expect(read('number', input)).toHaveProperty('problem'),
  );
});

describe('money', () => {
  test.each([
    ['1.234,50 €', 123450],
    ['EUR 1,234.5', 123450],
    ['€99', 9900],
    ['1,234', 123400],
    ['1.234', 123400],
    ['-12', -1200],
    ['- € 12,50', -1250],
    ['19,99', 1999],
    ['99,-', 9900],
    ['0.07', 7],
    [1250, 1250],
  ])('%j is %d cents', (input, value) => expect(read('money', input)).toBe(value));

  test('currencies without decimals, and with three', () => {
    expect(read('money', '¥1,200', {}, 'JPY')).toBe(1200);
    expect(read('money', '1.234', {}, 'KWD')).toBe(1234);
  });

  test.each(['$12', 'GBP 3', '12.345678', '1.5.5 €', 'a lot', 12.5])('%j is refused', (input) =>
    expect(read('money', input)).toHaveProperty('problem'),
  );
});

describe('days', () => {
  test.each([
    ['2026-03-12', '2026-03-12'],
    ['2026-03-12T23:30:00Z', '2026-03-12'],
    ['2026/3/2', '2026-03-02'],
    ['20260312', '2026-03-12'],
    ['12.3.2026', '2026-03-12'],
    ['31/12/2026', '2026-12-31'],
    ['12/31/2026', '2026-12-31'],
    ['3/3/2026', '2026-03-03'],
    ['12 March 2026', '2026-03-12'],
    ['12-Mar-2026', '2026-03-12'],
    ['March 12th, 2026', '2026-03-12'],
    ['Thu, 12 Mar 2026', '2026-03-12'],
  ])('%j is %s', (input, day) => expect(read('date', input)).toBe(day));

  test('the third of April or the fourth of March: the writer is asked', () => {
    expect(read('date', '03/04/2026')).toEqual({
      problem: 'Spend: “03/04/2026” could be read in two ways. Write it as 2026-04-03.',
    });
    expect(read('date', '03/04/2026', { dayFirst: true })).toBe('2026-04-03');
    expect(read('date', '03/04/2026', { dayFirst: false })).toBe('2026-03-04');
  });

  test.each(['2026-02-30', '31.11.2026', 'soon', '12 Foo 2026', '13/13/2026', '0000-01-01'])(
    '%j is no day',
    (input) => expect(read('date', input)).toHaveProperty('problem'),
  );
});

test('choices by value or label; several as a list or a text', () => {
  expect(read('choice', 'CURLY')).toBe('curly');
  expect(read('choice', 'Straight')).toEqual({
    problem: 'Spend has no choice “Straight”; it has Fine, Curly, Thick, long.',
  });
  expect(read('multi_choice', 'Curly; fine; CURLY')).toEqual(['fine', 'curly']);
  expect(read('multi_choice', 'Curly, Fine')).toEqual(['fine', 'curly']);
  expect(read('multi_choice', 'Thick, long')).toEqual(['thick_long']);
  expect(read('multi_choice', ['thick_long'])).toEqual(['thick_long']);
  expect(read('multi_choice', 'Curly; Bald')).toHaveProperty('problem');
});

test('yes and no, web addresses, colleagues', () => {
  expect(['Yes', 'ja', 'TRUE', '1', 'x', true].map((input) => read('yes_no', input))).toEqual(
    Array(6).fill(true),
  );
  expect(['no', 'Nein', 'false', 0].map((input) => read('yes_no', input))).toEqual(Array(4).fill(false));
  expect(read('yes_no', 'perhaps')).toEqual({ problem: 'Spend: “perhaps” is neither yes nor no.' });
  expect(read('url', 'hallow.example/shop?x=1')).toBe('https://hallow.example/shop?x=1');
  expect(read('url', 'HTTP://Hallow.example')).toBe('http://hallow.example');
  for (const wrong of ['javascript:alert(1)', 'hallow', 'two words.example', 'data:text/html,x'])
    expect(read('url', wrong)).toHaveProperty('problem');
  expect(read('user', 'Hanna@Hallow.example', { colleagues: [hanna] })).toBe(hanna.id);
  expect(read('user', hanna.id, { colleagues: [hanna] })).toBe(hanna.id);
  expect(read('user', 'nobody@hallow.example', { colleagues: [hanna] })).toHaveProperty('problem');
});

test('nothing written is no value', () => {
  for (const input of [null, undefined, '', '  ', []]) expect(read('number', input)).toBeNull();
  expect(read('text', ' a\u0000b ')).toBe('a b');
  expect(read('text', 'x'.repeat(2_001))).toHaveProperty('problem');
});

test('values are shown in words', () => {
  expect(formatValue(asked('money'), 123450)).toBe('€1,234.50');
  expect(formatValue(asked('money', 'JPY'), 1200)).toBe('JP¥1,200');
  expect(formatValue(asked('date'), '2026-03-12')).toBe('12 March 2026');
  expect(formatValue(asked('multi_choice'), ['curly', 'gone'])).toBe('Curly, gone');
  expect(formatValue(asked('yes_no'), false)).toBe('No');
  expect(formatValue(asked('number'), 1234.5)).toBe('1,234.5');
  expect(formatValue(asked('user'), hanna.id, [hanna])).toBe('Hanna Brandt');
  expect(formatValue(asked('text'), undefined)).toBe('');
});

test('keys are made of labels', () => {
  expect(keyOf('Hair type')).toBe('hair_type');
  expect(keyOf('Größe (m²)')).toBe('grosse_m2');
  expect(keyOf('2nd phone')).toBe('p_2nd_phone');
  expect(keyOf('!!!')).toBe('property');
  expect(keyOf('a'.repeat(90))).toHaveLength(40);
});
