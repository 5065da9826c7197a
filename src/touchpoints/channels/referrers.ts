import type { Channel } from '../../audience/audience.ts';

/**
 * Whose pages send people, by the name before the ending: "google" is google.de and www.google.co.uk. Few names carry
 * nearly all visits; a host that is not here is a referral, which is the honest answer.
 */
const names: Partial<Record<Channel, string>> = {
  search:
    'google bing yahoo duckduckgo ecosia baidu yandex qwant startpage naver seznam brave aol msn lycos sogou ' +
    'daum kagi mojeek swisscows metager dogpile excite t-online rambler onet virgilio libero search-results ' +
    'startsiden centrum terra sapo walhello searchlock perplexity ixquick webcrawler conduit ' +
    'babylon incredimail searchcanvas zoznam eniro tut voila orange toile nate haosou altavista alltheweb',
  social:
    'facebook fb instagram linkedin lnkd twitter pinterest reddit tiktok threads mastodon bsky snapchat tumblr ' +
    'quora vk vkontakte odnoklassniki xing weibo whatsapp telegram messenger discord flickr meetup ' +
    'stackoverflow ycombinator producthunt myspace viadeo livejournal deviantart disqus hi5 friendster skyrock ' +
    'badoo stumbleupon delicious douban qq renren renn taringa tuenti wer-kennt-wen buzznet classmates foursquare',
  video: 'youtube youtu vimeo dailymotion twitch bilibili wistia',
  email:
    'mail.google mail.yahoo mail.live outlook.live outlook.office mail.aol webmail mail.yandex zimbra roundcube protonmail',
};

/** Parts of a search company that are no search. */
const noSearch =
  /^((support|developers|maps|accounts|drive|docs|sites|groups|news|play|translate|meet|calendar|classroom|finance|eurosport|sports|astrology|travel|answers|screen|my|help|weather|messenger|games|movies|cars|lifestyle|omg|shopping|match)\.)/;
/** Names too short or too common to be believed under any ending. */
const exact: Record<string, Channel> = {
  'so.com': 'search',
  'info.com': 'search',
  'ask.com': 'search',
  'wp.pl': 'search',
  'digg.com': 'social',
  'ok.ru': 'social',
  'pin.it': 'social',
  't.co': 'social',
  'x.com': 'social',
  't.me': 'social',
  'lnkd.in': 'social',
  'youtu.be': 'video',
  'gmx.net': 'email',
  'gmx.de': 'email',
  'web.de': 'email',
  'mail.ru': 'email',
  'gm.android.google.com': 'email',
  'com.google.android.gm': 'email',
};
const byName = new Map<string, Channel>(
  Object.entries(names).flatMap(([channel, list]) =>
    list.split(' ').map((name): [string, Channel] => [name, channel as Channel]),
  ),
);

/** Search, social, video or webmail; null for everybody else. */
export function channelOfHost(host: string): Channel | null {
  const plain = host.toLowerCase().replace(/^(www\d?|m|l|lm|out|amp|mobile|old|new|touch)\./, '');
  if (exact[plain]) return exact[plain];
  const labels = plain.split('.');
  const ending = labels.length > 2 && /^(co|com|org|net)$/.test(labels.at(-2) ?? '') ? 2 : 1;
  const name = labels.at(-1 - ending) ?? '';
  const below = labels.at(-2 - ending);
  const two = below ? byName.get(`${below}.${name}`) : undefined;
  if (two) return two;
  if (below && /^(e?mail|webmail|outlook|mail\d+)$/.test(below)) return 'email';
  const found = byName.get(name) ?? null;
  return found === 'search' && noSearch.test(plain) ? null : found;
}
