import { expect, test } from 'vitest';
import { companyDomainOf, foldName, normaliseDomain } from './company.ts';

test.for([
  ['hallow.example', 'hallow.example'],
  [' https://www.Hallow.example/shop?x=1#top ', 'hallow.example'],
  ['info@Hallow.example', 'hallow.example'],
  ['mailto:info@hallow.example', 'hallow.example'],
  ['//hallow.example:8080', 'hallow.example'],
  ['http://user:secret@hallow.example/', 'hallow.example'],
  ['www2.shop.hallow.example.', 'shop.hallow.example'],
  ['https://xn--mnchen-3ya.example', 'münchen.example'],
  ['MÜNCHEN.example', 'münchen.example'],
  ['hallow', null],
  ['http://192.168.0.1/', null],
  ['not a domain.example', null],
  ['-hallow.example', null],
  ['', null],
])('"%s" is on the domain %s', ([text, domain]) => {
  expect(normaliseDomain(text ?? '')).toBe(domain);
});

test.for([
  ['anna@hallow.example', 'hallow.example'],
  ['anna@gmail.com', null],
  ['anna@yahoo.co.uk', null],
  ['anna@hotmail.fr', null],
  ['anna@web.de', null],
  ['anna@livestock.example', 'livestock.example'],
  [null, null],
])('%s works at %s', ([email, domain]) => {
  expect(companyDomainOf(email)).toBe(domain);
});

test('names are the same for what people see as the same', () => {
  expect(foldName(' SÖLDEN \u00a0 Gmbh')).toBe(foldName('solden gmbh'));
});
