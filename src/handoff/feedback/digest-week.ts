import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Reason, Verdict } from '../lead.ts';
import type { DueWeek } from './digest.ts';
import type { FollowUpKind, FollowUpState, NoteKind } from './field-note.ts';
import './tables.ts';

/** What was said in a week, and what came of it: the stuff of the digest. */
export type Week = {
  monday: string;
  noteCount: number;
  verdictCount: number;
  themes: { name: string; count: number }[];
  verdicts: { verdict: Verdict; reason: Reason | null; count: number }[];
  notes: { kind: NoteKind; words: string; by: string; named: string | null }[];
  followUps: {
    title: string;
    kind: FollowUpKind;
    state: FollowUpState;
    outcome: string | null;
    theme: string;
    owner: string | null;
  }[];
};

const MOST_NOTES = 6;
const MOST_THEMES = 8;
const MOST_FOLLOW_UPS = 8;

export async function weekInWords(db: Db, { monday, from, to }: DueWeek): Promise<Week> {
  const verdicts = await verdictsIn(db, from, to);
  const { rows: notes } = await sql<Week['notes'][number] & { all: number }>`
    select kind, words, noted_by_name as by, coalesce(product, competitor, store) as named, count(*) over () as all
    from handoff.field_notes where noted_at >= ${from} and noted_at < ${to} and words is not null
    order by length(words) between 20 and 300 desc, noted_at desc, id desc limit ${MOST_NOTES}`.execute(db);
  return {
    monday,
    noteCount: notes[0]?.all ?? 0,
    verdictCount: verdicts.reduce((sum, { count }) => sum + count, 0),
    themes: await newThemes(db, from, to),
    verdicts,
    notes: notes.map(({ all: _all, ...note }) => note),
    followUps: await movedFollowUps(db, from, to),
  };
}

export function isEmpty({ noteCount, verdictCount, themes, followUps }: Week): boolean {
  return noteCount + verdictCount + themes.length + followUps.length === 0;
}

async function verdictsIn(db: Db, from: Date, to: Date): Promise<Week['verdicts']> {
  const { rows } = await sql<Week['verdicts'][number]>`
    select verdict, reason, count(*) as count from handoff.handoffs
    where verdict_at >= ${from} and verdict_at < ${to} and verdict is not null
    group by verdict, reason order by count desc, verdict, reason`.execute(db);
  return rows;
}

async function newThemes(db: Db, from: Date, to: Date): Promise<Week['themes']> {
  const { rows } = await sql<Week['themes'][number]>`
    select t.name, (select count(*) from handoff.theme_items as i where i.theme_id = t.id) as count
    from handoff.themes as t where t.made_at >= ${from} and t.made_at < ${to} and t.merged_into is null
    order by count desc, t.made_at limit ${MOST_THEMES}`.execute(db);
  return rows;
}

async function movedFollowUps(db: Db, from: Date, to: Date): Promise<Week['followUps']> {
  const { rows } = await sql<Week['followUps'][number]>`
    select f.title, f.kind, f.state, f.outcome, t.name as theme, u.name as owner
    from handoff.follow_ups as f join handoff.themes as t on t.id = f.theme_id
    left join workspace.users as u on u.id = f.owner_id
    where f.state_at >= ${from} and f.state_at < ${to}
    order by array_position(array['done', 'doing', 'open', 'dropped'], f.state), f.state_at desc
    limit ${MOST_FOLLOW_UPS}`.execute(db);
  return rows;
}
