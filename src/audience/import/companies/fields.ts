import type { FieldNames } from '../guess.ts';
import type { TargetField } from '../target.ts';

const labels = {
  name: 'Name',
  domain: 'Domain or web site',
  externalId: 'Id in another system',
  phone: 'Phone',
  industry: 'Industry',
  employees: 'Employees',
  street: 'Street',
  postalCode: 'Postal code',
  city: 'City',
  region: 'Region',
  country: 'Country',
  parent: 'Belongs to (name)',
  owner: 'Owner (e-mail or name)',
  tags: 'Tags',
} as const;

export const companyFields: TargetField[] = Object.entries(labels).map(([field, label]) => {
  return { field, label, group: 'Company' };
});

export const companyNames: FieldNames = {
  name: 'name company companyname account accountname organisation organization business businessname firma'.split(
    ' ',
  ),
  domain: ['domain', 'website', 'companydomain', 'companydomainname', 'url', 'homepage', 'websiteurl'],
  externalId: ['recordid', 'companyid', 'accountid', 'externalid', 'crmid'],
  phone: ['phone', 'phonenumber', 'telephone', 'tel', 'telefon', 'mainphone'],
  industry: ['industry', 'sector', 'branch', 'branche', 'vertical'],
  employees: [
    'employees',
    'numberofemployees',
    'employeecount',
    'headcount',
    'size',
    'companysize',
    'mitarbeiter',
  ],
  street: ['street', 'streetaddress', 'address', 'addressline', 'billingstreet', 'strasse'],
  postalCode: ['postalcode', 'postcode', 'zip', 'zipcode', 'billingpostalcode', 'plz'],
  city: ['city', 'town', 'billingcity', 'ort', 'stadt'],
  region: ['region', 'state', 'stateregion', 'province', 'county', 'billingstate'],
  country: ['country', 'countrycode', 'countryregion', 'officelocation', 'billingcountry', 'land'],
  parent: ['parent', 'parentcompany', 'parentaccount', 'subsidiaryof', 'belongsto'],
  owner: ['owner', 'companyowner', 'accountowner', 'salesrep'],
  tags: ['tags', 'tag', 'labels'],
};
