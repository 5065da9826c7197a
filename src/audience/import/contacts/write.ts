import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import { now } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db.ts';
import { changesBetween, emit, type NewEvent } from '../../../platform/events.ts';
import { tell } from '../../../platform/listeners.ts';
import type { Changes } from '../../../platform/tables.ts';
import { linkByDomain } from '../../companies/batch.ts';
import { asTold, toColumns } from '../../contact.ts';
import type { ImportOrigin } from '../../events.ts';
import { Overtaken } from '../../identify/known-people.ts';
import { references } from '../../merge/rows.ts';
import { recordStageMoves, type StageMove } from '../../stage-moves.ts';
import { kindOf, valueOf } from './known.ts';
import type { Draft } from './plan.ts';
import type { Kept } from './read-contact.ts';

/** Writes a batch with a handful of statements, however many contacts, and tells of it. */
export async function writeDrafts(db: Db, who: Actor, drafts: Draft[], origin: ImportOrigin): Promise<void> {
  const written = drafts.filter(({ changed }) => changed);
  if (written.length === 0) return;
  await claimIdentities(db, written);
  const added = written.filter(isNew);
  const known = written.filter((draft) => !isNew(draft));
  await insertContacts(db, added);
  await updateContacts(db, known);
  const moves = written.flatMap(stageMoveOf);
  await recordStageMoves(db, who, moves);
  const events = written.flatMap((draft) => eventsOf(draft, origin));
  await emit(db, who, events);
  await linkByDomain(
    db,
    added.filter(({ after }) => !after.companyId).map(({ id, after }) => ({ id, email: after.email })),
  );
  const changed = events.filter(({ name }) => name !== 'contact.created');
  const fields = new Set(changed.flatMap(({ changes = {} }) => Object.keys(changes)));
  if (added.length > 0) await tell(db, who, 'contacts.changed', { ids: added.map(({ id }) => id) });
  if (known.length > 0)
    await tell(db, who, 'contacts.changed', { ids: known.map(({ id }) => id), fields: [...fields] });
}

/**
 * Whoever else brings the same people at the same time waits at the first common identity, finds it taken, and begins
 * the batch again: then they are known.
 */
async function claimIdentities(db: Db, drafts: Draft[]): Promise<void> {
  const claims = drafts.flatMap(({ id, claimed }) => [...claimed].map((key) => ({ key, id })));
  if (claims.length === 0) return;
  // In one order for everybody, so that two imports never wait for each other in a circle.
  const { rows } = await sql`
    insert into audience.identities (kind, value, contact_id, created_at)
    select kind, value, id, ${now()} from unnest(
      ${claims.map(({ key }) => kindOf(key))}::text[], ${claims.map(({ key }) => valueOf(key))}::text[],
      ${claims.map(({ id }) => id)}::uuid[]) as c (kind, value, id)
    order by kind, value
    on conflict do nothing returning 1`.execute(db);
  if (rows.length < claims.length) throw new Overtaken('An identity was claimed by somebody else meanwhile.');
}

async function insertContacts(db: Db, drafts: Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  const at = now();
  await sql`
    insert into audience.contacts (id, given_name, family_name, email, phone, phone_original, job_title, company_name,
      company_id, street, postal_code, city, region, country, language, tags, properties, stage, source, owner_id,
      created_at, updated_at)
    select id, given_name, family_name, email, phone, phone_original, job_title, company_name, company_id, street,
      postal_code, city, region, country, language, coalesce(tags, '{}'), coalesce(properties, '{}'), stage, source,
      owner_id, coalesce(created_at, ${at}), ${at}
    from ${recordsOf(drafts)}`.execute(db);
}

