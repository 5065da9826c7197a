import type { Source, Stage } from '../contact.ts';
import type { PropertyValues } from '../properties/property.ts';
import { references, rowsOf } from './rows.ts';

/** A contact's row as a merge keeps it. */
export type ContactRow = {
  id: string;
  given_name: string | null;
  family_name: string | null;
  email: string | null;
  phone: string | null;
  phone_original: string | null;
  job_title: string | null;
  company_id: string | null;
  company_name: string | null;
  street: string | null;
  postal_code: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  language: string | null;
  stage: Stage;
  source: Source;
  owner_id: string | null;
  tags: string[];
  properties: PropertyValues;
  created_at: string;
  updated_at: string;
  name: string;
};

export const { readRows, patchRow, restoreRow } = rowsOf<ContactRow>('audience.contacts', {
  company_id: references.company('company_id'),
  owner_id: references.user,
});
