// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Selection } from '../../../web/list/selection.ts';
import { dismissToast, toasts } from '../../../web/ui/toast.ts';
import { bulkWords, chosenFrom, editMany } from './bulk.ts';

let calls: { method: string; path: string; body: unknown }[];

beforeEach(() => {
  calls = [];
  vi.stubGlobal('fetch', (path: string, { method = 'GET', body }: { method?: string; body?: string }) => {
    calls.push({ method, path, body: body === undefined ? undefined : JSON.parse(body) });
    if (method !== 'GET')
      return Promise.resolve(Response.json({ id: 'change-1', count: 2, operationId: null }));
    return Promise.resolve(Response.json({ items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], next: null }));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  for (const { id } of toasts()) dismissToast(id);
});

describe('changing many', () => {
  test('the ticked contacts are changed, and Undo takes exactly this change back', async () => {
    const selection = chosen({ ids: ['a', 'b'], count: 2 });
    await editMany(selection, { stage: 'mql' }, 'set to MQL');
    expect(calls[0]).toEqual({
      method: 'POST',
      path: '/api/contacts/bulk-edits',
      body: { ids: ['a', 'b'], change: { stage: 'mql' } },
    });
    expect(selection.clear).toHaveBeenCalledOnce();
    const told = toasts().at(-1);
    expect(told?.text).toBe('2 contacts set to MQL');
    await told?.undo?.();
    expect(calls.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/contacts/bulk-edits/change-1' });
    expect(toasts().at(-1)?.text).toBe('2 contacts are as before');
  });

  test('a whole list is named by its question, not by its rows', async () => {
    const matching = { q: 'leeds', filter: [['stage', 'is', ['lead']] as const], except: [] };
    await editMany(chosen({ matching: matching as never, count: 9 }), { stage: 'mql' }, 'set to MQL');
    expect(calls[0]?.body).toMatchObject({ list: { q: 'leeds', filter: '[["stage","is",["lead"]]]' } });
  });

  test('all but one: the list is named, and who is not meant', async () => {
    const selection = chosen({ matching: { q: 'leeds', except: ['b'] }, count: 2 });
    await editMany(selection, { source: 'radio' }, 'marked');
    expect(calls[0]?.body).toMatchObject({ list: { q: 'leeds', except: ['b'] } });
    expect(chosenFrom(chosen({ ids: ['a'] }))).toEqual({ ids: ['a'] });
  });

  test('contacts that stayed as they were are not passed over in silence', () => {
    const words = (count: number, wanted: number) =>
      bulkWords({ count, operationId: null }, { count: wanted, exact: true }, 'given to Hanna Brandt');
    expect(words(3, 3)).toBe('3 contacts given to Hanna Brandt');
    expect(words(2, 3)).toBe('2 contacts given to Hanna Brandt; 1 was so already, or not yours to change');
    expect(words(0, 3)).toBe('Nothing changed: they were so already, or you may not change them');
  });
});

function chosen(part: Partial<Selection>): Selection {
  return { count: 0, exact: true, ids: undefined, matching: undefined, clear: vi.fn(), ...part };
}
