import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { estimateCount, keysetPage, type SortField } from '../../platform/lists.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { comparePairs } from '../merge/comparing.ts';
import { lockContact } from '../reading.ts';
import { isCertain } from './certain.ts';
import type { Duplicate, DuplicatesQuery } from './contract.ts';
import './events.ts';
import { likelihoodOf } from './evidence.ts';
import './tables.ts';

type Page = { items: Duplicate[]; next: string | null; estimate: { count: number; exact: boolean } };

const sortable = { weight: { expression: 's.weight', type: 'numeric' } } satisfies Record<string, SortField>;

/** What waits for somebody to decide, as far as `who` sees both; or what was decided to be two. */
export async function listDuplicates(db: Db, who: Actor, asked: DuplicatesQuery): Promise<Page> {
  const { state, contact, cursor, limit } = asked;
  const query = selectVisible(db, who)
    .where('s.state', '=', state)
    .$if(contact !== undefined, (each) =>
      each.where((eb) => eb.or([eb('s.one_id', '=', contact ?? ''), eb('s.other_id', '=', contact ?? '')])),
    );
  const estimate = await estimateCount(db, query);
  const { rows, next } = await keysetPage({ query, id: 's.id', sort: '-weight', sortable, cursor, limit });
  const pairs = await comparePairs(
    db,
    who,
    rows.map(({ one_id: one, other_id: other }) => [one, other] as const),
  );
  const compared = new Map(pairs.map((pair) => [`${pair.one.id} ${pair.other.id}`, pair]));
  const items = rows.flatMap((row): Duplicate[] => {
    const pair = compared.get(`${row.one_id} ${row.other_id}`);
    if (!pair) return [];
    const {
      id,
      reasons,
      clashes,
      found_at: foundAt,
      decided_at: decidedAt,
      decided_by_name: decidedBy,
    } = row;
    const likelihood = likelihoodOf(Number(row.weight));
    return [
      {
        ...pair,
        id,
        likelihood,
        certain: row.certain,
        reasons,
        clashes,
        state,
        foundAt,
        decidedAt,
        decidedBy,
      },
    ];
  });
  return { items, next, estimate };
}

/** How many wait. */
export function countDuplicates(db: Db, who: Actor): Promise<Page['estimate']> {
  return estimateCount(db, selectVisible(db, who).where('s.state', '=', 'open'));
}

/** "Not the same": the pair is not shown again, unless there is much more evidence one day. */
export async function dismissDuplicate(db: Db, who: Actor, id: string): Promise<void> {
  await decide(db, who, id, 'dismissed');
}

export async function reopenDuplicate(db: Db, who: Actor, id: string): Promise<void> {
  await decide(db, who, id, 'open');
}

export function selectVisible(db: Db, who: Actor) {
  return db
    .selectFrom('audience.duplicate_suggestions as s')
    .innerJoin('audience.contacts as a', 'a.id', 's.one_id')
    .innerJoin('audience.contacts as b', 'b.id', 's.other_id')
    .where('a.deleted_at', 'is', null)
    .where('b.deleted_at', 'is', null)
    .where(ownedBy(who, 'contacts.read', 'a.owner_id'))
    .where(ownedBy(who, 'contacts.read', 'b.owner_id'))
    .select([
      's.id',
      's.one_id',
      's.other_id',
      's.weight',
      's.reasons',
      's.found_at',
      's.decided_at',
      's.decided_by_name',
    ])
    .select(isCertain.as('certain'))
    .select(
      sql<Duplicate['clashes']>`coalesce((
        select jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value, 'times', i.times) order by i.last_seen_at desc)
        from audience.identity_conflicts as i
        where (i.contact_id, i.other_id) in ((s.one_id, s.other_id), (s.other_id, s.one_id))), '[]')`.as(
        'clashes',
      ),
    );
}

async function decide(db: Db, who: Actor, id: string, state: 'dismissed' | 'open'): Promise<void> {
  await transaction(db, async (trx) => {
    const from = state === 'open' ? 'dismissed' : 'open';
    const pair = await trx
      .selectFrom('audience.duplicate_suggestions')
      .select(['one_id', 'other_id'])
      .where('id', '=', id)
      .where('state', '=', from)
      .executeTakeFirst();
    if (!pair)
      throw new NotFound(
        'This pair is not waiting any more: somebody has decided, or the contacts have changed.',
      );
    const one = await lockContact(trx, who, 'contacts.merge', pair.one_id);
    const other = await lockContact(trx, who, 'contacts.merge', pair.other_id);
    const decided = { decided_at: now(), decided_by: who.id, decided_by_name: who.name };
    const undecided = { decided_at: null, decided_by: null, decided_by_name: null };
    await trx
      .updateTable('audience.duplicate_suggestions')
      .set({ state, ...(state === 'open' ? undecided : decided) })
      .where('id', '=', id)
      .execute();
    await sql`
      update audience.identity_conflicts set settled_at = ${state === 'open' ? null : now()}
      where (contact_id, other_id) in ((${one.id}::uuid, ${other.id}::uuid), (${other.id}::uuid, ${one.id}::uuid))`.execute(
      trx,
    );
    const again = state === 'open' ? ({ again: true } as const) : {};
    const named = ({ id, name }: typeof one) => ({ id, name });
    await emit(
      trx,
      who,
      [[one, other] as const, [other, one] as const].map(([mine, theirs]) => ({
        name: 'contact.told-apart',
        subject: { kind: 'contact', id: mine.id },
        payload: { name: mine.name, from: named(theirs), ...again },
      })),
    );
  });
}
