import { describe, expect, test } from 'vitest';
import { likelihoodOf, weigh, type Shares } from './evidence.ts';
import { blocksOf, keysOf } from './keys.ts';
import { profileOf, type ProfileRow } from './profile.ts';
import { shareOf } from './shares.ts';
import { companyCore, localPart, phoneTail, plain, soundOf, streetOf } from './spelling.ts';

const shares: Shares = {
  people: 300_000,
  given: () => 0.003,
  family: (name) => (name === 'smith' ? 0.01 : 0.0002),
  company: () => 0.001,
  city: () => 0.01,
  postalCode: () => 0.002,
  country: (code) => (code === 'PL' ? 0.05 : 0.5),
};

function person(fields: Partial<ProfileRow>) {
  return profileOf({
    id: '019f0000-0000-7000-8000-000000000000',
    given_name: 'Nora',
    family_name: 'Castellan',
    email: null,
    phone: null,
    phone_original: null,
    company_name: null,
    street: null,
    postal_code: null,
    city: null,
    country: null,
    properties: {},
    ...fields,
  });
}

function judged(one: Partial<ProfileRow>, other: Partial<ProfileRow>) {
  const { weight, reasons } = weigh(person(one), person(other), shares);
  return { suggested: weight >= 0, weight, reasons: reasons.map(({ field, how }) => `${how} ${field}`) };
}

describe('evidence', () => {
  test('the same rare name and telephone are one person, however else they are written', () => {
    const phone = { phone: '+441134960182' };
    expect(judged({ ...phone, family_name: 'Castellán' }, { ...phone, given_name: 'NORA' })).toMatchObject({
      suggested: true,
      reasons: ['same givenName', 'same familyName', 'same phone'],
    });
  });

  test('a rare surname counts more than a common one', () => {
    const rare = judged({ city: 'Leeds' }, { city: 'Leeds' });
    const common = judged({ family_name: 'Smith', city: 'Leeds' }, { family_name: 'Smith', city: 'Leeds' });
    expect(rare.suggested).toBe(true);
    expect(common.suggested).toBe(false);
    expect(rare.weight - common.weight).toBeCloseTo(Math.log2(0.01 / 0.0002));
  });

  test('people of one country are compared among its people: their names say the country already', () => {
    const named = (country: string | null, other = country) =>
      judged({ city: 'Leeds', country }, { city: 'Leeds', country: other }).weight;
    // Three fields say it, and once it counts: half of all people are in Britain, so two bits less.
    expect(named(null) - named('GB')).toBeCloseTo(2);
    expect(named('GB')).toBeGreaterThan(named('PL'));
    expect(named('PL', 'GB')).toBe(named(null));
  });

  test('a value that the statistics leave no room for has the share of one person', () => {
    const onlyGb = { column: 'country', values: ['GB'], shares: [1], unknown: 0, distinct: 2 };
    const share = shareOf('country', onlyGb, 1_000);
    expect([share('GB'), share('PL')]).toEqual([1, 0.001]);
  });

  test('another house of the same street says less than one whose number is not known', () => {
    const street = (line: string) => judged({ street: '4 Call Lane' }, { street: line }).weight;
    expect(street('Call Lane')).toBeGreaterThan(street('27 Call Lane'));
    expect(street('4 Call Lane')).toBeGreaterThan(street('Call Lane'));
  });

  test('the same name alone is none, where there are many people', () => {
    expect(judged({ city: 'Leeds' }, { city: 'York' }).suggested).toBe(false);
  });

  test('relatives and colleagues share much and are two', () => {
    const home = { street: '4 Call Lane', postal_code: 'LS1 7BT', city: 'Leeds', phone: '+441134960182' };
    const work = { ...home, company_name: 'Castellan Hair Studios Ltd' };
    expect(judged(work, { ...work, given_name: 'Mateo' })).toMatchObject({ suggested: false });
    expect(judged(work, { ...work, given_name: 'Norah' }).suggested).toBe(true);
  });

  test('what people write differently for the same is found', () => {
    const city = { city: 'Leeds', company_name: 'Castellan Hair Studios' };
    const like = (fields: Partial<ProfileRow>) => judged(city, { ...city, ...fields });
    expect(like({ family_name: 'Castelan' }).reasons).toContain('similar familyName');
    expect(like({ family_name: 'Castellan-Reyes' })).toMatchObject({ suggested: true });
    expect(like({ given_name: 'Castellan', family_name: 'Nora' })).toMatchObject({
      suggested: true,
      reasons: expect.arrayContaining(['swapped name']),
    });
    expect(like({ company_name: 'Castellan Hair Studios GmbH' }).reasons).toContain('same company');
    expect(judged({ given_name: 'Bob', ...city }, { given_name: 'Robert', ...city }).reasons).toContain(
      'similar givenName',
    );
    const mail = judged({ email: 'sunnygirl84@gmail.example' }, { email: 'sunny.girl84@work.example' });
    expect(mail.reasons).toContain('similar email');
    expect(judged({ email: 'info@alpha.example' }, { email: 'info@beta.example' }).reasons).toContain(
      'different email',
    );
  });

  test('likelihood is even at no evidence either way', () => {
    expect(likelihoodOf(0)).toBe(0.5);
    expect(likelihoodOf(10)).toBeCloseTo(0.999, 3);
  });

  test('is the same whoever is first', () => {
    const [one, other] = [
      person({ city: 'Leeds', email: 'a@b.example' }),
      person({ given_name: 'Nore', city: 'Lees' }),
    ];
    expect(weigh(one, other, shares).weight).toBeCloseTo(weigh(other, one, shares).weight);
  });
});

