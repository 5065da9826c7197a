import { expect, test } from 'vitest';
import { matching, pageItems, recordItems, type PaletteItem } from './palette-items.ts';

const item = (label: string, more: Partial<PaletteItem> = {}): PaletteItem => ({
  id: label,
  group: 'Do',
  label,
  icon: 'plus',
  ...more,
});
const labels = (typed: string, items: PaletteItem[]) => matching(items, typed).map(({ label }) => label);

test('every typed word must start a word', () => {
  const items = [
    item('New contact'),
    item('Import contacts', { words: 'csv upload' }),
    item('People', { subtitle: 'Settings' }),
  ];
  expect(labels('new con', items)).toEqual(['New contact']);
  expect(labels('csv', items)).toEqual(['Import contacts']);
  expect(labels('set peo', items)).toEqual(['People']);
  expect(labels('ontact', items)).toEqual([]);
  expect(labels('', items)).toHaveLength(3);
});

test('what starts with the words stands first', () => {
  expect(labels('con', [item('Import contacts'), item('Contacts')])).toEqual(['Contacts', 'Import contacts']);
});

test('pages name their group, records their kind', () => {
  const [page] = pageItems([
    {
      group: 'Audience',
      icon: 'audience',
      items: [{ group: 'Audience', label: 'Contacts', to: '/contacts', icon: 'contact' }],
    },
  ]);
  expect(page).toMatchObject({ label: 'Contacts', subtitle: 'Audience', to: '/contacts' });
  const [record] = recordItems(
    [{ kind: 'contact', id: '1', title: 'Nora', subtitle: null, path: '/contacts/1' }],
    [{ kind: 'contact', label: 'Contact', icon: 'contact' }],
  );
  expect(record).toMatchObject({ end: 'Contact', icon: 'contact', to: '/contacts/1' });
});
