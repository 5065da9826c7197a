import { getCountries } from 'libphonenumber-js';
import { isCountry, sources, stages, type Source, type Stage } from '../../contact.ts';

/** What other systems, and people, call our stages and sources. Compared in small letters, letters only. */
const stageNames = new Map<string, Stage>(
  Object.entries({
    subscriber: 'lead',
    prospect: 'lead',
    new: 'lead',
    marketingqualifiedlead: 'mql',
    marketingqualified: 'mql',
    salesqualifiedlead: 'sql',
    salesqualified: 'sql',
    deal: 'opportunity',
    client: 'customer',
    evangelist: 'advocate',
    promoter: 'advocate',
  }),
);

const sourceNames = new Map<string, Source>(
  Object.entries({
    organicsearch: 'search',
    google: 'search',
    seo: 'search',
    paidsearch: 'ad',
    paidsocial: 'ad',
    advertisement: 'ad',
    adwords: 'ad',
    display: 'ad',
    displayads: 'ad',
    otherpublicities: 'ad',
    digitaladvertisement: 'ad',
    organicsocial: 'social',
    socialmedia: 'social',
    facebook: 'social',
    instagram: 'social',
    linkedin: 'social',
    emailmarketing: 'email',
    newsletter: 'email',
    youtube: 'video',
    webinar: 'event',
    fair: 'trade_fair',
    messe: 'trade_fair',
    tradeshow: 'trade_fair',
    exhibition: 'trade_fair',
    call: 'phone',
    telefon: 'phone',
    telephone: 'phone',
    coldcall: 'phone',
    shop: 'store',
    mailing: 'direct_mail',
    newspaper: 'print',
    magazine: 'print',
    television: 'tv',
    referrals: 'referral',
    referralsites: 'referral',
    wordofmouth: 'referral',
    recommendation: 'referral',
    empfehlung: 'referral',
    recommendations: 'referral',
    throughrecommendations: 'referral',
    reference: 'referral',
    directtraffic: 'direct',
    website: 'direct',
    olarkchat: 'direct',
    livechat: 'direct',
    offlinesources: 'other',
    offline: 'other',
  }),
);

export function readStage(text: string): Stage | null {
  const key = lettersOf(text);
  return stages.find((stage) => stage === key) ?? stageNames.get(key) ?? null;
}

export function readSource(text: string): Source | null {
  const key = lettersOf(text);
  return sources.find((source) => lettersOf(source) === key) ?? sourceNames.get(key) ?? null;
}

/** A country by its code or by its name in a language people here write. */
export function readCountry(text: string): string | null {
  const code = text.trim().toUpperCase();
  if (isCountry(code)) return code;
  countryNames ??= nameCountries();
  return countryNames.get(lettersOf(text)) ?? null;
}

const NAMED_IN = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'];
let countryNames: Map<string, string> | undefined;

function nameCountries(): Map<string, string> {
  const found = new Map([
    ['uk', 'GB'],
    ['england', 'GB'],
    ['scotland', 'GB'],
    ['wales', 'GB'],
    ['greatbritain', 'GB'],
    ['usa', 'US'],
    ['unitedstatesofamerica', 'US'],
    ['holland', 'NL'],
    ['czechrepublic', 'CZ'],
    ['turkey', 'TR'],
  ]);
  for (const language of NAMED_IN) {
    const name = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of getCountries()) found.set(lettersOf(name.of(code) ?? code), code);
  }
  return found;
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}]/gu, '');
}
