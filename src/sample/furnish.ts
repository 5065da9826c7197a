import { sql } from 'kysely';
import { createSegment } from '../audience/audience.ts';
import { system } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { remember } from './remember.ts';
import { codeOf } from './world/courtship.ts';
import { fairDate, fairs, type Span } from './world/calendar.ts';

type NewSegment = Parameters<typeof createSegment>[2];

const did = (kinds: string[], more: object) => ({ source: 'touchpoints', field: 'did', kinds, ...more });
const is = (field: string, operator: string, value: unknown) => ({
  source: 'contact',
  field,
  operator,
  value,
});
const all = (...items: object[]) => ({ match: 'all', items }) as NonNullable<NewSegment['tree']>;

/** Questions somebody at Hallow & Reed would have asked by now. */
const segments: Omit<NewSegment, 'kind'>[] = [
  {
    name: 'Looked at prices, three times in a month',
    description: 'Ready for a call.',
    tree: all(
      did(['page_view'], { page: 'pricing', times: { is: 'at_least', count: 3 }, period: { last: '30d' } }),
    ),
  },
  { name: 'Heard us on the radio', tree: all(is('source', 'is', ['radio'])) },
  { name: 'Met at Salon North', tree: all(did(['fair_talk'], { name: 'Salon North' })) },
  {
    name: 'Customers who stopped ordering',
    description: 'No order in 90 days.',
    tree: all(
      is('stage', 'is', ['customer']),
      did(['order_placed'], { times: { is: 'at_most', count: 0 }, period: { last: '90d' } }),
    ),
  },
  {
    name: 'Never clicked a newsletter',
    tree: all(
      is('email', 'is_not_empty', null),
      did(['email_clicked'], { times: { is: 'at_most', count: 0 } }),
    ),
  },
];

/** Segments, whose members are found in the background, and views, shared with everybody. */
export async function furnish(db: Db, span: Span, loadedFor: string | null): Promise<void> {
  for (const segment of segments) {
    const { id } = await createSegment(db, system, { kind: 'live', ...segment });
    await remember(db, 'segment', [{ name: segment.name, id }]);
  }
  if (loadedFor) await saveViews(db, span, loadedFor);
}

async function saveViews(db: Db, span: Span, ownerId: string): Promise<void> {
  const [fair] = fairs;
  const tag = fair ? codeOf(fair.code, fairDate(span, fair)) : '';
  const views = [
    {
      name: 'Salon owners, newest first',
      state: { filter: [['jobTitle', 'contains', 'owner']], sort: '-createdAt' },
    },
    { name: 'Salon North', state: { filter: [['tags', 'has', [tag]]], sort: '-updatedAt' } },
    { name: 'Opportunities', state: { filter: [['stage', 'is', ['opportunity']]], sort: '-updatedAt' } },
  ].map((view) => ({ id: newId(), ...view }));
  await db
    .insertInto('workspace.saved_views')
    .values(
      views.map(({ id, name, state }) => ({
        id,
        name,
        noun: 'contacts',
        owner_id: ownerId,
        shared: true,
        state: JSON.stringify(state),
        created_at: now(),
        updated_at: now(),
      })),
    )
    .execute();
  await sql`insert into workspace.view_pins (user_id, view_id) values (${ownerId}, ${views[0]?.id})`.execute(
    db,
  );
  await remember(db, 'view', views);
}
