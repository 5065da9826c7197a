import { sql } from 'kysely';

/**
 * Of `audience.contacts as c`: a browser, nothing that would say whose, and nobody here has done anything with it.
 * `stage_order` beside the stage, because an index has them in the order of their ids.
 */
export const isUnrecognised = sql<boolean>`c.stage_order = 1 and c.stage = 'visitor' and c.deleted_at is null
  and num_nonnulls(c.given_name, c.family_name, c.email, c.phone, c.phone_original, c.owner_id, c.company_id) = 0
  and c.tags = '{}' and c.properties = '{}'
  and not exists (select from audience.identities as i where i.contact_id = c.id and i.kind <> 'anonymous')
  and not exists (select from audience.segment_picks as p where p.contact_id = c.id)`;
