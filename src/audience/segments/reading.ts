import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { filteredBy, type FilterFields } from '../../platform/filters.ts';
import { estimateCount, keysetPage, type SortField } from '../../platform/keyset.ts';
import type { ListQuery } from '../../platform/lists.ts';
import type { SearchHit } from '../../platform/room.ts';
import type { Segment, WholeSegment } from './contract.ts';
import { readKept } from './kept.ts';
import './tables.ts';
import type { Tree } from './tree.ts';
import { readTrees, sentenceIn } from './understanding.ts';

const sortable = {
  name: { expression: 's.name_key', type: 'text' },
  memberCount: { expression: 's.member_count', type: 'bigint' },
  updatedAt: { expression: 's.updated_at', type: 'timestamptz' },
  createdAt: { expression: 's.created_at', type: 'timestamptz' },
} satisfies Record<string, SortField>;

const filterable = {
  name: { type: 'text', expression: 's.name' },
  kind: { type: 'choice', expression: 's.kind' },
  memberCount: { type: 'number', expression: 's.member_count' },
  createdBy: { type: 'user', expression: 's.created_by' },
  updatedAt: { type: 'date', expression: 's.updated_at' },
  archived: { type: 'yesno', expression: '(s.archived_at is not null)' },
} satisfies FilterFields;

type Page = { items: Segment[]; next: string | null; estimate: { count: number; exact: boolean } };

/** Archived ones only when they are asked for. */
export async function listSegments(db: Db, who: Actor, list: ListQuery): Promise<Page> {
  const { q, filter, sort = 'name', cursor, limit } = list;
  const archived = filter.some(([field]) => field === 'archived');
  const query = selectSegments(db)
    .where(filteredBy(filter, filterable, who))
    .$if(!archived, (each) => each.where('s.archived_at', 'is', null))
    .$if(Boolean(q), (each) =>
      each.where(sql<boolean>`s.name_key like audience.fold(${`%${plain(q ?? '')}%`})`),
    );
  const { rows, next } = await keysetPage({ query, id: 's.id', sort, sortable, cursor, limit });
  return { items: await told(db, rows), next, estimate: await estimateCount(db, query) };
}

export async function findSegment(db: Db, id: string): Promise<WholeSegment> {
  const row = await selectSegments(db).where('s.id', '=', id).executeTakeFirst();
  if (!row) throw new NotFound('There is no such segment.');
  const [segment] = await told(db, [row]);
  const askers = (await readKept(db)).filter(({ depends_on: marks }) => marks.includes(`segment:${id}`));
  if (!segment) throw new NotFound('There is no such segment.');
  return { ...segment, tree: row.tree, usedBy: askers.map(({ id, name }) => ({ id, name })) };
}

export async function searchSegments(db: Db, _who: Actor, text: string, limit: number): Promise<SearchHit[]> {
  const rows = await db
    .selectFrom('audience.segments')
    .select(['id', 'name', 'kind', 'member_count'])
    .where('archived_at', 'is', null)
    .where(sql<boolean>`name_key like audience.fold(${`%${plain(text)}%`})`)
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, name, kind, member_count: count }) => ({
    kind: 'segment',
    id,
    title: name,
    subtitle: `${kind === 'list' ? 'List' : 'Segment'}, ${count.toLocaleString('en-GB')} ${count === 1 ? 'contact' : 'contacts'}`,
    path: `/segments/${id}`,
  }));
}

const WEEK_DAYS = 7;

function selectSegments(db: Db) {
  const since = new Date(now().getTime() - (WEEK_DAYS - 1) * 86_400_000).toISOString().slice(0, 10);
  const week = (column: string) => sql<number>`coalesce((
    select sum(${sql.raw(column)})::bigint from audience.segment_days as d
    where d.segment_id = s.id and d.day >= ${since}::date), 0)`;
  return db
    .selectFrom('audience.segments as s')
    .leftJoin('platform.operations as o', 'o.id', 's.operation_id')
    .leftJoin('workspace.users as u', 'u.id', 's.created_by')
    .select([
      's.id',
      's.name',
      's.description',
      's.kind',
      's.tree',
      's.version',
      's.problem',
      's.member_count as memberCount',
      's.built_at as builtAt',
      's.operation_id as operationId',
      's.created_at as createdAt',
      's.updated_at as updatedAt',
      's.archived_at as archivedAt',
      'o.state as buildState',
      'o.error as buildError',
    ])
    .select([
      sql<boolean>`s.built_version is not distinct from s.version`.as('current'),
      sql<Segment['createdBy']>`case when u.id is not null
        then jsonb_build_object('id', u.id, 'name', u.name) end`.as('createdBy'),
      week('d.entered').as('weekEntered'),
      week('d.gone').as('weekLeft'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectSegments>['execute']>>[number];

async function told(db: Db, rows: Row[]): Promise<Segment[]> {
  const read = await readTrees(
    db,
    rows.flatMap(({ tree }) => tree ?? []),
  );
  return rows.map(({ tree, current, buildState, buildError, weekEntered, weekLeft, ...row }) => {
    const going = buildState === 'queued' || buildState === 'running';
    const state = current ? 'kept' : going ? 'finding' : 'paused';
    return {
      ...row,
      sentence: tree ? sentenceIn(tree, read) : 'Contacts picked by hand',
      state,
      problem: state === 'paused' ? (row.problem ?? buildError ?? CANCELLED) : null,
      operationId: state === 'finding' ? row.operationId : null,
      week: { entered: weekEntered, left: weekLeft },
    };
  });
}

const CANCELLED = 'Finding its members was cancelled. Those shown are of the version before.';

export async function sentenceFor(db: Db, tree: Tree): Promise<string> {
  return sentenceIn(tree, await readTrees(db, [tree]));
}

/** What LIKE would read as a pattern is only text. */
function plain(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/[\\%_]/g, String.raw`\$&`);
}