describe('keys', () => {
  test('a contact of whom nothing is known is compared with nobody', () => {
    expect(blocksOf(person({ given_name: null, family_name: null }))).toEqual([]);
  });

  test('mistakes leave some of them whole', () => {
    const shared = (one: Partial<ProfileRow>, other: Partial<ProfileRow>) => {
      const theirs = new Set(keysOf(person(other)));
      return keysOf(person(one)).some((key) => theirs.has(key));
    };
    expect(shared({ family_name: 'Meyer' }, { family_name: 'Maier' })).toBe(true);
    expect(shared({}, { given_name: 'Castellan', family_name: 'Nora' })).toBe(true);
    expect(shared({ given_name: null, family_name: 'Nora Castellan' }, {})).toBe(true);
    expect(shared({ phone: '+441134960182' }, { family_name: 'X', phone_original: '0044 113 4960182' })).toBe(
      true,
    );
    expect(shared({ email: 'nora.c+x@a.example' }, { family_name: 'Q', email: 'norac@b.example' })).toBe(
      true,
    );
    expect(shared({ family_name: 'X', city: 'Leeds' }, { given_name: 'Y', city: 'Leeds' })).toBe(false);
  });
});

describe('spellings', () => {
  test.each([
    ['phillip', 'filip'],
    ['catherine', 'kathryn'],
    ['schmidt', 'schmitt'],
    ['wojcik', 'vojczik'],
  ])('%s sounds like %s', (one, other) => expect(soundOf(one)).toBe(soundOf(other)));

  test('words are compared without what says nothing', () => {
    expect(plain(' Éléonore O’Hara-Łącka ')).toBe('eleonore o hara lacka');
    expect(companyCore(plain('The Castellan Hair Studios Ltd.'))).toBe('castellan hair studios');
    expect(companyCore('the group')).toBe('the group');
    expect(streetOf(plain('12a St. Giles Rd'))).toEqual({ number: '12a', name: 'street giles road' });
    expect(streetOf(plain('Hauptstr. 5'))).toEqual({ number: '5', name: 'hauptstrasse' });
    expect(localPart('info@castellan.example')).toBe('');
    expect(phoneTail('12 34')).toBe('');
  });
});