/** Public: the undo of an import writes what was there before in the same way. */
async function updateContacts(db: Db, drafts: Pick<Draft, 'id' | 'after'>[]): Promise<void> {
  if (drafts.length === 0) return;
  await sql`
    update audience.contacts as c
    set given_name = r.given_name, family_name = r.family_name, email = r.email, phone = r.phone,
      phone_original = r.phone_original, job_title = r.job_title, company_name = r.company_name,
      company_id = ${references.company('company_id')}, street = r.street, postal_code = r.postal_code, city = r.city, region = r.region,
      country = r.country, language = r.language, tags = coalesce(r.tags, '{}'),
      properties = coalesce(r.properties, '{}'), stage = r.stage, source = r.source, owner_id = r.owner_id,
      updated_at = ${now()}
    from ${recordsOf(drafts)} where c.id = r.id`.execute(db);
}

/** The drafts as a table `r`: one parameter, however many contacts. */
function recordsOf(
  drafts: (Pick<Draft, 'id' | 'after'> & { createdAt?: Date | null })[],
): RawBuilder<unknown> {
  const records = drafts.map(({ id, after, createdAt }) => ({
    ...toColumns(after),
    id,
    company_id: after.companyId,
    owner_id: after.ownerId,
    tags: after.tags,
    properties: after.properties,
    created_at: createdAt ?? undefined,
  }));
  return sql`json_to_recordset(${JSON.stringify(records)}::json) as r (id uuid, given_name text, family_name text,
    email text, phone text, phone_original text, job_title text, company_name text, company_id uuid, street text,
    postal_code text, city text, region text, country text, language text, tags text[], properties jsonb, stage text,
    source text, owner_id uuid, created_at timestamptz)`;
}

function stageMoveOf({ id, before, after }: Draft): StageMove[] {
  const from = before?.stage ?? null;
  return after.stage && after.stage !== from ? [{ contactId: id, from, to: after.stage }] : [];
}

/** What was changed, as the history tells it. */
export function toldChanges(before: Kept | null, after: Kept): Changes {
  const { ownerId: ownerBefore, companyId: companyBefore, ...fieldsBefore } = before ?? {};
  const { ownerId, companyId, ...fields } = after;
  const told = { ...asTold(fieldsBefore), ownerId: ownerBefore, companyId: companyBefore };
  const gone = Object.keys(told).map((field) => [field, null]);
  return changesBetween<Record<string, unknown>>(told, {
    ...Object.fromEntries(gone),
    ...asTold(fields),
    ownerId,
    companyId,
  });
}

function eventsOf(draft: Draft, from: ImportOrigin): NewEvent[] {
  const subject = { kind: 'contact', id: draft.id };
  const name = nameOf(draft);
  const changes = toldChanges(draft.before, draft.after);
  if (isNew(draft)) {
    const { source = 'unknown', ownerId } = draft.after;
    const owned = ownerId ? { ownerId } : {};
    return [{ name: 'contact.created', subject, payload: { name, source, ...owned, ...from }, changes }];
  }
  const { stage, ownerId, ...others } = changes;
  const events: NewEvent[] = [];
  if (Object.keys(others).length > 0)
    events.push({ name: 'contact.updated', subject, payload: { name, ...from }, changes: others });
  for (const move of stageMoveOf(draft))
    events.push({
      name: 'contact.stage-moved',
      subject,
      payload: { name, from: move.from, to: move.to, ...from },
      changes: stage ? { stage } : {},
    });
  const owners = { from: draft.before?.ownerId ?? null, to: draft.after.ownerId ?? null };
  if (ownerId)
    events.push({
      name: 'contact.assigned',
      subject,
      payload: { name, ...owners, ...from },
      changes: { ownerId },
    });
  return events;
}

/** As the database makes it: known here already, it need not be asked for. */
function nameOf({ id, name, before, after }: Draft): string {
  if (before) return name;
  const whole = [after.givenName, after.familyName].filter(Boolean).join(' ').trim();
  return whole || (after.email ?? after.phoneOriginal ?? `Visitor ${id.slice(-4)}`);
}

function isNew({ before }: Draft): boolean {
  return before === null;
}
