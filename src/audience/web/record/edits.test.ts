// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { queryClient } from '../../../web/query.ts';
import { contactQuery, type Contact } from '../contacts.ts';
import { Clashed, saveField } from './edits.ts';

const seen: Contact = {
  id: '01900000-0000-7000-8000-000000000001',
  name: 'Nora Castellan',
  givenName: 'Nora',
  familyName: 'Castellan',
  email: 'nora@castellan.example',
  phone: null,
  phoneOriginal: null,
  jobTitle: 'Buyer',
  companyName: null,
  company: null,
  street: null,
  postalCode: null,
  city: 'Leeds',
  region: null,
  country: 'GB',
  language: null,
  stage: 'lead',
  source: 'radio',
  owner: null,
  tags: [],
  properties: {},
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
  deletedAt: null,
};

/** A server with one contact, which refuses what was based on an older one. */
let stored: Contact;
let patches: Record<string, unknown>[];
let asked: string[];

beforeEach(() => {
  stored = seen;
  patches = [];
  asked = [];
  vi.stubGlobal('fetch', (_: string, { method, body }: RequestInit) => Promise.resolve(answer(method, body)));
});

afterEach(() => {
  vi.unstubAllGlobals();
  queryClient.clear();
});

describe('saving one fact', () => {
  test('the answer is at once what all pages show', async () => {
    await saveField(seen, 'city', 'York');
    expect(stored.city).toBe('York');
    expect(queryClient.getQueryData(contactQuery(seen.id).queryKey)?.city).toBe('York');
  });

  test('an emptied fact is a fact without a value', async () => {
    await saveField(seen, 'city', '');
    expect(patches[0]).toEqual({ city: null, updatedAt: seen.updatedAt });
  });

  test('a colleague changed another fact meanwhile: both stand', async () => {
    stored = { ...seen, jobTitle: 'Owner', updatedAt: '2026-11-20T09:05:00.000Z' };
    await saveField(seen, 'city', 'York');
    expect(stored).toMatchObject({ city: 'York', jobTitle: 'Owner' });
  });

  test('a colleague changed the same fact meanwhile: nothing is overwritten, the writer is asked', async () => {
    stored = { ...seen, city: 'Harrogate', updatedAt: '2026-11-20T09:05:00.000Z' };
    const saving = saveField(seen, 'city', 'York');
    await expect(saving).rejects.toBeInstanceOf(Clashed);
    await expect(saving).rejects.toMatchObject({
      clash: { mine: 'York', by: 'Hanna Brandt', theirs: { city: 'Harrogate' } },
    });
    expect(asked).not.toContain('GET');
    expect(stored.city).toBe('Harrogate');
  });

  test('both wrote the same: there is nothing to ask', async () => {
    stored = { ...seen, city: 'York', updatedAt: '2026-11-20T09:05:00.000Z' };
    await expect(saveField(seen, 'city', 'York')).resolves.toMatchObject({ city: 'York' });
  });
});

function answer(method = 'GET', body: unknown = '{}'): Response {
  asked.push(method);
  if (method === 'GET') return Response.json(stored);
  const { updatedAt, ...change } = JSON.parse(String(body)) as Partial<Contact>;
  patches.push({ ...change, updatedAt });
  if (updatedAt !== stored.updatedAt) {
    return Response.json(
      { title: 'Somebody was faster', detail: 'It was changed.', changedBy: 'Hanna Brandt', contact: stored },
      { status: 409 },
    );
  }
  stored = { ...stored, ...change, updatedAt: '2026-11-20T10:00:00.000Z' };
  return Response.json(stored);
}
