import { sql } from 'kysely';
import { raiseStage } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { emit, type NewEvent } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import { firstWords } from './briefing/why.ts';
import { isSaid, type Candidate } from './candidate.ts';
import './events.ts';
import './tables.ts';

/** What somebody who hands over by hand, or a rule that knows more, adds. */
type OpeningNote = {
  note?: string | undefined;
  /** Who gets it, or knows them from before. */
  knownRepId?: string | null;
  returnedFrom?: string;
};

export type Opened = { id: string; contactId: string };

/**
 * Opens hand-offs for these contacts, in the transaction of what made them so: a row each, which a round routes within
 * milliseconds of the commit. Who has one open already is given the reason as one more; who is barred by this rule,
 * stays where they are; whom nobody could reach yet, is remembered until somebody can. Answers what was opened.
 */
export async function openHandoffs(
  db: Db,
  who: Actor,
  candidates: Candidate[],
  notes: ReadonlyMap<string, OpeningNote> = new Map(),
): Promise<Opened[]> {
  if (candidates.length === 0) return [];
  const known = await lookUp(db, candidates);
  const standing = candidates.flatMap((candidate, place) => {
    const facts = known.get(place + 1);
    return facts ? [{ candidate, facts }] : [];
  });
  const wanted = standing.filter(isWanted);
  const strangers = wanted.filter(({ facts }) => !facts.reachable);
  await rememberStrangers(
    db,
    strangers.map(({ candidate }) => candidate),
  );
  const reachable = wanted.filter(({ facts }) => facts.reachable);
  const fresh = reachable.filter(({ facts }) => !facts.is_open);
  const opened = await insert(db, who, fresh, notes);
  const isNew = new Set(opened.map(({ contactId }) => contactId));
  // Those that somebody else opened a moment ago among them.
  const others = reachable.filter(({ candidate }) => !isNew.has(candidate.contactId));
  await addReasons(
    db,
    who,
    others.map(({ candidate }) => candidate),
    notes,
  );
  return opened;
}

type Facts = {
  place: number;
  reachable: boolean;
  stage: string;
  source: string;
  barred: boolean;
  is_open: boolean;
  /** Whose hands they are in by an accepted hand-off. */
  held_by: string | null;
  in_hands: boolean;
};
type Standing = { candidate: Candidate; facts: Facts };

async function lookUp(db: Db, candidates: Candidate[]): Promise<Map<number, Facts>> {
  const { rows } = await sql<Facts>`
    select n.place::int as place, c.stage, coalesce(a.first_channel, c.source) as source,
      coalesce(c.email, c.phone, c.phone_original) is not null as reachable,
      exists (select from handoff.barred as b where b.contact_id = c.id and b.rule = n.rule) as barred,
      exists (select from handoff.handoffs as h where h.contact_id = c.id and h.state in ('ready', 'contacting')) as is_open,
      held.id is not null as in_hands, held.rep_id as held_by
    from unnest(${candidates.map(({ contactId }) => contactId)}::uuid[], ${candidates.map(({ rule }) => rule)}::text[])
      with ordinality as n (contact_id, rule, place)
    join audience.contacts as c on c.id = n.contact_id and c.deleted_at is null
    left join touchpoints.activity as a on a.contact_id = c.id
    left join lateral (select h.id, h.rep_id from handoff.handoffs as h
      where h.contact_id = c.id and h.state = 'accepted' order by h.opened_at desc, h.id desc limit 1) as held on true`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.place, row]));
}

/** From here on a contact is sales' or success' own: numbers alone hand nobody over any more. */
const beyondRules = new Set(['opportunity', 'customer', 'advocate']);

function isWanted({ candidate: { trigger }, facts }: Standing): boolean {
  if (facts.barred && trigger !== 'manual') return false;
  if (isSaid(trigger)) return true;
  return !facts.in_hands && !beyondRules.has(facts.stage);
}

