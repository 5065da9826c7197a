import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { readSettings } from '../../workspace/workspace.ts';
import type { Theme, WholeTheme } from './contract.ts';
import { followUpsOf } from './follow-ups.ts';
import './tables.ts';

const MOST_THEMES = 200;
const WEEKS = 12;

/** Those spoken of most in the last four weeks first. */
export async function listThemes(db: Db, q?: string): Promise<Theme[]> {
  const like = q ? sql`t.name ilike ${`%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`}` : sql`true`;
  const { rows } = await sql<{ id: string }>`
    select t.id from handoff.themes as t
    left join lateral (
      select count(*) filter (where i.said_at > ${weeksAgo(4)}) as recent, max(i.said_at) as last_at
      from handoff.theme_items as i where i.theme_id = t.id) as i on true
    where t.merged_into is null and ${like}
    order by i.recent desc, i.last_at desc nulls last, t.made_at desc, t.id limit ${MOST_THEMES}`.execute(db);
  return themesOf(
    db,
    rows.map(({ id }) => id),
  );
}

/** A theme that was merged leads to the one it is part of. */
export async function findTheme(db: Db, id: string): Promise<WholeTheme> {
  const there = await db
    .selectFrom('handoff.themes')
    .select(['id', 'merged_into'])
    .where('id', '=', id)
    .executeTakeFirst();
  const [theme] = there ? await themesOf(db, [there.merged_into ?? there.id]) : [];
  if (!theme) throw new NotFound('There is no such theme.');
  const { rows } = await sql<{ kind: string | null; reason: string | null; count: number }>`
    select n.kind, h.reason, count(*) as count
    from handoff.theme_items as i
    left join handoff.field_notes as n on n.id = i.note_id
    left join handoff.handoffs as h on h.id = i.handoff_id
    where i.theme_id = ${theme.id} group by 1, 2 order by count desc, 1, 2`.execute(db);
  return {
    ...theme,
    followUpList: await followUpsOf(db, theme.id),
    kinds: rows.flatMap(({ kind, count }) =>
      kind === null ? [] : [{ kind: kind as WholeTheme['kinds'][number]['kind'], count }],
    ),
    reasons: rows.flatMap(({ reason, count }) =>
      reason === null ? [] : [{ reason: reason as WholeTheme['reasons'][number]['reason'], count }],
    ),
  };
}

async function themesOf(db: Db, ids: string[]): Promise<Theme[]> {
  if (ids.length === 0) return [];
  const { timeZone } = await readSettings(db);
  const { rows } = await sql<Theme>`
    with weeks as (
      select to_char(w, 'YYYY-MM-DD') as week, w as starts from generate_series(
        date_trunc('week', ${now()}::timestamptz at time zone ${timeZone}) - make_interval(weeks => ${WEEKS - 1}::int),
        date_trunc('week', ${now()}::timestamptz at time zone ${timeZone}), interval '1 week') as w),
    counted as (
      select i.theme_id, to_char(date_trunc('week', i.said_at at time zone ${timeZone}), 'YYYY-MM-DD') as week, count(*) as count
      from handoff.theme_items as i
      where i.theme_id = any(${ids}::uuid[]) and i.said_at > ${weeksAgo(WEEKS + 1)} group by 1, 2)
    select t.id, t.name, t.made_by_name as "madeBy", t.made_at as "madeAt", i.notes, i.verdicts, i.last_at as "lastAt",
      (select json_agg(json_build_object('week', w.week, 'count', coalesce(c.count, 0)) order by w.starts)
        from weeks as w left join counted as c on c.theme_id = t.id and c.week = w.week) as weeks,
      json_build_object('open', f.open, 'doing', f.doing, 'done', f.done, 'dropped', f.dropped) as "followUps"
    from handoff.themes as t
    cross join lateral (
      select count(note_id) as notes, count(handoff_id) as verdicts, max(said_at) as last_at
      from handoff.theme_items where theme_id = t.id) as i
    cross join lateral (
      select count(*) filter (where state = 'open') as open, count(*) filter (where state = 'doing') as doing,
        count(*) filter (where state = 'done') as done, count(*) filter (where state = 'dropped') as dropped
      from handoff.follow_ups where theme_id = t.id) as f
    where t.id = any(${ids}::uuid[])
    order by array_position(${ids}::uuid[], t.id)`.execute(db);
  return rows;
}

function weeksAgo(weeks: number): Date {
  return new Date(now().getTime() - weeks * 7 * 86_400_000);
}
