import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { changesBetween, emit, type NewEvent } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { toColumns, type WrittenFields } from '../contact.ts';
import '../events.ts';
import { recordStageMoves, type StageMove } from '../stage-moves.ts';
import type { ContactsTable } from '../tables.ts';
import { planBatch, type Draft, type KnownContact, type Plan, type Rules } from './plan.ts';
import type { ReadRow } from './row.ts';

/** `importId` is kept with every event, so that one can see where a change came from. */
export type Origin = Rules & { importId?: string | undefined };

/** Writes a batch of rows with a handful of statements, however many rows. Call it in a transaction. */
export async function writeBatch(db: Db, who: Actor, rows: ReadRow[], origin: Origin): Promise<Plan> {
  // In the order of the file, so that a list by age has them in it, too: a batch shares its moment.
  const ids = rows.map(() => newId());
  // Claimed first: whoever else brings the same people at the same time waits here, and then finds them known.
  const claimed = origin.match === 'update' ? new Set<string>() : await claimEmails(db, rows, ids);
  const others = emailsOf(rows).filter((email) => !claimed.has(email));
  const plan = planBatch(rows, await knownContacts(db, who, others, 'locked'), ids, origin);
  await insertContacts(db, plan.drafts.filter(isNew));
  await updateContacts(db, plan.drafts.filter(isChanged));
  await tell(db, who, plan.drafts, origin);
  return plan;
}

/** What `writeBatch` would do. `seen` are the e-mail addresses of the batches before, and takes those of this one. */
export async function tryBatch(
  db: Db,
  who: Actor,
  rows: ReadRow[],
  seen: Set<string>,
  rules: Rules,
): Promise<Plan> {
  const emails = emailsOf(rows);
  const known = await knownContacts(db, who, emails, 'read');
  for (const email of emails) {
    if (seen.has(email) && !known.has(email) && rules.match !== 'update')
      known.set(email, { id: newId(), name: '', reached: true, fields: {} });
    seen.add(email);
  }
  return planBatch(
    rows,
    known,
    rows.map(() => newId()),
    rules,
  );
}

/** In one order for everybody, so that two imports never wait for each other in a circle. */
function emailsOf(rows: ReadRow[]): string[] {
  const emails = rows.flatMap(({ unusable, fields }) =>
    unusable === null && fields.email ? [fields.email] : [],
  );
  return [...new Set(emails)].toSorted();
}

/** Makes the addresses that nobody had the new contacts', each that of the first row which has it. */
async function claimEmails(db: Db, rows: ReadRow[], ids: string[]): Promise<Set<string>> {
  const idOf = new Map<string, string | undefined>();
  for (const [index, { unusable, fields }] of rows.entries())
    if (unusable === null && fields.email && !idOf.has(fields.email)) idOf.set(fields.email, ids[index]);
  const emails = emailsOf(rows);
  const { rows: claimed } = await sql<{ value: string }>`
    insert into audience.identities (kind, value, contact_id, created_at)
    select 'email', email, id, ${now()}
    from unnest(${emails}::text[], ${emails.map((email) => idOf.get(email))}::uuid[]) as claim (email, id)
    on conflict do nothing
    returning value`.execute(db);
  return new Set(claimed.map(({ value }) => value));
}

async function knownContacts(
  db: Db,
  who: Actor,
  emails: string[],
  how: 'locked' | 'read',
): Promise<Map<string, KnownContact>> {
  const rows = await db
    .selectFrom('audience.identities as i')
    .innerJoin('audience.contacts as c', 'c.id', 'i.contact_id')
    .where('i.kind', '=', 'email')
    .where('i.value', '=', sql<string>`any(${emails}::text[])`)
    .selectAll('c')
    .select(['i.value', ownedBy(who, 'contacts.edit', 'c.owner_id').as('reached')])
    .orderBy('c.id')
    .$if(how === 'locked', (query) => query.forUpdate('c'))
    .execute();
  return new Map(
    rows.map((row) => {
      const { id, name, reached, value } = row;
      return [value, { id, name, reached, fields: toFields(row) }];
    }),
  );
}

