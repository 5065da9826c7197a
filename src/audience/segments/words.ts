import type { Source, Stage } from '../contact.ts';

/** Stages as a crowd and as a thing one becomes. */
export const stageNouns: Record<Stage, { many: string; one: string }> = {
  visitor: { many: 'visitors', one: 'a visitor' },
  lead: { many: 'leads', one: 'a lead' },
  mql: { many: 'MQLs', one: 'an MQL' },
  sql: { many: 'SQLs', one: 'an SQL' },
  opportunity: { many: 'opportunities', one: 'an opportunity' },
  customer: { many: 'customers', one: 'a customer' },
  advocate: { many: 'advocates', one: 'an advocate' },
};

export const stageLabels: Record<Stage, string> = {
  visitor: 'Visitor',
  lead: 'Lead',
  mql: 'MQL',
  sql: 'SQL',
  opportunity: 'Opportunity',
  customer: 'Customer',
  advocate: 'Advocate',
};

/** "first heard of us through …", "came through …" */
export const channelWords: Record<Source, string> = {
  search: 'a search engine',
  ad: 'an online ad',
  social: 'social media',
  email: 'e-mail',
  blog: 'the blog',
  video: 'a video',
  event: 'an event',
  trade_fair: 'a trade fair',
  phone: 'the phone',
  visit: 'a visit',
  store: 'the store',
  direct_mail: 'direct mail',
  print: 'a newspaper or magazine',
  radio: 'radio',
  tv: 'television',
  billboard: 'a billboard',
  press: 'the press',
  influencer: 'an influencer',
  referral: 'a recommendation',
  partner: 'a partner',
  direct: 'no detour (directly)',
  other: 'another way',
  unknown: 'an unknown way',
};

export const channelLabels: Record<Source, string> = {
  search: 'Search engine',
  ad: 'Online ad',
  social: 'Social media',
  email: 'E-mail',
  blog: 'Blog',
  video: 'Video',
  event: 'Event',
  trade_fair: 'Trade fair',
  phone: 'Phone call',
  visit: 'Visit',
  store: 'Store',
  direct_mail: 'Direct mail',
  print: 'Newspaper or magazine',
  radio: 'Radio',
  tv: 'Television',
  billboard: 'Billboard',
  press: 'Press',
  influencer: 'Influencer',
  referral: 'Recommendation',
  partner: 'Partner',
  direct: 'Came directly',
  other: 'Other',
  unknown: 'Not known',
};

const regions = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' });

export function countryWord(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
}

export function languageWord(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** "a, b or c" */
export function listed(words: readonly string[], joiner: 'and' | 'or' | 'nor'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joiner} ${words.at(-1)}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
