import type { Channel } from '../../audience/audience.ts';
import { browse, codeFor } from './browsing.ts';
import { DAY, type Span } from './calendar.ts';
import type { MadeContact } from './contact.ts';
import { exponential, poisson, weighted, type Dice } from './dice.ts';
import { browserId, idAt } from './ids.ts';
import { ID_SPACE } from './story.ts';

/** Somebody on the web site who has not said their name. */
export function makeVisitor(roll: Dice, arrivedAt: number, span: Span): MadeContact {
  const channel = weighted<Channel>(roll, [
    ['search', 34],
    ['social', 22],
    ['ad', 20],
    ['direct', 14],
    ['influencer', 5],
    ['referral', 3],
    ['press', 2],
  ]);
  const sittings = 1 + poisson(roll, 0.6);
  const touches = Array.from({ length: sittings }, (_, nth) => {
    const at = nth === 0 ? arrivedAt : arrivedAt + exponential(roll, 9) * DAY;
    const way: Channel = nth === 0 ? channel : 'direct';
    return browse(roll, {
      at,
      line: 'd2c',
      channel: way,
      campaign: codeFor(roll, way, 'd2c', at),
      prices: 0.12,
    });
  })
    .flat()
    .filter(({ at }) => at < span.end)
    .toSorted((a, b) => a.at - b.at);
  const createdAt = touches[0]?.at ?? arrivedAt;
  return {
    ...nobody,
    id: idAt(roll, createdAt),
    createdAt,
    updatedAt: createdAt,
    currency: 'GBP',
    companyId: null,
    roles: [],
    stage: 'visitor',
    source: channel,
    owner: null,
    tags: [],
    properties: {},
    identities: [{ kind: 'anonymous', value: `${ID_SPACE}:${browserId(roll)}`, at: createdAt }],
    moves: [{ to: 'visitor', at: createdAt, by: null }],
    touches,
    otherVisitor: null,
    consents: [],
    handoff: null,
    truth: { ...unknown, line: 'visitor' },
  };
}

export const unknown = {
  probability: null,
  decidesAt: null,
  became: null,
  churnedAt: null,
  duplicateOf: null,
} as const;

const nobody = {
  givenName: null,
  familyName: null,
  email: null,
  phone: null,
  phoneWritten: null,
  jobTitle: null,
  companyName: null,
  street: null,
  postalCode: null,
  city: null,
  region: null,
  country: 'GB',
  language: null,
} as const;
