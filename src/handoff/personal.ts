import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Headings } from '../platform/personal-data.ts';

/** What is kept here about these people, for the copy they may ask for. */
export async function personalData(db: Db, contactIds: string[]): Promise<Headings> {
  return {
    'Hand-offs': await handoffsOf(db, contactIds),
    'Attempts to reach you': await attemptsOf(db, contactIds),
    'Not handed to sales': await barsOf(db, contactIds),
  };
}

async function handoffsOf(db: Db, contactIds: string[]): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ words: Record<string, unknown> }>`
    select json_strip_nulls(json_build_object(
      'Opened', h.opened_at, 'Why', h.why->'reasons', 'Read', h.why->'read', 'Said', h.why->'said', 'Note', h.why->'note',
      'Fit', h.fit, 'Engagement', h.engagement, 'Channel', h.source, 'Campaign', h.campaign, 'With', u.name,
      'Why with them', h.routed_by, 'First contact', h.first_contact_at, 'Verdict', h.verdict, 'Reason', h.reason,
      'In words', h.words, 'Judged', h.verdict_at, 'Comes back', h.recycle_on)) as words
    from handoff.handoffs as h left join workspace.users as u on u.id = h.rep_id
    where h.contact_id = any(${contactIds}::uuid[]) order by h.opened_at, h.id`.execute(db);
  return rows.map(({ words }) => words);
}

async function attemptsOf(db: Db, contactIds: string[]): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ words: Record<string, unknown> }>`
    select json_strip_nulls(json_build_object(
      'When', a.at, 'How', a.kind, 'Ended', a.outcome, 'In words', a.words, 'By', u.name)) as words
    from handoff.attempts as a join handoff.handoffs as h on h.id = a.handoff_id
    left join workspace.users as u on u.id = a.by_id
    where h.contact_id = any(${contactIds}::uuid[]) order by a.at, a.id`.execute(db);
  return rows.map(({ words }) => words);
}

async function barsOf(db: Db, contactIds: string[]): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select rule as "By", reason as "Because", barred_at as "Since" from handoff.barred
    where contact_id = any(${contactIds}::uuid[]) order by barred_at`.execute(db);
  return rows;
}
