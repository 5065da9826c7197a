import type { Channel } from '../../audience/audience.ts';
import { channelOfHost } from './referrers.ts';

/** What a page's address and the one before it say about how somebody came. */
export type Arrived = {
  url?: string | undefined;
  referrer?: string | undefined;
  /** Segment's `context.campaign`, where a library has read the address already. */
  utm?: { source?: string | undefined; medium?: string | undefined; campaign?: string | undefined };
};

export type Way = {
  /** Null within a visit: whoever goes on from our own page did not come in again. */
  channel: Channel | null;
  campaign: string | null;
  medium: string | null;
  origin: string | null;
};

/** The link's own words first, then the marks ad platforms leave, then the page before. */
export function wayOf({ url, referrer, utm = {} }: Arrived): Way {
  const page = url ? URL.parse(url) : null;
  const asked = (name: string) => page?.searchParams.get(name)?.trim().slice(0, LONGEST) || null;
  const medium = utm.medium ?? asked('utm_medium') ?? asked('mtm_medium');
  const origin = utm.source ?? asked('utm_source') ?? asked('mtm_source') ?? asked('ref');
  const campaign = utm.campaign ?? asked('utm_campaign') ?? asked('mtm_campaign');
  const channel =
    channelOfWords(medium, origin) ??
    channelOfClickId(page) ??
    channelOfReferrer(referrer, page, Boolean(campaign));
  return { channel, campaign, medium, origin };
}

const LONGEST = 200;

/** utm_medium as people write it, online and on posters; the first that fits. */
const media: [RegExp, Channel][] = [
  [/^(e-?mail|newsletter|mail|edm)$/, 'email'],
  [/influencer|creator/, 'influencer'],
  [/^(affiliates?|partners?|co-?marketing|reseller)$/, 'partner'],
  [/^(organic|seo|organic[-_ ]search)$/, 'search'],
  [/^(organic[-_ ])?(social([-_ ]?(network|media))?|sm|organic[-_ ]social)$/, 'social'],
  [/^(direct[-_ ]?mail|mailing|postal|post|letter|flyer|postcard|catalogu?e|insert)$/, 'direct_mail'],
  [/^(out[-_ ]?of[-_ ]?home|ooh|dooh|billboards?|posters?|transit)$/, 'billboard'],
  [/^(print|magazine|newspaper|brochure)$/, 'print'],
  [/^(radio|audio|podcast)$/, 'radio'],
  [/^(tv|ctv|television|linear)$/, 'tv'],
  [/^(pr|press|media[-_ ]relations)$/, 'press'],
  [/^(trade[-_ ]?(fair|show)|fair|messe|expo|booth)$/, 'trade_fair'],
  [/^(events?|webinar|conference|meetup)$/, 'event'],
  [/^(store|in[-_ ]?store|pos|shop|retail|packaging)$/, 'store'],
  [/^(phone|call|telesales|sms|whatsapp)$/, 'phone'],
  [
    /cp[acmv]|ppc|^(paid|ads?|display|banner|native|sem|retargeting|remarketing|programmatic|interstitial)\b|^paid/,
    'ad',
  ],
  [/^(videos?|youtube)$/, 'video'],
  [/^(blog|content|article)$/, 'blog'],
  [/^(referral|refer|word[-_ ]?of[-_ ]?mouth|wom|recommendation)$/, 'referral'],
];

function channelOfWords(medium: string | null, origin: string | null): Channel | null {
  const word = medium?.toLowerCase() ?? '';
  const found = media.find(([pattern]) => pattern.test(word))?.[1];
  if (found) return found;
  if (!origin) return null;
  const from = origin.toLowerCase();
  // "google", "newsletter", "facebook.com" without a medium still say enough.
  return (
    media.find(([pattern]) => pattern.test(from))?.[1] ??
    channelOfHost(from.includes('.') ? from : `${from}.com`) ??
    'other'
  );
}

/** Appended by the platforms to paid clicks only; fbclid stands on every link out of Facebook. */
const clickIds: [string, Channel][] = [
  ...[
    'gclid',
    'gbraid',
    'wbraid',
    'gclsrc',
    'dclid',
    'msclkid',
    'ttclid',
    'li_fat_id',
    'twclid',
    'epik',
    'rdt_cid',
  ].map((name): [string, Channel] => [name, 'ad']),
  ['fbclid', 'social'],
  ['igshid', 'social'],
  ['mc_eid', 'email'],
  ['_hsenc', 'email'],
];

function channelOfClickId(page: URL | null): Channel | null {
  return clickIds.find(([name]) => page?.searchParams.has(name))?.[1] ?? null;
}

function channelOfReferrer(
  referrer: string | undefined,
  page: URL | null,
  hasCampaign: boolean,
): Channel | null {
  const before = referrer ? URL.parse(referrer) : null;
  // An app that opens links in a browser says its own name: android-app://com.google.android.gm/
  const host =
    before?.protocol === 'android-app:' ? before.host.split('.').toReversed().join('.') : before?.hostname;
  if (!host) return hasCampaign ? 'other' : 'direct';
  if (page && siteOf(host) === siteOf(page.hostname)) return null;
  return channelOfHost(host) ?? 'referral';
}

/** Good enough to know our own other host (shop.example.com, www.example.com) again. */
function siteOf(host: string): string {
  const labels = host.toLowerCase().split('.');
  const twoLevel = labels.length > 2 && /^(co|com|org|net|ac|gov)$/.test(labels.at(-2) ?? '');
  return labels.slice(twoLevel ? -3 : -2).join('.');
}
