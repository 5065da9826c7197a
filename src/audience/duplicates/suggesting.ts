import { setImmediate as othersFirst } from 'node:timers/promises';
import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { weigh, type Evidence, type Reason, type Shares } from './evidence.ts';
import { keysOf } from './keys.ts';
import { readProfiles, type Profile } from './profile.ts';
import { readShares } from './shares.ts';
import './tables.ts';

const CONTACTS_PER_BATCH = 500;
/** A block of more is "Smith, London": it says too little for so many comparisons. */
const LARGEST_BLOCK = 60;
const PAIRS_AT_A_STRETCH = 200;
/** So much stronger must the evidence be, in bits, before a pair somebody has decided on is shown again. */
const NEWS_BITS = 6;
/** Two known people were met on one identity: that alone is worth somebody's look. */
const CLASH_BITS = 8;

export type Found = { contacts: number; candidates: number; suggested: number };

type Pair = { one: string; other: string; clash: boolean };

/**
 * Compares everybody who asked for it, newest first, so that one edit does not wait behind an import; batch by batch,
 * for as long as `goOn` says so.
 */
export async function findDuplicates(
  db: Db,
  goOn: () => boolean | Promise<boolean> = () => true,
): Promise<Found> {
  const total: Found = { contacts: 0, candidates: 0, suggested: 0 };
  const shares = await readShares(db);
  for (;;) {
    const found = await transaction(db, (trx) => findForNextBatch(trx, shares));
    total.contacts += found.contacts;
    total.candidates += found.candidates;
    total.suggested += found.suggested;
    if (found.contacts === 0 || !(await goOn())) return total;
  }
}

async function findForNextBatch(db: Db, shares: Shares): Promise<Found> {
  const ids = await takeChecks(db);
  if (ids.length === 0) return { contacts: 0, candidates: 0, suggested: 0 };
  const profiles = await readProfiles(db, ids);
  await writeKeys(db, ids, profiles);
  const pairs = await candidatesOf(db, ids);
  const others = pairs.flatMap(({ one, other }) => [one, other]).filter((id) => !profiles.has(id));
  for (const [id, profile] of await readProfiles(db, [...new Set(others)])) profiles.set(id, profile);
  const found = await judgeAll(pairs, profiles, shares);
  await writeSuggestions(db, ids, found);
  return { contacts: ids.length, candidates: pairs.length, suggested: found.length };
}

async function takeChecks(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from audience.duplicate_checks where (asked_at, contact_id) in (
      select asked_at, contact_id from audience.duplicate_checks
      order by asked_at desc limit ${CONTACTS_PER_BATCH} for update skip locked)
    returning contact_id as id`.execute(db);
  return [...new Set(rows.map(({ id }) => id))];
}

/** Only what differs is written: most changes of a contact change none of its keys. */
async function writeKeys(db: Db, ids: string[], profiles: Map<string, Profile>): Promise<void> {
  const rows = [...profiles.values()].flatMap((profile) =>
    keysOf(profile).map((key) => ({ id: profile.id, key })),
  );
  const keys = sql`(select * from unnest(${rows.map(({ key }) => String(key))}::bigint[],
    ${rows.map(({ id }) => id)}::uuid[]) as t (key, contact_id))`;
  await sql`
    delete from audience.duplicate_keys as k where contact_id = any(${ids}::uuid[])
      and not exists (select from ${keys} as n where n.key = k.key and n.contact_id = k.contact_id)`.execute(
    db,
  );
  await sql`
    insert into audience.duplicate_keys (key, contact_id) select key, contact_id from ${keys} as n order by 1, 2
    on conflict do nothing`.execute(db);
}

/** Everybody who shares a block with one of these, and whom they met on one identity; each pair once. */
async function candidatesOf(db: Db, ids: string[]): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    with mine as materialized (
      select key, contact_id from audience.duplicate_keys where contact_id = any(${ids}::uuid[])
    ), blocks as (
      select k.key, b.contact_ids
      from (select distinct key from mine) as k
      cross join lateral (
        select array_agg(contact_id) as contact_ids
        from (select contact_id from audience.duplicate_keys as d where d.key = k.key limit ${LARGEST_BLOCK + 1}) as few
      ) as b
      where cardinality(b.contact_ids) between 2 and ${LARGEST_BLOCK}
    ), met as (
      select contact_id, other_id from audience.identity_conflicts
      where settled_at is null and (contact_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[]))
    )
    select one, other, bool_or(clash) as clash from (
      select least(m.contact_id, o.id) as one, greatest(m.contact_id, o.id) as other, false as clash
      from mine as m join blocks as b on b.key = m.key cross join lateral unnest(b.contact_ids) as o (id)
      where o.id <> m.contact_id
      union all select least(contact_id, other_id), greatest(contact_id, other_id), true from met
    ) as pairs
    group by one, other`.execute(db);
  return rows;
}

