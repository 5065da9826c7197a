import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Invalid, invalidField } from '../../platform/errors.ts';
import { emit, type NewEvent } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { tell } from '../../platform/listeners.ts';
import '../events.ts';
import { findContact, lockContact } from '../reading.ts';
import type { NewConsent } from './consent.ts';
import type { Consent, ConsentOfContact, RecordedConsents } from './contract.ts';
import './events.ts';
import './tables.ts';

const LATEST_ANSWERS = 200;
/** Senders’ clocks go before ours by so much. */
const CLOCKS_APART_MS = 5 * 60_000;

/** Puts down one person's answers, if `who` may edit them. */
export async function recordConsent(
  db: Db,
  who: Actor,
  contactId: string,
  answers: RecordedConsents['answers'],
): Promise<ConsentOfContact> {
  return transaction(db, async (trx) => {
    await lockContact(trx, who, 'contacts.edit', contactId);
    await recordConsents(
      trx,
      who,
      answers.map(({ happenedAt, ...answer }) => ({
        ...answer,
        contactId,
        ...(happenedAt === undefined ? {} : { happenedAt: new Date(happenedAt) }),
      })),
    );
    return consentOf(trx, who, contactId);
  });
}

/**
 * Puts down many people's answers with a handful of statements. What counts is the last answer by when it was given,
 * whatever order they arrive in; of two at one moment, no is no. Call it in a transaction.
 */
export async function recordConsents(
  db: Db,
  who: Actor,
  answers: NewConsent[],
  importId: string | null = null,
): Promise<void> {
  if (answers.length === 0) return;
  const at = now();
  if (answers.some(({ happenedAt }) => happenedAt && happenedAt.getTime() > at.getTime() + CLOCKS_APART_MS))
    throw invalidField('happenedAt', 'Nobody can have answered in the future.');
  await mustBeAskable(db, answers);
  const ids = [...new Set(answers.map(({ contactId }) => contactId))].toSorted();
  // Of two who answer for one person at once, the second sees the answer of the first: the last one counts.
  await sql`select from audience.contacts where id = any(${ids}::uuid[]) order by id for no key update`.execute(
    db,
  );
  const rows = answers.map(({ happenedAt, ...answer }) => ({
    ...answer,
    id: newId(),
    happenedAt: happenedAt ?? at,
  }));
  const column = <T>(read: (row: (typeof rows)[number]) => T) => rows.map(read);
  await sql`
    insert into audience.consents (contact_id, id, purpose, channel, state, source, proof, happened_at, recorded_at,
      recorded_by_kind, recorded_by_id, recorded_by_name, import_id)
    select *, ${at}, ${who.kind}, ${who.id}::uuid, ${who.name}, ${importId}::uuid from unnest(
      ${column(({ contactId }) => contactId)}::uuid[], ${column(({ id }) => id)}::uuid[],
      ${column(({ purpose }) => purpose)}::text[], ${column(({ channel }) => channel)}::text[],
      ${column(({ state }) => state)}::text[], ${column(({ source }) => source)}::text[],
      ${column(({ proof }) => proof ?? null)}::text[],
      ${column((row) => row.happenedAt.toISOString())}::timestamptz[])`.execute(db);
  await settleStates(db, ids);
  await emit(db, who, rows.map(toldOf));
  await tell(db, who, 'contacts.changed', { ids, fields: ['consent'] });
}

/** The states of these contacts as their answers say, from the beginning. */
export async function settleStates(db: Db, contactIds: string[]): Promise<void> {
  await sql`
    with last as (
      select distinct on (contact_id, purpose, channel) contact_id, purpose, channel, state, happened_at, id
      from audience.consents where contact_id = any(${contactIds}::uuid[])
      order by contact_id, purpose, channel, happened_at desc, (state = 'withdrawn') desc, id desc),
    gone as (
      delete from audience.consent_states as s where contact_id = any(${contactIds}::uuid[])
        and not exists (select 1 from last as l
          where (l.contact_id, l.purpose, l.channel) = (s.contact_id, s.purpose, s.channel)))
    insert into audience.consent_states as s (contact_id, purpose, channel, state, since, consent_id)
    select contact_id, purpose, channel, state, happened_at, id from last
    on conflict (contact_id, purpose, channel) do update
      set state = excluded.state, since = excluded.since, consent_id = excluded.consent_id
      where s.consent_id <> excluded.consent_id`.execute(db);
}

/** What somebody agreed to, and how each answer came about. */
export async function consentOf(db: Db, who: Actor, contactId: string): Promise<ConsentOfContact> {
  const { id } = await findContact(db, who, contactId);
  const states = await db
    .selectFrom('audience.consent_states')
    .where('contact_id', '=', id)
    .select(['purpose', 'channel', 'state', 'since'])
    .orderBy('purpose')
    .orderBy('channel')
    .execute();
  const rows = await db
    .selectFrom('audience.consents')
    .where('contact_id', '=', id)
    .selectAll()
    .orderBy('happened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(LATEST_ANSWERS)
    .execute();
  const answers = rows.map((row): Consent => ({
    id: row.id,
    purpose: row.purpose,
    channel: row.channel,
    state: row.state,
    source: row.source,
    proof: row.proof,
    happenedAt: row.happened_at,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by_name,
  }));
  return { states, answers };
}

async function mustBeAskable(db: Db, answers: NewConsent[]): Promise<void> {
  const purposes = await db
    .selectFrom('audience.consent_purposes')
    .select(['key', 'label', 'channels', 'archived_at'])
    .execute();
  for (const { purpose, channel, state } of answers) {
    const found = purposes.find(({ key }) => key === purpose);
    if (!found) throw invalidField('purpose', `There is no purpose "${purpose}".`);
    // A no is always taken, also where nobody asks any more.
    if (state === 'withdrawn') continue;
    if (found.archived_at) throw new Invalid(`Nobody is asked for “${found.label}” any more.`);
    if (!found.channels.includes(channel))
      throw invalidField('channel', `Nobody is asked for “${found.label}” by ${channel}.`);
  }
}

function toldOf({ contactId, purpose, channel, state, source }: NewConsent): NewEvent {
  const name = state === 'given' ? 'consent.given' : 'consent.withdrawn';
  return { name, subject: { kind: 'contact', id: contactId }, payload: { purpose, channel, source } };
}
