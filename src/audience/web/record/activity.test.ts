import { describe, expect, test } from 'vitest';
import { tellOfCompany } from '../companies/record/activity.ts';
import { changesOf, tell, type Activity } from './activity.ts';

const hanna = '0190-hanna';
const jonas = '0190-jonas';
const names = new Map([
  [hanna, 'Hanna Brandt'],
  [jonas, 'Jonas Whitfield'],
]);

describe('what happened, in words', () => {
  test('a move says both stages', () => {
    const moved = happened('contact.stage-moved', { payload: { from: 'lead', to: 'customer' } });
    expect(words(moved)).toBe('changed the stage from Lead to Customer');
  });

  test('a new contact says the stage it began with and where it came from', () => {
    const payload = { source: 'trade_fair' };
    const changes = { stage: { to: 'mql' } };
    expect(words(happened('contact.created', { payload, changes }))).toBe(
      'added this contact as an MQL, first heard of us: Trade fair',
    );
    const imported = { source: 'unknown', importId: '1' };
    expect(words(happened('contact.created', { payload: imported, changes: {} }))).toBe(
      'brought this contact in with a file',
    );
  });

  test('an import that is taken back is told as that, and not as another change with a file', () => {
    const back = (name: string, more: Partial<Activity>, ...fields: string[]) => {
      const changes = Object.fromEntries(fields.map((field) => [field, { from: 'x', to: null }]));
      const payload = { importId: '1', undone: true, ...more.payload };
      return words(happened(name, { changes, ...more, payload }));
    };
    expect(back('contact.updated', {}, 'city')).toBe('took an import back: the city is as before');
    expect(back('contact.updated', {}, 'companyId')).toBe(
      'took an import back: the link to a company is as before',
    );
    expect(back('contact.updated', {}, 'city', 'country', 'street', 'region', 'email')).toBe(
      'took an import back: 5 facts are as before',
    );
    expect(back('contact.stage-moved', { payload: { from: 'customer', to: 'lead' } })).toBe(
      'took an import back: the stage is Lead again',
    );
    expect(back('contact.assigned', { payload: { from: jonas, to: hanna } })).toBe(
      'took an import back: this contact is with Hanna Brandt again',
    );
    expect(words(happened('contact.deleted', { payload: { importId: '1' } }))).toBe(
      'took the import back that had brought this contact in',
    );
    expect(
      tellOfCompany(
        happened('company.updated', { payload: { undone: true }, changes: { city: { from: 'x' } } }),
        nameOf,
      ).did,
    ).toBe('took an import back: the city is as before');
    expect(tellOfCompany(happened('company.deleted', { payload: { importId: '1' } }), nameOf).did).toBe(
      'took the import back that had brought this company in',
    );
  });

  test('a new contact says what it began with, and not that it was empty before', () => {
    const changes = { city: { from: null, to: 'Cardiff' }, stage: { from: null, to: 'lead' } };
    const { changes: told } = tell(happened('contact.created', { changes }), nameOf);
    expect(told).toEqual([{ field: 'City', to: 'Cardiff' }]);
  });

  test('an edit says whether a fact was added, changed or removed', () => {
    expect(words(edited({ city: { from: null, to: 'Leeds' } }))).toBe('added the city');
    expect(words(edited({ city: { from: 'York', to: 'Leeds' } }))).toBe('changed the city');
    expect(words(edited({ city: { from: 'York', to: null }, jobTitle: { from: 'Buyer', to: null } }))).toBe(
      'removed the job title and the city',
    );
  });

  test('many facts are counted instead of listed', () => {
    const change = { from: 'a', to: 'b' };
    const many = edited({ city: change, country: change, language: change, jobTitle: change });
    expect(words(many)).toBe('changed 4 facts');
  });

  test('a phone number is one fact, as it was written', () => {
    const phone = { from: null, to: '+441134960182' };
    const phoneOriginal = { from: null, to: '0113 496 0182' };
    const activity = edited({ phone, phoneOriginal });
    expect(words(activity)).toBe('added the phone number');
    expect(changesOf(activity, nameOf)).toEqual([{ field: 'Phone number', from: null, to: '0113 496 0182' }]);
  });

  test('old and new values are shown as people read them', () => {
    const activity = edited({ source: { from: 'unknown', to: 'radio' }, country: { from: 'FR', to: 'GB' } });
    expect(changesOf(activity, nameOf)).toEqual([
      { field: 'Country', from: 'France', to: 'United Kingdom' },
      { field: 'Source', from: 'Not known', to: 'Radio' },
    ]);
  });

  test('who got the contact from whom', () => {
    expect(assigned(null, hanna)).toBe('took this contact');
    expect(assigned(jonas, hanna)).toBe('took this contact over from Jonas Whitfield');
    expect(assigned(hanna, jonas)).toBe('gave this contact to Jonas Whitfield');
    expect(assigned(hanna, null)).toBe('gave this contact up');
    expect(assigned(jonas, 'somebody-gone')).toBe(
      'moved this contact from Jonas Whitfield to a former colleague',
    );
  });

  test('an event this page does not know still reads as a sentence', () => {
    expect(words(happened('contact.double-checked', {}))).toBe('double checked this contact');
  });
});

function nameOf(id: string): string | undefined {
  return names.get(id);
}

function words(activity: Activity): string {
  return tell(activity, nameOf).did;
}

function assigned(from: string | null, to: string | null): string {
  return words(happened('contact.assigned', { payload: { from, to } }));
}

function edited(changes: Activity['changes']): Activity {
  return happened('contact.updated', { changes });
}

function happened(name: string, part: Partial<Activity>): Activity {
  const actor = { kind: 'user' as const, id: hanna, name: 'Hanna Brandt' };
  return { id: '1', at: '2026-11-22T10:00:00Z', name, actor, changes: {}, payload: {}, ...part };
}
