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
      select from_stage as "From", to_stage as "To", moved_at as "When", moved_by_name as "By"
      from audience.stage_moves where contact_id = ${ids} order by moved_at`),
    'Segments and lists': await rows(sql`
      select s.name as "Name", m.entered_at as "Since" from audience.segment_members as m
      join audience.segments as s on s.id = m.segment_id where m.contact_id = ${ids} order by m.entered_at`),
    'Changes to the record': await rows(sql`
      select name as "What", occurred_at as "When", actor_name as "By", changes as "Changes" from platform.events
      where subject_kind = 'contact' and changes <> '{}' and subject_id in (${every})
        and not (name in ('contact.merged', 'contact.unmerged') and exists (
          select from audience.merges as m where m.id = (payload ->> 'mergeId')::uuid and m.unmerged_at is not null))
      order by position`),
    'Records merged into this one': await rows(sql`
      select gone as "As it was", merged_at as "When", merged_by_name as "By"
      from audience.merges where kept_id in (${every}) and unmerged_at is null order by merged_at`),
  };
}
