import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Headings } from '../../platform/personal-data.ts';

/** What this room knows about these people, and by what it recognises them. */
export async function personalData(db: Db, contactIds: string[]): Promise<Headings> {
  const ids = sql`any(${contactIds}::uuid[])`;
  // Who was taken for them and turned out to be somebody else is somebody else's to ask for.
  const every = sql`select unnest(${contactIds}::uuid[])
    union all select old_id from audience.redirects where contact_id = ${ids}`;
  const rows = async (query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> => {
    const { rows: found } = await query.execute(db);
    return found as Record<string, unknown>[];
  };
  return {
    'About the person': await rows(sql`
      select c.id as "Tandem id", c.given_name as "Given name", c.family_name as "Family name", c.email as "E-mail",
        c.phone_original as "Phone", c.job_title as "Job title", c.company_name as "Company", c.street as "Street",
        c.postal_code as "Postal code", c.city as "City", c.region as "Region", c.country as "Country",
        c.language as "Language", c.stage as "Stage", c.source as "First heard of us", c.tags as "Tags",
        c.properties as "Properties", u.name as "Looked after by", c.created_at as "Added", c.updated_at as "Changed"
      from audience.contacts as c left join workspace.users as u on u.id = c.owner_id where c.id = ${ids}`),
    'Recognised by': await rows(sql`
      select kind as "Kind", value as "Value", created_at as "Since" from audience.identities
      where contact_id = ${ids}
      union all select kind, value, created_at from audience.released_identities
      where contact_id = ${ids} order by 3`),
    'Companies and roles': await rows(sql`
      select co.name as "Company", p.roles as "Roles", p.since as "Since" from audience.company_people as p
      join audience.companies as co on co.id = p.company_id where p.contact_id = ${ids} order by p.since`),
    Consent: await rows(sql`
      select purpose as "Purpose", channel as "Channel", state as "Answer", source as "Where", proof as "Proof",
        happened_at as "When", recorded_by_name as "Put down by"
      from audience.consents where contact_id = ${ids} order by happened_at`),
    Stages: await rows(sql`
      select from_stage as "From", to_stage as "To", moved_at as "When", moved_by_name as "By", reason as "Because"
      from audience.stage_moves where contact_id = ${ids} order by moved_at`),
    'Segments and lists': await rows(sql`
      select s.name as "Name", m.entered_at as "Since" from audience.segment_members as m
      join audience.segments as s on s.id = m.segment_id where m.contact_id = ${ids} order by m.entered_at`),
    ...(await pastOf(rows, every)),
    ...(await mergesOf(rows, every)),
    'Suggested to be the same as somebody': await rows(sql`
      select reasons as "Because", state as "Answer", found_at as "Found", decided_at as "Answered",
        decided_by_name as "By"
      from audience.duplicate_suggestions where one_id in (${every}) or other_id in (${every}) order by found_at`),
    // Whose address it is may ask for it; the other one only, that there was one.
    'Met together with somebody else': await rows(sql`
      select kind as "By", case when other_id in (${every}) then value end as "Value", times as "Times",
        first_seen_at as "First", last_seen_at as "Last", settled_at as "Settled"
      from audience.identity_conflicts where contact_id in (${every}) or other_id in (${every}) order by first_seen_at`),
    'Known here before as': await rows(sql`
      select old_id as "Tandem id", made_at as "Until" from audience.redirects where contact_id = ${ids} order by made_at`),
  };
}

type Read = (query: ReturnType<typeof sql>) => Promise<Record<string, unknown>[]>;

/** What became of them here, and what of it is kept to be taken back. */
async function pastOf(rows: Read, every: ReturnType<typeof sql>): Promise<Headings> {
  return {
    'Came and went': await rows(sql`
      select s.name as "Segment or list", m.entered as "Came", m.moved_at as "When" from audience.segment_moves as m
      join audience.segments as s on s.id = m.segment_id where m.contact_id in (${every}) order by m.moved_at`),
    'Changes to the record': await rows(sql`
      select name as "What", occurred_at as "When", actor_name as "By", changes as "Changes",
        case when name not in ('contact.merged', 'contact.unmerged', 'contact.told-apart') then nullif(payload, '{}') end
          as "More"
      from platform.events
      where subject_kind = 'contact' and (changes <> '{}' or payload <> '{}') and subject_id in (${every})
        and not (name in ('contact.merged', 'contact.unmerged') and exists (
          select from audience.merges as m where m.id = (payload ->> 'mergeId')::uuid and m.unmerged_at is not null))
      order by position`),
    'Kept to take changes of many back': await rows(sql`
      select b.field as "What", k.before as "Before", b.made_at as "When" from audience.bulk_change_contacts as k
      join audience.bulk_changes as b on b.id = k.bulk_change_id where k.contact_id in (${every}) order by b.made_at`),
    'Kept to take imports back': await rows(sql`
      select i.file_name as "File", k.before as "Before", k.after as "After", k.claimed as "Recognised by since",
        k.written_at as "When"
      from audience.import_changes as k join audience.imports as i on i.id = k.import_id
      where k.record_kind = 'contact' and k.record_id in (${every}) order by k.written_at`),
  };
}

/** Who was taken for them and is themselves again is not told; what they themselves were when taken for another is. */
async function mergesOf(rows: Read, every: ReturnType<typeof sql>): Promise<Headings> {
  return {
    'Records merged into this one': await rows(sql`
      select gone as "As it was", changed as "What became other", merged_at as "When", merged_by_name as "By"
      from audience.merges where kept_id in (${every}) and unmerged_at is null order by merged_at`),
    'Merged into another, and taken out again': await rows(sql`
      select gone as "As it was", merged_at as "When", unmerged_at as "Until" from audience.merges
      where gone_id in (${every}) and unmerged_at is not null order by merged_at`),
  };
}
