import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Judgeable } from './judging.ts';
import './tables.ts';

/** A segment as far as keeping it needs to know. */
export type Kept = Judgeable & {
  depends_on: string[];
  version: number;
  /** Its members are those of its present version. */
  current: boolean;
  /** They are being found at the moment. */
  building: boolean;
};

const MOST_SEGMENTS = 10_000;

export async function readKept(db: Db): Promise<Kept[]> {
  return db
    .selectFrom('audience.segments as s')
    .select(['s.id', 's.name', 's.kind', 's.tree', 's.depends_on', 's.version'])
    .select([
      sql<boolean>`s.built_version is not distinct from s.version`.as('current'),
      sql<boolean>`s.built_version is distinct from s.version and exists (
        select from platform.operations as o where o.id = s.operation_id and o.state in ('queued', 'running'))`.as(
        'building',
      ),
    ])
    .where('s.archived_at', 'is', null)
    .orderBy('s.id')
    .limit(MOST_SEGMENTS)
    .execute();
}

const ASKS_ABOUT = 'segment:';

type Asking = { id: string; depends_on: string[] };

/** Those that others ask about before those that ask. */
export function byDependence<T extends Asking>(segments: T[]): T[] {
  const byId = new Map(segments.map((each) => [each.id, each]));
  const ordered = new Set<T>();
  const place = (segment: T, above: readonly T[]) => {
    if (ordered.has(segment) || above.includes(segment)) return;
    for (const id of askedBy(segment)) {
      const other = byId.get(id);
      if (other) place(other, [...above, segment]);
    }
    ordered.add(segment);
  };
  for (const segment of segments) place(segment, []);
  return [...ordered];
}

/** The way by which a segment would ask about itself, as ids; nothing when there is none. */
export function circleOf(segment: Asking, others: Asking[]): string[] | undefined {
  const byId = new Map(others.map((each) => [each.id, each]));
  byId.set(segment.id, segment);
  const seen = new Set<string>();
  const walk = (id: string, way: string[]): string[] | undefined => {
    if (seen.has(id)) return undefined;
    seen.add(id);
    for (const next of askedBy(byId.get(id) ?? { id, depends_on: [] })) {
      if (next === segment.id) return [...way, id];
      const found = walk(next, [...way, id]);
      if (found) return found;
    }
    return undefined;
  };
  return walk(segment.id, []);
}

function askedBy({ depends_on: marks }: Pick<Asking, 'depends_on'>): string[] {
  return marks.flatMap((mark) => (mark.startsWith(ASKS_ABOUT) ? mark.slice(ASKS_ABOUT.length) : []));
}
