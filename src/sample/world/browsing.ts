import type { Channel } from '../../audience/audience.ts';
import { chance, pick, poisson, whole, type Dice } from './dice.ts';
import type { Line } from './lines.ts';
import { codes, pages, pricing, referrers, siteOf } from './site.ts';
import { byMarketing, type Touch } from './touch.ts';

export const SITE = 'https://www.hallow-reed.example';

type Sitting = {
  at: number;
  line: Line;
  /** How they came in; null when nobody knows. */
  channel: Channel;
  campaign: string | null;
  /** How likely they look at prices. */
  prices: number;
  elsewhere?: boolean;
};

/** One visit of the web site: a few pages, minutes apart. Only the first says how they came, as our snippet does. */
export function browse(
  roll: Dice,
  { at, line, channel, campaign, prices, elsewhere = false }: Sitting,
): Touch[] {
  const site = siteOf(line);
  const count = Math.min(12, 1 + poisson(roll, 2.9));
  const touches: Touch[] = [];
  let now = at;
  for (let view = 0; view < count; view++) {
    const first = view === 0;
    const page = view > 0 && chance(roll, prices) ? pricing[site] : pick(roll, pages[site]);
    touches.push(
      viewOf(roll, {
        now,
        page,
        channel: first ? channel : null,
        campaign: first ? campaign : null,
        elsewhere,
      }),
    );
    now += whole(roll, 15_000, 190_000);
  }
  return touches;
}

/** The code on the link, postcard or poster, where there was one. */
export function codeFor(roll: Dice, channel: Channel, line: Line, at: number): string | null {
  const own = codes[channel]?.[siteOf(line)];
  if (!own || chance(roll, 0.25)) return null;
  const year = new Date(at).getUTCFullYear() % 100;
  const code = pick(roll, own);
  return code === code.toUpperCase() ? `${code}${year}` : `${code}-${year}`;
}

type View = {
  now: number;
  page: readonly [string, string];
  channel: Channel | null;
  campaign: string | null;
  elsewhere: boolean;
};

function viewOf(roll: Dice, { now, page, channel, campaign, elsewhere }: View): Touch {
  const [path, title] = page;
  const from = channel === null ? undefined : referrers[channel];
  const properties = {
    url: `${SITE}${path}${campaign === null ? '' : `?utm_campaign=${campaign}`}`,
    path,
    ...(from ? { referrer: pick(roll, from) } : {}),
  };
  return byMarketing(now, 'page_view', 'web', { name: title, channel, campaign, properties, elsewhere });
}
