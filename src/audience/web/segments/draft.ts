import type { OfferedField, Tree } from './segments.ts';

/** A tree while it is written: every part has a key, so that it keeps its place on the screen, and may be unfinished. */
export type DraftGroup = { key: string; match: Match; items: Draft[] };
export type DraftCondition = { key: string; source: string; field: string; given: Given };
export type Draft = DraftGroup | DraftCondition;
export type Match = 'all' | 'any' | 'none';
/** What a condition says besides its source and field: operator and value, or what its source has of its own. */
export type Given = Record<string, unknown>;

let keys = 0;
const newKey = () => `part-${++keys}`;

export function isGroup(draft: Draft): draft is DraftGroup {
  return 'items' in draft;
}

export function emptyGroup(match: Match = 'all'): DraftGroup {
  return { key: newKey(), match, items: [] };
}

/** A new condition on what was chosen, as its editor starts it; `already` is what is known of it. */
export function newCondition(
  { source, field, editor, operators }: OfferedField,
  already: Given = {},
): DraftCondition {
  return { key: newKey(), source, field, given: { ...startOf(editor, operators[0]), ...already } };
}

/** Something one can ask for, by the words one knows it by. */
export type Wish = { offer: OfferedField; label: string; group: string; already?: Given };

/** What is offered under these words: fields by their names, and what people do by what it is, through what, and where. */
export function wishesFor(offers: readonly OfferedField[], typed: string): Wish[] {
  const words = typed.trim().toLowerCase();
  const has = (text: string) => text.toLowerCase().includes(words);
  const fields = offers
    .filter(({ label, group }) => has(`${label} ${group}`))
    .map((offer): Wish => ({ offer, label: offer.label, group: offer.group }));
  if (words === '') return fields;
  const did = offers
    .filter(({ editor }) => editor === 'touchpoints')
    .flatMap((offer): Wish[] => {
      const { choices, parts, group } = offer;
      const kinds = choices.filter(({ label }) => has(label));
      const channels = (parts?.['channels'] ?? []).filter(({ label }) => has(label));
      return [
        ...kinds.map(({ value, label }) => ({ offer, group, label, already: { kinds: [value] } })),
        ...channels.map(({ value, label }) => ({
          offer,
          group,
          label: `Anything through ${label}`,
          already: { channels: [value] },
        })),
        { offer, group, label: `Anything on a page with “${typed.trim()}”`, already: { page: typed.trim() } },
      ];
    });
  return [...did.slice(0, -1), ...fields, ...did.slice(-1)];
}

function startOf(editor: OfferedField['editor'], operator: string | undefined): Given {
  switch (editor) {
    case 'touchpoints':
      return { kinds: [], times: { is: 'at_least', count: 1 }, period: { last: '30d' } };
    case 'stage':
      return { stage: 'lead', period: { last: '30d' } };
    case 'segment':
      return { operator: 'is', segmentId: '' };
    case 'yesno':
      return { operator, value: true };
    default:
      return { operator, value: isSpan(operator) ? '30d' : null };
  }
}

export function isSpan(operator: unknown): boolean {
  return operator === 'in_last' || operator === 'over_ago' || operator === 'in_next';
}

export function needsValue(operator: unknown): boolean {
  return operator !== 'is_empty' && operator !== 'is_not_empty';
}

/** A value as an input shows it. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Another operator keeps the value where it still means something. */
export function withOperator(given: Given, operator: string): Given {
  const { operator: before, value } = given;
  if (!needsValue(operator)) return { ...given, operator, value: null };
  if (isSpan(operator)) return { ...given, operator, value: isSpan(before) ? value : '30d' };
  return { ...given, operator, value: isSpan(before) ? null : value };
}

export function toDraft(tree: Tree): DraftGroup {
  return {
    key: newKey(),
    match: tree.match,
    items: tree.items.map((item) => {
      if ('match' in item && 'items' in item) return toDraft(item as Tree);
      const { source, field, ...given } = item as { source: string; field?: string };
      return { key: newKey(), source, field: field ?? usualField[source] ?? '', given };
    }),
  };
}

/** Of sources with one kind of condition, which need not name it. */
const usualField: Record<string, string> = { touchpoints: 'did', stage: 'became', segment: 'in' };

/** What is whole of it, as the server is asked; undefined while nothing is. */
export function toTree(group: DraftGroup): Tree | undefined {
  const items = group.items.flatMap((item): Tree['items'] => {
    if (isGroup(item)) return [toTree(item)].filter((tree) => tree !== undefined);
    return isWhole(item) ? [{ source: item.source, field: item.field, ...item.given }] : [];
  });
  return items.length === 0 ? undefined : { match: group.match, items };
}

/** Whether something is still to be filled in: then it cannot be saved. */
export function isUnfinished(group: DraftGroup): boolean {
  return (
    group.items.length === 0 ||
    group.items.some((item) => (isGroup(item) ? isUnfinished(item) : !isWhole(item)))
  );
}

export function isWhole({ source, given }: DraftCondition): boolean {
  if (source === 'segment') return given['segmentId'] !== '';
  if (source === 'touchpoints' || source === 'stage') return true;
  const { operator, value } = given;
  if (!needsValue(operator)) return true;
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '';
}

/** The tree with the part of this key changed; taken out when `change` answers nothing. */
export function changePart(
  group: DraftGroup,
  key: string,
  change: (part: Draft) => Draft | undefined,
): DraftGroup {
  const items = group.items.flatMap((item): Draft[] => {
    if (item.key === key) return [change(item)].filter((part) => part !== undefined);
    return [isGroup(item) ? changePart(item, key, change) : item];
  });
  return { ...group, items };
}

export function addTo(root: DraftGroup, key: string, part: Draft): DraftGroup {
  if (root.key === key) return { ...root, items: [...root.items, part] };
  return changePart(root, key, (found) =>
    isGroup(found) ? { ...found, items: [...found.items, part] } : found,
  );
}

export function setMatch(root: DraftGroup, key: string, match: Match): DraftGroup {
  if (root.key === key) return { ...root, match };
  return changePart(root, key, (found) => (isGroup(found) ? { ...found, match } : found));
}

export function removeFrom(root: DraftGroup, key: string): DraftGroup {
  return changePart(root, key, () => undefined);
}