async function insert(
  db: Db,
  who: Actor,
  fresh: Standing[],
  notes: ReadonlyMap<string, OpeningNote>,
): Promise<Opened[]> {
  if (fresh.length === 0) return [];
  // The contacts first, in one order for everybody: so nobody waits in a circle.
  await raiseStage(
    db,
    who,
    fresh.map(({ candidate }) => candidate.contactId),
    'mql',
  );
  const openedAt = now();
  const agreementId = await agreementInForce(db);
  const rows = fresh.map(({ candidate, facts }) => {
    const { note, knownRepId, returnedFrom } = notes.get(candidate.contactId) ?? {};
    const why = { reasons: [firstWords(candidate)], read: [], said: [], ...(note ? { note } : {}) };
    return {
      id: newId(),
      contact_id: candidate.contactId,
      trigger: candidate.trigger,
      rule: candidate.rule,
      why: JSON.stringify(why),
      fit: candidate.fit,
      engagement: candidate.engagement,
      source: facts.source,
      agreement_id: agreementId,
      opened_at: openedAt,
      opened_by: who.kind === 'user' && candidate.trigger === 'manual' ? who.id : null,
      state: 'ready' as const,
      route_at: openedAt,
      known_rep_id: knownRepId ?? facts.held_by,
      returned_from: returnedFrom ?? null,
    };
  });
  const inserted = await db
    .insertInto('handoff.handoffs')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('contact_id')
        .where(sql<boolean>`state in ('ready', 'contacting')`)
        .doNothing(),
    )
    .returning(['id', 'contact_id as contactId', 'trigger'])
    .execute();
  await emit(
    db,
    who,
    inserted.map(({ id, contactId, trigger }): NewEvent => {
      const payload = { contactId, trigger, repId: null };
      return { name: 'handoff.opened', subject: { kind: 'handoff', id }, payload };
    }),
  );
  return inserted;
}

async function agreementInForce(db: Db): Promise<string | null> {
  const agreement = await db
    .selectFrom('handoff.agreements')
    .select('id')
    .where('state', '=', 'in_force')
    .executeTakeFirst();
  return agreement?.id ?? null;
}

/** What came second is a reason more, and first where it is stronger than what they came by. */
async function addReasons(
  db: Db,
  who: Actor,
  candidates: Candidate[],
  notes: ReadonlyMap<string, OpeningNote>,
): Promise<void> {
  if (candidates.length === 0) return;
  const { rows } = await sql<{ id: string; contact_id: string; rule: string }>`
    with said as (
      select * from unnest(${candidates.map(({ contactId }) => contactId)}::uuid[],
        ${candidates.map(({ rule }) => rule)}::text[], ${candidates.map(firstWords)}::text[],
        ${candidates.map(({ contactId }) => notes.get(contactId)?.note ?? null)}::text[],
        ${candidates.map(({ trigger }) => isSaid(trigger))}::boolean[]) as s (contact_id, rule, words, note, first)
    )
    update handoff.handoffs as h set why = h.why
      || jsonb_build_object('reasons', case when s.first
          then jsonb_build_array(s.words) || (h.why->'reasons') else (h.why->'reasons') || jsonb_build_array(s.words) end)
      || case when s.note is null then '{}'::jsonb
          else jsonb_build_object('note', concat_ws(e'\n\n', h.why->>'note', s.note)) end
    from said as s
    where h.contact_id = s.contact_id and h.state in ('ready', 'contacting')
      and (s.note is not null or (h.rule <> s.rule and not h.why->'reasons' ? s.words))
    returning h.id, h.contact_id, s.rule`.execute(db);
  await emit(
    db,
    who,
    rows.map(({ id, contact_id: contactId, rule }): NewEvent => {
      return { name: 'handoff.urged', subject: { kind: 'handoff', id }, payload: { contactId, rule } };
    }),
  );
}

async function rememberStrangers(db: Db, candidates: Candidate[]): Promise<void> {
  if (candidates.length === 0) return;
  await sql`
    insert into handoff.strangers (contact_id, move, since)
    select contact_id, move, ${now()}
    from unnest(${candidates.map(({ contactId }) => contactId)}::uuid[],
      ${candidates.map((candidate) => JSON.stringify(candidate))}::jsonb[]) as s (contact_id, move)
    order by contact_id
    on conflict (contact_id) do update set move = excluded.move, since = excluded.since`.execute(db);
}
