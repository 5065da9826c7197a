import { describe, expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { dayOf, endOfDay, newToken, readToken, tokenIn, withoutToken, withToken } from './personal-link.ts';

const secret = 'a secret that only tests know, long enough';
const at = new Date('2026-11-26T12:00:00Z');
const ours = { problem: 'personal link is not ours' };

describe('a token', () => {
  test('says whose it is, in forty letters that need no quoting', () => {
    const id = newId();
    const token = newToken(id, dayOf(at), secret);
    expect(token).toMatch(/^[\w-]{40}$/);
    expect(readToken(token, secret, at)).toEqual({ contactId: id });
  });

  test('counts to the end of its last day, and not a moment longer', () => {
    const token = newToken(newId(), dayOf(at), secret);
    const end = endOfDay(dayOf(at));
    expect(end.toISOString()).toBe('2026-11-27T00:00:00.000Z');
    expect(readToken(token, secret, new Date(end.getTime() - 1))).toHaveProperty('contactId');
    expect(readToken(token, secret, end)).toEqual({ problem: 'personal link has expired' });
  });

  test('of which one letter is another’s, that was cut, lengthened or signed by somebody else, is not ours', () => {
    const token = newToken(newId(), dayOf(at), secret);
    for (let place = 0; place < token.length; place++) {
      const other = token[place] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, place) + other + token.slice(place + 1);
      expect(readToken(changed, secret, at), `letter ${place}`).toEqual(ours);
    }
    const wrong = ['', 'x', token.slice(1), token.slice(0, -4), `${token}AAAA`, ` ${token}`, `${token}=`];
    for (const each of wrong) expect(readToken(each, secret, at), each).toEqual(ours);
    expect(readToken(newToken(newId(), dayOf(at), `${secret}!`), secret, at)).toEqual(ours);
  });
});

describe('in an address', () => {
  test.for([
    ['https://shop.example', 'https://shop.example/?tdm=T'],
    ['https://shop.example/a?b=c%20d+e&f', 'https://shop.example/a?b=c%20d+e&f&tdm=T'],
    ['https://shop.example/a#part', 'https://shop.example/a?tdm=T#part'],
    ['https://shop.example/a?tdm=old&b=1', 'https://shop.example/a?b=1&tdm=T'],
    ['https://shop.example/a?b=1&tdm=old#part', 'https://shop.example/a?b=1&tdm=T#part'],
  ])('it stands once, and all else as it was written: %s', ([before, after]) => {
    expect(withToken(before ?? '', 'T')).toBe(after);
    expect(tokenIn(after)).toBe('T');
  });

  test.for([
    ['https://shop.example/?tdm=T', 'https://shop.example/'],
    ['https://shop.example/a?tdm=T&b=1#part', 'https://shop.example/a?b=1#part'],
    ['https://shop.example/a?b=1&tdm=T', 'https://shop.example/a?b=1'],
    ['https://shop.example/a?tdm=T#part', 'https://shop.example/a#part'],
    ['https://shop.example/a?tdm=T&tdm=U&b=1&tdm=V', 'https://shop.example/a?b=1'],
    ['?tdm=T', ''],
    ['Is it? /a?tdm=T and more', 'Is it? /a and more'],
    ['https://shop.example/a?atdm=T', 'https://shop.example/a?atdm=T'],
  ])('it is taken out without a trace: %s', ([before, after]) => {
    expect(withoutToken(before ?? '')).toBe(after);
  });
});
