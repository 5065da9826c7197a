import type { PropertyValue } from '../properties/property.ts';
import { isSame, setProperty, type Changed, type MergedRow } from './deciding.ts';

/** A merge of a record, and what the gone one had that others may have, too. */
export type Link = { id: string; changed: Changed; has: readonly string[] };

type Telling = {
  /** For the columns people know: of what goes with another one, only that is told. */
  words: Partial<Record<string, string>>;
  /** Where ids that were written then lead by now: what became part of another one since was not changed by anybody. */
  redirects: ReadonlyMap<unknown, string>;
};

/** What taking a merge out of a record comes to. */
export type Taken<Row extends MergedRow> = {
  patch: Partial<Row>;
  reverted: Pick<Changed, 'columns' | 'properties'>;
  /** What of `added` goes from the kept one, but for the tags, which the patch has. */
  dropped: string[];
  /** Later merges of the same record, which now stand on what was before this one. */
  rewritten: { id: string; changed: Changed }[];
  left: string[];
};

/**
 * Merges of one record are like links of a chain: each knows what it found and what it left. Taking one out joins its
 * neighbours. What a later merge has written over is that one's to give back, and then as it was before this one; what
 * somebody has written over since stays; all else is again what it was.
 */
export function takeOut<Row extends MergedRow>(
  kept: Row,
  merge: Pick<Link, 'changed'>,
  later: readonly Link[],
  { words, redirects }: Telling,
): Taken<Row> {
  const after = later.map((link) => ({ ...link, changed: structuredClone(link.changed) }));
  const patch: Partial<Row> = {};
  const taken: Taken<Row> = {
    patch,
    reverted: { columns: {}, properties: {} },
    dropped: [],
    rewritten: [],
    left: [],
  };
  for (const [column, change] of Object.entries(merge.changed.columns)) {
    if (!change) continue;
    const { from, to } = change;
    const heir = after.find(({ changed }) => changed.columns[column])?.changed.columns[column];
    if (heir) inherit(heir, from, to, redirects);
    else if (isStill(column, valueOf(kept, column), redirected(to, redirects))) {
      Object.assign(patch, { [column]: from });
      taken.reverted.columns[column] = { from: to, to: from };
    } else if (words[column]) taken.left.push(`The ${words[column]} was changed since the merge and stays.`);
  }
  takeOutProperties(kept, merge, after, taken);
  takeOutHoldings(kept, merge, after, taken);
  taken.rewritten = after
    .filter(({ id, changed }) => !isSame(changed, later.find((each) => each.id === id)?.changed))
    .map(({ id, changed }) => ({ id, changed }));
  return taken;
}

function takeOutProperties<Row extends MergedRow>(
  kept: Row,
  merge: Pick<Link, 'changed'>,
  after: Link[],
  taken: Taken<Row>,
): void {
  const properties = { ...kept.properties };
  for (const [key, { from, to }] of Object.entries(merge.changed.properties)) {
    const heir = after.find(({ changed }) => changed.properties[key])?.changed.properties[key];
    if (heir) inherit(heir, from, to);
    else if (isSame(kept.properties[key], to)) {
      setProperty(properties, key, from as PropertyValue | null);
      taken.reverted.properties[key] = { from: to, to: from };
    } else taken.left.push(`The value of “${key}” was changed since the merge and stays.`);
  }
  if (Object.keys(taken.reverted.properties).length > 0) taken.patch.properties = properties;
}

/** A tag that a later one brought as well is from then on that one's. */
function takeOutHoldings<Row extends MergedRow>(
  kept: Row,
  merge: Pick<Link, 'changed'>,
  after: Link[],
  taken: Taken<Row>,
): void {
  const gone = new Set<string>();
  for (const each of merge.changed.added) {
    const heir = after.find(({ has }) => has.includes(each));
    if (heir) heir.changed.added.push(each);
    else gone.add(each);
  }
  const tags = kept.tags.filter((tag) => !gone.has(tagHolding(tag)));
  if (tags.length < kept.tags.length) taken.patch.tags = tags;
  taken.dropped = [...gone].filter((each) => !each.startsWith(tagHolding('')));
}

/** The ids that merges found and left in a column. */
export function idsWritten(column: string, merges: readonly Pick<Link, 'changed'>[]): string[] {
  return merges.flatMap(({ changed }) => {
    const { from, to } = changed.columns[column] ?? {};
    return [from, to].filter((id) => typeof id === 'string');
  });
}

/** A tag as `added` writes it. */
export function tagHolding(tag: string): string {
  return `tag ${tag}`;
}

function inherit(heir: { from: unknown }, from: unknown, to: unknown, redirects = none): void {
  // Where somebody wrote in between, that is what the later merge found.
  if (isSame(redirected(heir.from, redirects), redirected(to, redirects))) heir.from = from;
}

const none: Telling['redirects'] = new Map();

function redirected(value: unknown, redirects: Telling['redirects']): unknown {
  return redirects.get(value) ?? value;
}

function isStill(column: string, value: unknown, to: unknown): boolean {
  if (column === 'created_at') return new Date(String(value)).getTime() === new Date(String(to)).getTime();
  return isSame(value, to);
}

function valueOf(row: object, column: string): unknown {
  return Object.entries(row).find(([name]) => name === column)?.[1];
}