async function insertContacts(db: Db, drafts: Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  await sql`
    insert into audience.contacts (id, given_name, family_name, email, phone, phone_original, job_title, company_name,
      city, country, language, stage, source, created_at, updated_at)
    select id, given_name, family_name, email, phone, phone_original, job_title, company_name, city, country, language,
      stage, source, ${now()}, ${now()}
    from ${recordsOf(drafts)}`.execute(db);
}

async function updateContacts(db: Db, drafts: Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  await sql`
    update audience.contacts as c
    set given_name = r.given_name, family_name = r.family_name, phone = r.phone, phone_original = r.phone_original,
      job_title = r.job_title, company_name = r.company_name, city = r.city, country = r.country,
      language = r.language, stage = r.stage, source = r.source, updated_at = ${now()}
    from ${recordsOf(drafts)}
    where c.id = r.id`.execute(db);
}

/** The drafts as a table `r`: one parameter, however many contacts. */
function recordsOf(drafts: Draft[]): RawBuilder<unknown> {
  const records = drafts.map(({ id, after }) => ({ id, ...toColumns(after) }));
  return sql`json_to_recordset(${JSON.stringify(records)}::json) as r (id uuid, given_name text, family_name text,
    email text, phone text, phone_original text, job_title text, company_name text, city text, country text,
    language text, stage text, source text)`;
}

async function tell(db: Db, who: Actor, drafts: Draft[], origin: Origin): Promise<void> {
  const written = drafts.filter((draft) => isNew(draft) || isChanged(draft));
  const names = await namesOf(db, written);
  await recordStageMoves(db, who, written.flatMap(stageMoveOf));
  await emit(
    db,
    who,
    written.flatMap((draft) => eventsOf(draft, names.get(draft.id) ?? '', origin)),
  );
}

function stageMoveOf({ id, before, after }: Draft): StageMove[] {
  const from = before?.stage ?? null;
  return after.stage && after.stage !== from ? [{ contactId: id, from, to: after.stage }] : [];
}

function eventsOf(draft: Draft, name: string, { importId, defaults }: Origin): NewEvent[] {
  const subject = { kind: 'contact', id: draft.id };
  const from = importId ? { importId } : {};
  const changes = changesBetween<WrittenFields>(draft.before ?? {}, draft.after);
  if (isNew(draft))
    return [
      {
        name: 'contact.created',
        subject,
        payload: { name, source: draft.after.source ?? defaults.source, ...from },
        changes,
      },
    ];
  const { stage, ...others } = changes;
  const events: NewEvent[] = stageMoveOf(draft).map((move) => ({
    name: 'contact.stage-moved',
    subject,
    payload: { name, from: move.from, to: move.to, ...from },
    changes: stage ? { stage } : {},
  }));
  if (Object.keys(others).length > 0)
    events.unshift({ name: 'contact.updated', subject, payload: { name, ...from }, changes: others });
  return events;
}

async function namesOf(db: Db, drafts: Draft[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('audience.contacts')
    .where('id', '=', sql<string>`any(${drafts.map(({ id }) => id)}::uuid[])`)
    .select(['id', 'name'])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function isNew({ before }: Draft): boolean {
  return before === null;
}

function isChanged({ before, after }: Draft): boolean {
  return before !== null && Object.keys(changesBetween<WrittenFields>(before, after)).length > 0;
}

function toFields(row: Selectable<ContactsTable>): WrittenFields {
  return {
    givenName: row.given_name,
    familyName: row.family_name,
    email: row.email,
    phone: row.phone,
    phoneOriginal: row.phone_original,
    jobTitle: row.job_title,
    companyName: row.company_name,
    city: row.city,
    country: row.country,
    language: row.language,
    stage: row.stage,
    source: row.source,
  };
}
