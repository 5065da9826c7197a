import { stages } from '../contact.ts';
import type { ContactRow } from './contact-row.ts';
import { fieldsOf, isKnownBy, type MergeRules, type Side } from './deciding.ts';

const columnsOf = {
  givenName: ['given_name'],
  familyName: ['family_name'],
  email: ['email'],
  phone: ['phone', 'phone_original'],
  jobTitle: ['job_title'],
  company: ['company_id', 'company_name'],
  street: ['street'],
  postalCode: ['postal_code'],
  city: ['city'],
  region: ['region'],
  country: ['country'],
  language: ['language'],
  stage: ['stage'],
  source: ['source'],
  owner: ['owner_id'],
} as const;

export type MergedField = keyof typeof columnsOf;

/** How two contacts become one: the further stage stands, and the earlier source. */
export const contactRules: MergeRules<ContactRow, MergedField> = {
  columnsOf,
  wholes: [
    ['givenName', 'familyName'],
    ['street', 'postalCode', 'city', 'region', 'country'],
  ],
  propose: (field, kept, gone) => {
    if (field === 'stage') return stages.indexOf(gone.stage) > stages.indexOf(kept.stage) ? 'gone' : 'kept';
    return field === 'source' ? proposeSource(kept, gone) : null;
  },
  isKnown: (field, row) => (field === 'source' ? row.source !== 'unknown' : null),
};

export const mergedFields = fieldsOf({ columnsOf });

/** The one who came first knows best where from. */
function proposeSource(kept: ContactRow, gone: ContactRow): Side {
  if (!isKnownBy(contactRules, 'source', gone)) return 'kept';
  if (!isKnownBy(contactRules, 'source', kept)) return 'gone';
  return new Date(gone.created_at) < new Date(kept.created_at) ? 'gone' : 'kept';
}
