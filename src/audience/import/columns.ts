import { invalidField } from '../../platform/errors.ts';
import type { ContactFields } from '../contact.ts';

/** What a column of a file can be: a field of the contact, or the whole name in one. */
export const importFields = [
  'givenName',
  'familyName',
  'name',
  'email',
  'phone',
  'jobTitle',
  'companyName',
  'city',
  'country',
  'language',
  'stage',
  'source',
] as const satisfies (keyof ContactFields | 'name')[];

export type ImportField = (typeof importFields)[number];

/** The name of a column in the file → what it is. Columns that are not named are left out. */
export type ColumnMap = Record<string, ImportField>;

/** How files call the fields, in small letters and without anything but letters: spreadsheets, and the exports of others. */
const names: Record<ImportField, string[]> = {
  givenName: ['givenname', 'firstname', 'forename', 'fname', 'first'],
  familyName: ['familyname', 'lastname', 'surname', 'lname', 'last', 'secondname'],
  name: ['name', 'fullname', 'contactname', 'contact', 'displayname', 'customername', 'person', 'leadname'],
  email: [
    'email',
    'emailaddress',
    'mail',
    'emailwork',
    'emailhome',
    'emailother',
    'primaryemail',
    'workemail',
    'useremail',
  ],
  phone: [
    'phone',
    'phonenumber',
    'telephone',
    'tel',
    'mobile',
    'mobilephone',
    'mobilephonenumber',
    'cell',
    'phonework',
    'phonehome',
    'phoneother',
    'workphone',
    'homephone',
    'defaultaddressphone',
    'businessphone',
  ],
  jobTitle: ['jobtitle', 'title', 'position', 'jobrole', 'role'],
  companyName: [
    'companyname',
    'company',
    'organisation',
    'organization',
    'account',
    'accountname',
    'employer',
    'defaultaddresscompany',
    'associatedcompany',
    'business',
    'businessname',
  ],
  city: ['city', 'town', 'defaultaddresscity', 'mailingcity', 'billingcity', 'shippingcity'],
  country: [
    'country',
    'countrycode',
    'countryregion',
    'cc',
    'defaultaddresscountrycode',
    'mailingcountry',
    'billingcountry',
  ],
  language: ['language', 'preferredlanguage', 'locale', 'lang'],
  stage: ['stage', 'lifecyclestage', 'lifecycle', 'contactstage'],
  source: ['source', 'leadsource', 'originalsource', 'leadorigin', 'firstheard'],
};

const fieldOf = new Map(importFields.flatMap((field) => names[field].map((name) => [name, field])));

/** The map that was given, else the guessed one. Throws `Invalid` when it does not fit these columns. */
export function mapOf(columns: string[], given: ColumnMap | undefined): ColumnMap {
  const map = given ?? guessColumns(columns);
  const missing = Object.keys(map).find((column) => !columns.includes(column));
  if (missing !== undefined) throw invalidField('map', `The file has no column "${missing}".`);
  const unknown = Object.values(map).find((field) => !importFields.includes(field));
  if (unknown !== undefined) throw invalidField('map', `A contact has no field "${unknown}".`);
  if (Object.keys(map).length > 0) return map;
  throw invalidField(
    'map',
    `None of the columns is known (${columns.join(', ')}). Say which column is which field.`,
  );
}

/** What the columns most likely are. Several may be the same field: then the first that has a value counts. */
export function guessColumns(columns: string[]): ColumnMap {
  const map: ColumnMap = {};
  for (const column of columns) {
    const field = fieldOf.get(column.toLowerCase().replaceAll(/[^\p{L}]/gu, ''));
    if (field) map[column] = field;
  }
  return map;
}