/** Thousands of comparisons, a tenth of a second: who waits for a page is served in between. */
async function judgeAll(
  pairs: Pair[],
  profiles: Map<string, Profile>,
  shares: Shares,
): Promise<(Pair & Evidence)[]> {
  const found: (Pair & Evidence)[] = [];
  for (const [place, pair] of pairs.entries()) {
    if (place % PAIRS_AT_A_STRETCH === 0) await othersFirst();
    const evidence = judge(pair, profiles, shares);
    if (evidence) found.push({ ...pair, ...evidence });
  }
  return found;
}

function judge(
  { one, other, clash }: Pair,
  profiles: Map<string, Profile>,
  shares: Shares,
): Evidence | undefined {
  const [mine, theirs] = [profiles.get(one), profiles.get(other)];
  if (!mine || !theirs) return undefined;
  const { weight, reasons } = weigh(mine, theirs, shares);
  if (!clash) return weight >= 0 ? { weight, reasons } : undefined;
  return {
    weight: Math.max(0, weight + CLASH_BITS),
    reasons: [{ field: 'identity', how: 'same', weight: CLASH_BITS }, ...reasons],
  };
}

/** What is not suggested any more goes, unless somebody decided on it. */
async function writeSuggestions(db: Db, ids: string[], found: (Pair & Evidence)[]): Promise<void> {
  const rows = sql`(select * from unnest(
    ${found.map(() => newId())}::uuid[], ${found.map(({ one }) => one)}::uuid[], ${found.map(({ other }) => other)}::uuid[],
    ${found.map(({ weight }) => weight.toFixed(3))}::numeric[],
    ${found.map(({ reasons }) => JSON.stringify(reasons.map(rounded)))}::text[]) as t (id, one_id, other_id, weight, reasons))`;
  await sql`
    delete from audience.duplicate_suggestions as s
    where state = 'open' and (one_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[]))
      and not exists (select from ${rows} as f where f.one_id = s.one_id and f.other_id = s.other_id)`.execute(
    db,
  );
  if (found.length === 0) return;
  await sql`
    insert into audience.duplicate_suggestions as s (id, one_id, other_id, weight, reasons, state, found_at)
    select id, one_id, other_id, weight, reasons::jsonb, 'open', ${now()} from ${rows} as f order by one_id, other_id
    on conflict (one_id, other_id) do update set
      weight = excluded.weight, reasons = excluded.reasons, state = 'open', decided_at = null, decided_by = null,
      decided_by_name = null, merge_id = null,
      found_at = case when s.state = 'open' then s.found_at else excluded.found_at end
    where s.state = 'open' or (s.state = 'dismissed' and excluded.weight >= s.weight + ${NEWS_BITS})`.execute(
    db,
  );
}

function rounded(reason: Reason): Reason {
  return { ...reason, weight: Math.round(reason.weight * 10) / 10 };
}
