import type { Channel } from '../../audience/audience.ts';
import type { Line } from './lines.ts';

type Page = readonly [path: string, title: string];

/** The web site: what shoppers read, and what the trade does. */
export const pages: Record<'d2c' | 'trade', readonly Page[]> = {
  d2c: [
    ['/', 'Hallow & Reed, hair care that sets on its own'],
    ['/shop/air-dry-mousse', 'Air Dry Mousse'],
    ['/shop/dry-shampoo', 'Dry Shampoo'],
    ['/shop/hair-oil', 'Hair Oil'],
    ['/shop/restorative-mask', 'Restorative Mask'],
    ['/shop/leave-in-conditioner', 'Leave-In Conditioner'],
    ['/shop/scalp-serum', 'Scalp Serum'],
    ['/reviews', 'What people say'],
    ['/quiz', 'Find your routine in five questions'],
    ['/journal/air-dry-curls', 'Curls that dry by themselves'],
    ['/journal/winter-scalp', 'What winter does to your scalp'],
    ['/delivery', 'Delivery and returns'],
    ['/stores', 'Find a store near you'],
  ],
  trade: [
    ['/trade', 'For salons'],
    ['/trade/backbar', 'The backbar, and what it saves'],
    ['/trade/guide', 'Find your backbar set'],
    ['/trade/case-studies/farrow', 'Case study: Farrow & Co'],
    ['/trade/case-studies/castellan', 'Case study: Castellan Hair Studios'],
    ['/trade/education', 'Education classes'],
    ['/trade/delivery', 'Weekly delivery for salons'],
    ['/trade/retail-margin', 'Retail margin, worked out'],
    ['/journal/air-dry-finishing', 'Air-dry finishing in a busy salon'],
    ['/journal/chair-minutes', 'Eleven minutes a head'],
    ['/about', 'Who we are'],
    ['/contact', 'Talk to us'],
  ],
};

export const pricing: Record<'d2c' | 'trade', Page> = {
  d2c: ['/pricing', 'Sets and prices'],
  trade: ['/trade/pricing', 'Trade prices'],
};

/** Of those that tell about prices; `pricing_views` counts them. */
export const pricingPaths: readonly string[] = [pricing.d2c[0], pricing.trade[0]];

export function siteOf(line: Line): 'd2c' | 'trade' {
  return line === 'd2c' ? 'd2c' : 'trade';
}

/** The page before, when somebody arrives. */
export const referrers: Partial<Record<Channel, readonly string[]>> = {
  search: [
    'https://www.google.com/',
    'https://www.google.com/',
    'https://www.bing.com/',
    'https://duckduckgo.com/',
  ],
  social: ['https://www.instagram.com/', 'https://www.tiktok.com/', 'https://www.facebook.com/'],
  video: ['https://www.youtube.com/'],
  influencer: ['https://www.tiktok.com/', 'https://www.instagram.com/'],
  blog: ['https://curlnotes.example/', 'https://thesalondesk.example/'],
  press: ['https://www.northern-post.example/', 'https://beauty-week.example/'],
  partner: ['https://salonsupply.example/'],
  referral: ['https://www.instagram.com/'],
};

/** Codes as they stand on links, postcards and posters; the year is added to those that come back. */
export const codes: Partial<Record<Channel, { [Place in 'd2c' | 'trade']: readonly string[] }>> = {
  ad: {
    d2c: ['air-dry-mousse', 'dry-shampoo-summer', 'brand-search'],
    trade: ['backbar', 'trade-search', 'salon-kit'],
  },
  social: { d2c: ['reels-airdry', 'reels-routine'], trade: ['salon-stories'] },
  influencer: { d2c: ['IMANI15', 'CURLSBYKAT', 'LOCKSMITH10'], trade: ['IMANIPRO'] },
  direct_mail: { d2c: ['SACHET'], trade: ['TRADEBOX'] },
  print: { d2c: ['GLOSS'], trade: ['THEBARBER'] },
  radio: { d2c: ['MOORLAND'], trade: ['MOORLAND'] },
  tv: { d2c: ['TV-AIRDRY'], trade: ['TV-AIRDRY'] },
  billboard: { d2c: ['TRAM'], trade: ['TRAM'] },
  partner: { d2c: ['SUPPLY'], trade: ['SUPPLY'] },
  email: { d2c: ['friends-of-hair'], trade: ['backbar-notes'] },
};

export const products = [
  'Air Dry Mousse',
  'Hair Oil',
  'Restorative Mask',
  'Leave-In Conditioner',
  'Scalp Serum',
  'Dry Shampoo',
] as const;

/** Subjects of the newsletters, in turn. */
export const subjects: Record<'d2c' | 'trade', readonly string[]> = {
  d2c: [
    'Wash day, shorter',
    'The mousse is back',
    'Five minutes, no dryer',
    'What your scalp wants now',
    'Sets for two',
    'Early access, for you first',
    'Holiday hair, carry-on size',
    'Your routine, one step less',
  ],
  trade: [
    'Eleven minutes a head',
    'Backbar notes: what moved this month',
    'Getting started with your backbar',
    'Retail margin under 40%? Not here',
    'Classes near you',
    'How it works after you order',
    'Farrow & Co, six months on',
    'Till sachets that sell themselves',
  ],
};
