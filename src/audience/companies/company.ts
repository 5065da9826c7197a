import { domainToASCII, domainToUnicode } from 'node:url';
import { PROPERTY_FIELD } from '../contact.ts';
import type { PropertyValue } from '../properties/property.ts';

/** What people write on a company, as pages and programs name it. */
type CompanyFields = {
  name: string;
  domain: string | null;
  phone: string | null;
  industry: string | null;
  employees: number | null;
  street: string | null;
  postalCode: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
};

/** Some of these fields, as they are about to be kept: the phone number both understood and as it was written. */
export type WrittenCompany = {
  [Field in keyof CompanyFields]?: CompanyFields[Field] | undefined;
} & {
  phoneOriginal?: string | null | undefined;
  ownerId?: string | null | undefined;
  parentId?: string | null | undefined;
  tags?: string[] | undefined;
  /** By key; null takes a value away, and what is not named stays. */
  properties?: Record<string, PropertyValue | null> | undefined;
};

/** The columns the fields are kept in, but for the properties. Fields that are not given are not written. */
export function toColumns(fields: WrittenCompany) {
  return {
    name: fields.name,
    domain: fields.domain,
    phone: fields.phone,
    phone_original: fields.phoneOriginal,
    industry: fields.industry,
    employees: fields.employees,
    street: fields.street,
    postal_code: fields.postalCode,
    city: fields.city,
    region: fields.region,
    country: fields.country,
    owner_id: fields.ownerId,
    parent_id: fields.parentId,
    tags: fields.tags,
  };
}

/** The fields as the history tells of them: each property is a field of its own there. */
export function asTold({ properties, ...fields }: WrittenCompany): Record<string, unknown> {
  const told = Object.entries(properties ?? {}).map(([key, value]) => [`${PROPERTY_FIELD}${key}`, value]);
  return { ...fields, ...Object.fromEntries(told) };
}

const LONGEST_DOMAIN = 253;
const DOMAIN = /^[\p{L}\p{N}]([\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u;

/**
 * "https://www.Hallow.example/shop", "info@hallow.example" → "hallow.example". Null when there is no domain in it, or
 * only an address of a machine.
 */
export function normaliseDomain(text: string): string | null {
  const [, host = ''] = /^(?:[a-z][a-z\d+.-]*:)?(?:\/\/)?(?:[^/?#]*@)?([^/?#:]*)/i.exec(text.trim()) ?? [];
  const domain = domainToUnicode(domainToASCII(host.replace(/\.$/, '').replace(/^www\d?\./i, '')));
  const labels = domain.split('.');
  const isOne = labels.length > 1 && labels.every((label) => label.length < 64 && DOMAIN.test(label));
  return isOne && domain.length <= LONGEST_DOMAIN && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : null;
}

/** The domain of an e-mail address by which a company may be known. */
export function companyDomainOf(email: string | null | undefined): string | null {
  const domain = email ? normaliseDomain(email.slice(email.lastIndexOf('@') + 1)) : null;
  return domain === null || isFreeMail(domain) ? null : domain;
}

/** Whether anybody can get a mailbox there: then it says nothing about where somebody works. */
export function isFreeMail(domain: string): boolean {
  return freeMail.has(domain) || FREE_MAIL_EVERYWHERE.test(domain);
}

const FREE_MAIL_EVERYWHERE =
  /^(yahoo|ymail|rocketmail|hotmail|live|outlook|msn|gmx|gmail|googlemail|aol|yandex|zoho|mail)(\.co|\.com)?\.[a-z]{2,4}$/;

const freeMail = new Set(
  `163.com 126.com 139.com alice.it arcor.de att.net bellsouth.net bigpond.com bluewin.ch bol.com.br btinternet.com
  btopenworld.com charter.net cock.li comcast.net cox.net daum.net duck.com earthlink.net fastmail.com fastmail.fm foxmail.com
  free.fr freenet.de hanmail.net hetnet.nl hey.com home.nl hushmail.com icloud.com inbox.lv inbox.ru interia.pl juno.com
  kpnmail.nl laposte.net libero.it list.ru mac.com mailbox.org mailinator.com me.com naver.com neuf.fr ntlworld.com o2.pl
  online.de onet.pl optonline.net orange.fr planet.nl pm.me poczta.onet.pl posteo.de privaterelay.appleid.com proton.me
  protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com
  sky.com skynet.be t-online.de talktalk.net telenet.be telus.net terra.com.br tiscali.it tuta.com tuta.io tutanota.com
  tutanota.de uol.com.br ukr.net verizon.net virgilio.it virgin.net virginmedia.com vodafone.de wanadoo.fr web.de wp.pl
  xs4all.nl ziggo.nl`.split(/\s+/),
);

/** Spaces as one; what a person sees as the same name is the same name. */
export function cleanName(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ');
}

/** As `audience.fold` in the database: "Sölden  GmbH" and "solden gmbh" are the same name. */
export function foldName(name: string): string {
  return cleanName(name)
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/** What somebody is to a company, in the words of the field. Others may be written in one's own. */
export const roles = [
  'decision_maker',
  'economic_buyer',
  'champion',
  'user',
  'influencer',
  'blocker',
  'technical_evaluator',
  'gatekeeper',
  'procurement',
] as const;

/** A company, its parent, that one's parent … up to the one that belongs to nobody. */
export const DEEPEST_FAMILY = 12;
