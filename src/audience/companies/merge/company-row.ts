import { references, rowsOf } from '../../merge/rows.ts';
import type { PropertyValues } from '../../properties/property.ts';

/** A company's row as a merge keeps it. */
export type CompanyRow = {
  id: string;
  name: string;
  name_key: string;
  domain: string | null;
  phone: string | null;
  phone_original: string | null;
  industry: string | null;
  employees: number | null;
  street: string | null;
  postal_code: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  parent_id: string | null;
  owner_id: string | null;
  tags: string[];
  properties: PropertyValues;
  created_at: string;
  updated_at: string;
};

export const { readRows, patchRow, restoreRow } = rowsOf<CompanyRow>('audience.companies', {
  parent_id: references.company('parent_id'),
  owner_id: references.user,
});
