import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wayOf } from './channel.ts';
import { channelOfHost } from './referrers.ts';
import { sharedData } from '../../platform/testing/shared.ts';

const page = 'https://shop.hallow-reed.example/pricing';
const from = (referrer?: string, query = '') => wayOf({ url: page + query, referrer }).channel;

describe('how somebody came', () => {
  test.for([
    ['?utm_source=google&utm_medium=cpc', 'ad'],
    ['?utm_medium=paid_social&utm_source=facebook', 'ad'],
    ['?utm_medium=display', 'ad'],
    ['?utm_medium=email&utm_source=klaviyo', 'email'],
    ['?utm_medium=Newsletter', 'email'],
    ['?utm_medium=social&utm_source=instagram', 'social'],
    ['?utm_medium=organic&utm_source=bing', 'search'],
    ['?utm_medium=radio&utm_source=antenne&utm_campaign=spring', 'radio'],
    ['?utm_medium=tv', 'tv'],
    ['?utm_medium=ooh', 'billboard'],
    ['?utm_medium=direct-mail', 'direct_mail'],
    ['?utm_medium=print', 'print'],
    ['?utm_medium=trade-fair', 'trade_fair'],
    ['?utm_medium=influencer&utm_source=hairbyleo', 'influencer'],
    ['?utm_medium=affiliate', 'partner'],
    ['?utm_medium=pr', 'press'],
    ['?utm_medium=referral', 'referral'],
    ['?utm_source=newsletter', 'email'],
    ['?utm_source=linkedin', 'social'],
    ['?utm_source=qr-on-the-van', 'other'],
    ['?gclid=abc', 'ad'],
    ['?msclkid=abc', 'ad'],
    ['?fbclid=abc', 'social'],
    ['?utm_campaign=spring', 'other'],
    ['', 'direct'],
  ] as const)('by the link %s: %s', ([query, channel]) => {
    expect(from(undefined, query)).toBe(channel);
  });

  test.for([
    ['https://www.google.com/', 'search'],
    ['https://www.google.co.uk/search?q=hair', 'search'],
    ['https://duckduckgo.com/', 'search'],
    ['https://l.facebook.com/l.php', 'social'],
    ['https://t.co/abc', 'social'],
    ['https://www.linkedin.com/feed/', 'social'],
    ['https://www.youtube.com/watch?v=1', 'video'],
    ['https://mail.google.com/mail/u/0/', 'email'],
    ['android-app://com.google.android.gm/', 'email'],
    ['https://support.google.com/', 'referral'],
    ['https://salonblog.example/best-of', 'referral'],
    ['https://www.hallow-reed.example/', null],
    ['not an address', 'direct'],
  ] as const)('by the page before, %s: %s', ([referrer, channel]) => {
    expect(from(referrer)).toBe(channel);
  });

  test('the link’s own words are stronger than the page before', () => {
    expect(
      wayOf({ url: `${page}?utm_medium=email&utm_campaign=may`, referrer: 'https://www.google.com' }),
    ).toEqual({
      channel: 'email',
      campaign: 'may',
      medium: 'email',
      origin: null,
    });
  });
});

/** The Snowplow referer-parser list: medium → hosts. */
const list = `${sharedData}/13_email_ua/ua/referers.yml`;

test.skipIf(!existsSync(list))(
  'hosts of a published list of referrers: rarely wrong, and most of the large ones (needs the list on this machine)',
  () => {
    const right = { search: 0, social: 0, email: 0 };
    const all = { search: 0, social: 0, email: 0 };
    const wrong: string[] = [];
    let medium = '';
    for (const line of readFileSync(list, 'utf8').split('\n')) {
      medium = /^(\w+):/.exec(line)?.[1] ?? medium;
      const host = /^\s+- ([\w-]+(\.[\w-]+)+)$/.exec(line)?.[1];
      if (!host) continue;
      const found = channelOfHost(host);
      if (medium === 'unknown' && found === 'search') wrong.push(host);
      if (medium !== 'search' && medium !== 'social' && medium !== 'email') continue;
      all[medium] += 1;
      if (found === medium) right[medium] += 1;
      else if (found && found !== 'video') wrong.push(`${host} is ${medium}, not ${found}`);
    }
    const share = (name: keyof typeof all) => right[name] / all[name];
    expect(wrong.length, wrong.join('; ')).toBeLessThan(5);
    expect(share('search')).toBeGreaterThan(0.6);
    // Half of that list are networks that no longer exist.
    expect(share('social')).toBeGreaterThan(0.4);
    expect(share('email')).toBeGreaterThan(0.4);
  },
);
