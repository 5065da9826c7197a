import { decideBy, fieldsOf, type Changed, type Choices, type MergeRules } from '../../merge/deciding.ts';
import type { CompanyRow } from './company-row.ts';

const columnsOf = {
  name: ['name'],
  domain: ['domain'],
  phone: ['phone', 'phone_original'],
  industry: ['industry'],
  employees: ['employees'],
  street: ['street'],
  postalCode: ['postal_code'],
  city: ['city'],
  region: ['region'],
  country: ['country'],
  parent: ['parent_id'],
  owner: ['owner_id'],
} as const;

export type MergedCompanyField = keyof typeof columnsOf;

export const mergedFields = fieldsOf({ columnsOf });

/** Which of two companies the other belongs to, directly or by way of others; null when neither does. */
export type Above = string | null;

/** How two companies become one. Of a parent and what belongs to it the parent's place in the family stands. */
export function companyRules(above: Above): MergeRules<CompanyRow, MergedCompanyField> {
  return {
    columnsOf,
    wholes: [['street', 'postalCode', 'city', 'region', 'country']],
    propose: (field, kept, gone) => {
      if (field !== 'parent' || above === null) return null;
      if (above === kept.id) return 'kept';
      return above === gone.id ? 'gone' : null;
    },
  };
}

export function decide(
  above: Above,
  kept: CompanyRow,
  gone: CompanyRow,
  choices: Choices,
): { patch: Partial<CompanyRow>; changed: Changed } {
  const { patch, changed } = decideBy(companyRules(above), kept, gone, choices);
  const parent = patch.parent_id === undefined ? kept.parent_id : patch.parent_id;
  // One cannot belong to what one is: then to nobody.
  if (parent === kept.id || parent === gone.id) {
    patch.parent_id = null;
    if (kept.parent_id === null) delete changed.columns['parent_id'];
    else changed.columns['parent_id'] = { from: kept.parent_id, to: null };
  }
  return { patch, changed };
}
