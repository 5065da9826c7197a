import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { errorCode } from '../../platform/refusal.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { onRecord, selectJudged, type UnderstoodTree } from './compile.ts';
import type { Preview } from './contract.ts';
import { aboutAll, aboutFew, inBulk } from './judging.ts';
import { mustSeeAll } from './reach.ts';
import type { Tree } from './tree.ts';
import { sentenceIn, understandTree } from './understanding.ts';

/** How long counting them all may take before a sample has to do: whoever is typing waits for it. */
const COUNTING_MS = 150;
const DRAWN = 10_000;
const LOOKED_AT = 1_000;
const PEOPLE = 10;
const QUERY_CANCELLED = '57014';

/**
 * How many contacts these conditions describe, and ten of them. Counted where that is quick, which it is for any
 * thousands of contacts and for conditions that an index answers; else estimated from contacts drawn by chance.
 */
export async function previewSegment(db: Db, who: Actor, tree: Tree): Promise<Preview> {
  mustSeeAll(who);
  const understood = await understandTree(db, tree);
  const sentence = sentenceIn(tree, understood);
  const found = (await countAll(db, understood)) ?? (await countSample(db, understood));
  return { sentence, estimate: found.estimate, people: await peopleOf(db, who, found.ids) };
}

type Found = { estimate: Preview['estimate']; ids: string[] };

async function countAll(db: Db, understood: UnderstoodTree): Promise<Found | undefined> {
  const total = await contactsAbout(db);
  // A scan of that many takes longer than one would wait, whatever the conditions.
  if (total > HOPELESS) return undefined;
  try {
    return await transaction(db, async (trx) => {
      await sql`select set_config('statement_timeout', ${String(COUNTING_MS)}, true)`.execute(trx);
      const { rows } = await inBulk(trx, () =>
        sql<{ count: number; ids: string[] | null }>`
          with judged as materialized (${selectJudged(understood, aboutAll(now()))}),
            inside as (select contact_id from judged where inside)
          select count(*) as count, (array_agg(contact_id))[1:${PEOPLE * MANY}] as ids from inside`.execute(
          trx,
        ),
      );
      await sql`select set_config('statement_timeout', '0', true)`.execute(trx);
      return { estimate: { count: rows[0]?.count ?? 0, exact: true }, ids: rows[0]?.ids ?? [] };
    });
  } catch (error) {
    if (errorCode(error) === QUERY_CANCELLED) return undefined;
    throw error;
  }
}

const HOPELESS = 300_000;
/** Some may be beyond the reach of who asks. */
const MANY = 20;

/**
 * Draws contacts by chance, looks at what stands on their records, and at what they did only of those who are left: a
 * segment of one in a thousand would else be missed by a sample that one can wait for.
 */
export async function countSample(db: Db, understood: UnderstoodTree): Promise<Found> {
  const total = await contactsAbout(db);
  const at = now();
  const { drawn, fitting } = await drawContacts(db, understood, { total, at });
  const looked = fitting.slice(0, LOOKED_AT);
  const { rows } = await sql<{ id: string }>`
    with judged as materialized (${selectJudged(understood, aboutFew(looked, at))})
    select contact_id as id from judged where inside`.execute(db);
  const share = (rows.length / Math.max(looked.length, 1)) * (fitting.length / Math.max(drawn, 1));
  return { estimate: { count: Math.round(share * total), exact: false }, ids: rows.map(({ id }) => id) };
}

type Drawn = { drawn: number; fitting: string[] };

/** Whole pages: to read single rows by chance, the whole table would have to be read. */
async function drawContacts(
  db: Db,
  understood: UnderstoodTree,
  { total, at }: { total: number; at: Date },
): Promise<Drawn> {
  const share = Math.min(100, (100 * DRAWN) / Math.max(total, 1));
  const { rows } = await sql<{ drawn: number; fitting: string[] | null }>`
    select count(*) as drawn, array_agg(c.id order by random()) filter (where ${onRecord(understood, aboutAll(at))})
      as fitting
    from audience.contacts as c tablesample system (${share}) where c.deleted_at is null`.execute(db);
  return { drawn: rows[0]?.drawn ?? 0, fitting: rows[0]?.fitting ?? [] };
}

/** As the planner knows it. */
async function contactsAbout(db: Db): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select greatest(reltuples, 0)::bigint as total from pg_class where oid = 'audience.contacts'::regclass`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}

async function peopleOf(db: Db, who: Actor, ids: string[]): Promise<Preview['people']> {
  if (ids.length === 0) return [];
  return (
    db
      .selectFrom('audience.contacts as c')
      .where('c.id', '=', sql<string>`any(${ids}::uuid[])`)
      .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
      .select(['c.id', 'c.name'])
      .select(sql<string | null>`nullif(concat_ws(', ', c.company_name, c.city), '')`.as('about'))
      // Those with a name are easier to judge by than visitors.
      .orderBy(sql`c.name_key is null`)
      .orderBy('c.id', 'desc')
      .limit(PEOPLE)
      .execute()
  );
}
