import type { Selectable } from 'kysely';
import type { PropertyValue } from '../properties/property.ts';
import { isSame, setProperty, type Changed } from './choice.ts';
import type { ContactRow, RowPatch } from './contact-row.ts';
import { holdings } from './moving.ts';
import type { MergesTable } from './tables.ts';

type MergeRow = Pick<Selectable<MergesTable>, 'id' | 'gone' | 'moved' | 'changed'>;

/** What taking a merge out of a contact comes to. */
export type Taken = {
  patch: RowPatch;
  reverted: Pick<Changed, 'columns' | 'properties'>;
  /** Companies and roles that go from the kept one. */
  dropped: string[];
  /** The kept one's e-mail address afterwards. */
  email: string | null;
  /** Later merges of the same contact, which now stand on what was before this one. */
  rewritten: { id: string; changed: Changed }[];
  left: string[];
};

/**
 * Merges of one contact are like links of a chain: each knows what it found and what it left. Taking one out joins its
 * neighbours. What a later merge has written over is that one's to give back, and then as it was before this one; what
 * somebody has written over since stays; all else is again what it was.
 */
export function takeOut(kept: ContactRow, merge: MergeRow, later: readonly MergeRow[]): Taken {
  const after = later.map(({ id, gone, moved, changed }) => ({
    id,
    has: holdings(gone, moved.roles),
    changed: structuredClone(changed),
  }));
  const taken: Taken = {
    patch: {},
    reverted: { columns: {}, properties: {} },
    dropped: [],
    email: kept.email,
    rewritten: [],
    left: [],
  };
  for (const [name, { from, to }] of Object.entries(merge.changed.columns)) {
    const column = name as keyof Changed['columns'];
    const heir = after.find(({ changed }) => changed.columns[column])?.changed.columns[column];
    if (heir) inherit(heir, from, to);
    else if (isStill(column, kept[column], to)) {
      Object.assign(taken.patch, { [column]: from });
      taken.reverted.columns[column] = { from: to, to: from };
    } else if (words[column]) taken.left.push(`The ${words[column]} was changed since the merge and stays.`);
  }
  takeOutProperties(kept, merge, after, taken);
  takeOutHoldings(kept, merge, after, taken);
  taken.email = 'email' in taken.patch ? (taken.patch.email ?? null) : kept.email;
  taken.rewritten = after.filter(
    ({ id, changed }) => !isSame(changed, later.find((each) => each.id === id)?.changed),
  );
  return taken;
}

type After = { id: string; has: string[]; changed: Changed };

/** Columns that people know; of what goes with another one, only that is told. */
const words: Partial<Record<string, string>> = {
  given_name: 'first name',
  family_name: 'last name',
  email: 'e-mail address',
  phone: 'phone number',
  job_title: 'job title',
  company_name: 'company',
  street: 'street',
  postal_code: 'postcode',
  city: 'city',
  region: 'region',
  country: 'country',
  language: 'language',
  stage: 'stage',
  source: 'source',
  owner_id: 'owner',
};

function takeOutProperties(kept: ContactRow, merge: MergeRow, after: After[], taken: Taken): void {
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
function takeOutHoldings(kept: ContactRow, merge: MergeRow, after: After[], taken: Taken): void {
  const gone = new Set<string>();
  for (const each of merge.changed.added) {
    const heir = after.find(({ has }) => has.includes(each));
    if (heir) heir.changed.added.push(each);
    else gone.add(each);
  }
  const tags = kept.tags.filter((tag) => !gone.has(`tag ${tag}`));
  if (tags.length < kept.tags.length) taken.patch.tags = tags;
  taken.dropped = [...gone].filter((each) => !each.startsWith('tag '));
}

function inherit(heir: { from: unknown }, from: unknown, to: unknown): void {
  // Where somebody wrote in between, that is what the later merge found.
  if (isSame(heir.from, to)) heir.from = from;
}

function isStill(column: string, value: unknown, to: unknown): boolean {
  if (column === 'created_at') return new Date(String(value)).getTime() === new Date(String(to)).getTime();
  return isSame(value, to);
}
