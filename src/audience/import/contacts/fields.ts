import type { FieldNames } from '../guess.ts';
import type { TargetField } from '../target.ts';

/** What a column can be on a contact, in the order the pages offer it. */
const labels = {
  givenName: 'Given name',
  familyName: 'Family name',
  name: 'Full name',
  email: 'E-mail',
  phone: 'Phone',
  externalId: 'Id in another system',
  jobTitle: 'Job title',
  companyName: 'Company',
  companyDomain: 'Company domain',
  street: 'Street',
  postalCode: 'Postal code',
  city: 'City',
  region: 'Region',
  country: 'Country',
  language: 'Language',
  stage: 'Stage',
  source: 'Source',
  tags: 'Tags',
  owner: 'Owner (e-mail or name)',
  createdAt: 'First seen on',
} as const;

export type ContactField = keyof typeof labels;

export const contactFields: TargetField[] = Object.entries(labels).map(([field, label]) => {
  return { field, label, group: 'Contact' };
});

/** How spreadsheets, and the exports of others, call them. */
export const contactNames: FieldNames = {
  givenName: ['givenname', 'firstname', 'forename', 'fname', 'first', 'vorname', 'prenom'],
  familyName: ['familyname', 'lastname', 'surname', 'lname', 'last', 'secondname', 'nachname'],
  name: ['name', 'fullname', 'contactname', 'contact', 'displayname', 'customername', 'person', 'leadname'],
  email:
    'email emailaddress mail emailwork emailhome emailother primaryemail workemail useremail emailadresse'.split(
      ' ',
    ),
  phone:
    'phone phonenumber telephone tel mobile mobilephone mobilephonenumber cell phonework phonehome phoneother workphone homephone defaultaddressphone businessphone telefon'.split(
      ' ',
    ),
  externalId: [
    'recordid',
    'customerid',
    'contactid',
    'userid',
    'externalid',
    'crmid',
    'leid',
    'prospectid',
    'mqlid',
  ],
  jobTitle: ['jobtitle', 'title', 'position', 'jobrole', 'role'],
  companyName:
    'companyname company organisation organization account accountname employer defaultaddresscompany associatedcompany business businessname firma'.split(
      ' ',
    ),
  companyDomain: ['companydomain', 'companywebsite', 'website', 'domain', 'companydomainname'],
  street: ['street', 'streetaddress', 'address', 'addressline', 'defaultaddressaddress', 'strasse'],
  postalCode: ['postalcode', 'postcode', 'zip', 'zipcode', 'defaultaddresszip', 'plz'],
  city: ['city', 'town', 'defaultaddresscity', 'mailingcity', 'billingcity', 'shippingcity', 'ort', 'stadt'],
  region: ['region', 'state', 'stateregion', 'province', 'county', 'defaultaddressprovincecode'],
  country:
    'country countrycode countryregion cc defaultaddresscountrycode mailingcountry billingcountry land'.split(
      ' ',
    ),
  language: ['language', 'preferredlanguage', 'locale', 'lang', 'sprache'],
  stage: ['stage', 'lifecyclestage', 'lifecycle', 'contactstage'],
  source: [
    'source',
    'leadsource',
    'originalsource',
    'leadorigin',
    'firstheard',
    'origin',
    'quelle',
    'herkunft',
  ],
  tags: ['tags', 'tag', 'labels', 'keywords'],
  owner: ['owner', 'contactowner', 'accountowner', 'leadowner', 'salesrep', 'assignedto'],
  createdAt:
    'created createdat createdate createddate firstseen firstcontactdate optintime signupdate signedupat'.split(
      ' ',
    ),
};
