import type { Db } from '../../platform/db.ts';
import { all, any, contactIs, none } from './testing.ts';
import type { Tree } from './tree.ts';

/** For tests: segments beside what they mean, said a second time over plain arrays. */

const DAY_MS = 86_400_000;

export type Somebody = {
  id: string;
  stage: string;
  city: string | null;
  tags: string[];
  createdAt: number;
  touches: { kind: string; channel: string | null; url: string; at: number }[];
  becameLead: number[];
};

type Meaning = (person: Somebody, at: number, isIn: (name: string, id: string) => boolean) => boolean;
type NaiveSegment = { name: string; tree: (ids: ReadonlyMap<string, string>) => Tree; means: Meaning };

const views = (person: Somebody, since: number, page = '') =>
  person.touches.filter(({ kind, at, url }) => kind === 'page_view' && at > since && url.includes(page))
    .length;
const did = (kind: string, is: string, count: number, more: object = {}) => ({
  source: 'touchpoints',
  kinds: [kind],
  times: { is, count },
  ...more,
});
const last = (days: number) => ({ period: { last: `${days}d` } });
const seenLast = (person: Somebody) => Math.max(...person.touches.map(({ at }) => at));

export const naiveSegments: NaiveSegment[] = [
  {
    name: 'Customers in Leeds',
    tree: () => all(contactIs('stage', 'is', ['customer']), contactIs('city', 'is', 'leeds')),
    means: ({ stage, city }) => stage === 'customer' && city === 'Leeds',
  },
  {
    name: 'Often on pricing',
    tree: () => all(did('page_view', 'at_least', 3, { ...last(10), page: '/pricing' })),
    means: (person, at) => views(person, at - 10 * DAY_MS, '/pricing') >= 3,
  },
  {
    name: 'Never called of late, not a visitor',
    tree: () => all(did('call_warm', 'at_most', 0, last(5)), contactIs('stage', 'is_not', ['visitor'])),
    means: ({ stage, touches }, at) =>
      stage !== 'visitor' && !touches.some((each) => each.kind === 'call_warm' && each.at > at - 5 * DAY_MS),
  },
  {
    name: 'Exactly two views',
    tree: () => all(did('page_view', 'exactly', 2, last(7))),
    means: (person, at) => views(person, at - 7 * DAY_MS) === 2,
  },
  {
    name: 'Not seen for 6 days',
    tree: () => all({ source: 'activity', field: 'lastTouchAt', operator: 'over_ago', value: '6d' }),
    means: (person, at) => person.touches.length > 0 && seenLast(person) <= at - 6 * DAY_MS,
  },
  {
    name: 'New, or became a lead, and tagged',
    tree: () =>
      all(
        contactIs('tags', 'has', ['VIP', 'press']),
        any(contactIs('createdAt', 'in_last', '3d'), {
          source: 'stage',
          stage: 'lead',
          period: { last: '4d' },
        }),
      ),
    means: ({ tags, createdAt, becameLead }, at) =>
      tags.some((tag) => tag === 'VIP' || tag === 'press') &&
      (createdAt > at - 3 * DAY_MS || becameLead.some((moment) => moment > at - 4 * DAY_MS)),
  },
  {
    name: 'None of many things',
    tree: () =>
      none(
        did('page_view', 'at_least', 1, last(8)),
        all(contactIs('city', 'is', 'york'), did('call_warm', 'at_most', 1, { period: {} })),
      ),
    means: (person, at) =>
      views(person, at - 8 * DAY_MS) === 0 &&
      !(person.city === 'York' && person.touches.filter(({ kind }) => kind === 'call_warm').length <= 1),
  },
  {
    name: 'In one and not in another',
    tree: (ids) =>
      all(
        { source: 'segment', segmentId: ids.get('None of many things') },
        { source: 'segment', segmentId: ids.get('On the list'), operator: 'is_not' },
      ),
    means: ({ id }, _at, isIn) => isIn('None of many things', id) && !isIn('On the list', id),
  },
  {
    name: 'Searchers of that one',
    tree: (ids) =>
      any(
        { source: 'activity', field: 'firstChannel', operator: 'is', value: ['search'] },
        none({ source: 'segment', segmentId: ids.get('In one and not in another') }),
      ),
    means: (person, _at, isIn) => {
      const on = person.touches
        .flatMap(({ channel, at }) => (channel ? [`${at} ${channel}`] : []))
        .toSorted();
      return (on[0] ?? '').endsWith(' search') || !isIn('In one and not in another', person.id);
    },
  },
];

/** Everybody who is there, with all that happened. */
export async function readEverybody(db: Db): Promise<Somebody[]> {
  const contacts = await db
    .selectFrom('audience.contacts')
    .select(['id', 'stage', 'city', 'tags', 'created_at'])
    .where('deleted_at', 'is', null)
    .execute();
  const touches = await db
    .selectFrom('touchpoints.touchpoints' as never)
    .select(['contact_id', 'kind', 'channel', 'occurred_at', 'properties'] as never)
    .execute();
  const moves = await db
    .selectFrom('audience.stage_moves')
    .select(['contact_id', 'moved_at'])
    .where('to_stage', '=', 'lead')
    .execute();
  type Touch = {
    contact_id: string;
    kind: string;
    channel: string | null;
    occurred_at: Date;
    properties: Record<string, unknown>;
  };
  return contacts.map(({ id, stage, city, tags, created_at: createdAt }) => ({
    id,
    stage,
    city,
    tags,
    createdAt: createdAt.getTime(),
    touches: (touches as Touch[])
      .filter((each) => each.contact_id === id)
      .map(({ kind, channel, occurred_at: at, properties }) => {
        return { kind, channel, at: at.getTime(), url: urlOf(properties) };
      }),
    becameLead: moves.filter((each) => each.contact_id === id).map((each) => each.moved_at.getTime()),
  }));
}

/** Who should be in which, in the order in which they ask about each other. */
export function naiveMembers(
  people: Somebody[],
  at: number,
  list: ReadonlySet<string>,
): Map<string, string[]> {
  const members = new Map<string, string[]>([
    ['On the list', people.map(({ id }) => id).filter((id) => list.has(id))],
  ]);
  const isIn = (name: string, id: string) => members.get(name)?.includes(id) === true;
  for (const { name, means } of naiveSegments) {
    const inside = people.filter((person) => means(person, at, isIn)).map(({ id }) => id);
    members.set(name, inside);
  }
  return new Map([...members].map(([name, ids]) => [name, ids.toSorted()]));
}

function urlOf({ url }: Record<string, unknown>): string {
  return typeof url === 'string' ? url : '';
}
