import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { normaliseEmail, normalisePhone } from '../../audience/audience.ts';
import { addCompany, addContact, noRows, touchLine } from '../rows.ts';
import type { Cast } from '../cast.ts';
import type { MadeCompany } from './company.ts';
import type { MadeContact } from './contact.ts';
import { countries } from './countries/countries.ts';
import { dice } from './dice.ts';
import { worldOf } from './world.ts';

const end = new Date('2026-11-24T09:38:00Z');

function everybody(contacts: number, seed = 5): { people: MadeContact[]; companies: MadeCompany[] } {
  const world = worldOf({ seed, contacts, end });
  const parts = Array.from({ length: world.parts }, (_, nth) => world.part(nth));
  return {
    people: parts.flatMap((part) => part.contacts),
    companies: parts.flatMap((part) => part.companies),
  };
}

/** As the bytes that go to the database, for one and the same workspace. */
function bytesOf(contacts: number, seed: number, until = end): string {
  const id = '00000000-0000-7000-8000-000000000001';
  const cast: Cast = {
    seed,
    end: until.getTime(),
    person: (name) => ({ id, name }),
    sources: { web: id, mail: id, hand: id, book: id },
    agreementId: null,
    keys: new Map(),
  };
  const world = worldOf({ seed, contacts, end: until });
  const hash = createHash('sha256');
  for (let nth = 0; nth < world.parts; nth++) {
    const rows = noRows();
    const part = world.part(nth);
    for (const company of part.companies) addCompany(rows, company, null, cast);
    for (const contact of part.contacts) {
      const roll = dice(seed, 4, nth);
      addContact(rows, contact, roll, cast);
      for (const touch of contact.touches) hash.update(touchLine(rows, contact, touch, roll, cast));
    }
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('hex');
}

describe('the made world', () => {
  test('is the same byte for byte for the same seed, size and end, and another for any other', () => {
    const same = bytesOf(300, 5);
    expect(bytesOf(300, 5)).toBe(same);
    expect(bytesOf(300, 6)).not.toBe(same);
    expect(bytesOf(301, 5)).not.toBe(same);
    expect(bytesOf(300, 5, new Date('2026-11-25T09:38:00Z'))).not.toBe(same);
  });

  test('can be made in any order: no part needs another', () => {
    const world = worldOf({ seed: 5, contacts: 500, end });
    const ids = (nth: number) => world.part(nth).contacts.map(({ id }) => id);
    const forwards = [1, 2, 3].map(ids);
    expect([3, 2, 1].map(ids).toReversed()).toEqual(forwards);
  });

  test('has exactly as many people as asked for, however odd', () => {
    for (const contacts of [100, 124, 337]) expect(everybody(contacts).people).toHaveLength(contacts);
  });

  test('has telephone numbers that read back as what they are in every country', () => {
    for (const [country] of countries)
      for (const n of [0, 1, 5, 11, 999, 12_000, 123_456, 999_999]) {
        const { international, national } = country.phone(n);
        expect(normalisePhone(national, country.code), `${country.code} ${national}`).toBe(
          `+${international}`,
        );
      }
  });
});

describe('its twenty thousand', () => {
  let people: MadeContact[];
  let companies: MadeCompany[];
  beforeAll(() => {
    ({ people, companies } = everybody(20_000));
  });

  test('share no address, no identity and no id; every address is one that cannot exist', () => {
    const emails = people.flatMap(({ email }) => email ?? []);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.filter((email) => !email.endsWith('.example') || normaliseEmail(email) !== email)).toEqual(
      [],
    );
    const identities = people.flatMap((each) => each.identities.map(({ kind, value }) => `${kind} ${value}`));
    expect(new Set(identities).size).toBe(identities.length);
    const domains = companies.flatMap(({ domain }) => domain ?? []);
    expect(new Set(domains).size).toBe(domains.length);
    expect(new Set([...people, ...companies].map(({ id }) => id)).size).toBe(
      people.length + companies.length,
    );
  });

  test('are people of three lines, visitors and two or three in a hundred who stand there twice', () => {
    const share = (line: string) => people.filter(({ truth }) => truth.line === line).length / people.length;
    expect(share('d2c')).toBeGreaterThan(0.5);
    expect(share('wholesale')).toBeGreaterThan(0.24);
    expect(share('retail')).toBeGreaterThan(0.06);
    expect(share('visitor')).toBeCloseTo(0.11, 2);
    expect(share('duplicate')).toBeGreaterThan(0.019);
    expect(share('duplicate')).toBeLessThan(0.03);
    const known = new Set(people.map(({ id }) => id));
    const originals = people.flatMap(({ truth }) => truth.duplicateOf ?? []);
    expect(originals.filter((id) => !known.has(id))).toEqual([]);
  });

  test('have stages that follow from their way: in order, and the last one is theirs', () => {
    const order = ['visitor', 'lead', 'mql', 'sql', 'opportunity', 'customer', 'advocate'];
    for (const { moves, stage } of people) {
      expect(moves.at(-1)?.to).toBe(stage);
      const places = moves.map(({ to }) => order.indexOf(to));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      const times = moves.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
    const drawn = people.filter(({ truth }) => truth.became !== null);
    const bought = ({ stage }: MadeContact) => stage === 'customer' || stage === 'advocate';
    expect(drawn.filter((each) => bought(each) !== each.truth.became)).toEqual([]);
  });

  test('live within two years, up to the last hours', () => {
    const touches = people.flatMap((each) => each.touches);
    const times = touches.map(({ at }) => at);
    const first = times.reduce((a, b) => Math.min(a, b));
    const last = times.reduce((a, b) => Math.max(a, b));
    expect(last).toBeLessThan(end.getTime());
    expect(end.getTime() - last).toBeLessThan(3 * 3_600_000);
    expect((end.getTime() - first) / 86_400_000).toBeGreaterThan(728);
    expect(touches.length / people.length).toBeGreaterThan(15);
    const channels = new Set(touches.map(({ channel }) => channel));
    for (const channel of [
      'search',
      'ad',
      'email',
      'trade_fair',
      'visit',
      'store',
      'direct_mail',
      'radio',
      'tv',
      'print',
    ])
      expect(channels, channel).toContain(channel);
  });

  test('turn up by season and trend: more every year, shoppers in November, salons in September', () => {
    const arrived = (line: string, from: number, to: number) =>
      people.filter(({ truth, createdAt }) => truth.line === line && createdAt >= from && createdAt < to)
        .length;
    const month = (line: string, year: number, nth: number) =>
      arrived(line, Date.UTC(year, nth, 1), Date.UTC(year, nth + 1, 1));
    const year = 365 * 86_400_000;
    const now = end.getTime();
    expect(arrived('d2c', now - year, now) / arrived('d2c', now - 2 * year, now - year)).toBeGreaterThan(
      1.15,
    );
    expect(month('d2c', 2025, 10) / month('d2c', 2025, 7)).toBeGreaterThan(1.5);
    expect(month('wholesale', 2026, 8) / month('wholesale', 2026, 6)).toBeGreaterThan(1.4);
  });
});
