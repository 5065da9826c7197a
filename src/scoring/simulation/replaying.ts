import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { fitsOf } from '../fits.ts';
import { countedAt, countedBy, givenBy, matcherOf, type Matcher, type Touch } from '../matching.ts';
import type { EngagementRule, ModelDocument } from '../model.ts';
import { temperatureAt, type Given } from '../score.ts';
import { replay, type Window } from './replay.ts';
import { verdictsOf } from './verdicts.ts';
import { add, type Tally, type Way } from './tally.ts';

/** Replays these contacts with both documents, and adds them to the tally. Their fit is as it is today. */
export async function replayContacts(
  db: Db,
  ids: string[],
  documents: { draft: ModelDocument; inForce: ModelDocument | null },
  tally: Tally,
): Promise<void> {
  const { draft, inForce } = documents;
  const both = inForce ? [draft, inForce] : [draft];
  const window = { since: new Date(tally.since), until: new Date(tally.until) };
  const touches = await touchesOf(db, ids, both);
  const verdicts = await verdictsOf(db, ids, window);
  const [fitsOfDraft, fitsInForce] = [
    await fitsOf(db, draft, ids),
    inForce ? await fitsOf(db, inForce, ids) : undefined,
  ];
  const known = await knownAt(db, ids);
  const walkers = both.map((document) => ({ document, match: matcherOf(document) }));
  for (const id of ids) {
    const own = touches.get(id) ?? [];
    const [byDraft, byInForce] = walkers.map(({ document, match }, index) =>
      wayOf(own, document, match, (index === 0 ? fitsOfDraft : fitsInForce)?.get(id) ?? 0, {
        ...window,
        knownAt: known.get(id),
      }),
    );
    if (byDraft) add(tally, id, { draft: byDraft, inForce: byInForce ?? null, verdicts: verdicts.get(id) });
  }
}

function wayOf(
  touches: readonly Touch[],
  document: ModelDocument,
  match: Matcher,
  fit: number,
  window: Window,
): Way {
  return replay(
    givenTo(touches, match),
    {
      groups: document.groups,
      temperature: (now) => temperatureAt(document, { ...now, fit }),
    },
    window,
  );
}

/** What their touchpoints give, in the order of time. */
function givenTo(touches: readonly Touch[], match: Matcher): Given[] {
  const given: Given[] = [];
  const often = new Map<EngagementRule, { group: number; at: Date }[]>();
  for (const touch of touches) {
    const found = givenBy(match, touch);
    given.push(...found.given);
    if (!found.often) continue;
    for (const { rule, group } of match(touch)) {
      if (!rule?.often) continue;
      const moments = often.get(rule) ?? [];
      moments.push({ group, at: countedAt(touch) });
      often.set(rule, moments);
    }
  }
  for (const [rule, moments] of often) {
    const inOrder = moments.toSorted((one, other) => one.at.getTime() - other.at.getTime());
    for (const { group, at } of countedBy(rule, inOrder)) given.push({ at, group, points: rule.points });
  }
  return given.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

async function knownAt(db: Db, ids: string[]): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('audience.contacts')
    .select(['id', 'created_at'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, created_at: at }) => [id, at]));
}

type TouchRow = Omit<Touch, 'occurredAt' | 'receivedAt'> & {
  contactId: string;
  occurredAt: Date;
  receivedAt: Date;
};

/** All that the rules could count. What no rule names by its kind is not even read. */
async function touchesOf(
  db: Db,
  ids: string[],
  documents: readonly ModelDocument[],
): Promise<Map<string, Touch[]>> {
  const kinds = kindsIn(documents);
  const { rows } = await sql<TouchRow>`
    select t.contact_id as "contactId", t.kind, t.channel, t.campaign, t.name, t.properties -> 'url' as page,
      t.occurred_at as "occurredAt", t.received_at as "receivedAt"
    from touchpoints.touchpoints as t
    where t.contact_id = any(${ids}::uuid[])
      and ${kinds === undefined ? sql`true` : sql`t.kind = any(${kinds}::text[])`}`.execute(db);
  return Map.groupBy(rows, ({ contactId }) => contactId);
}

/** Undefined when a rule is about any kind. */
function kindsIn(documents: readonly ModelDocument[]): string[] | undefined {
  const all = documents.flatMap(({ groups, raisedHands }) => [
    ...groups.flatMap(({ rules }) => rules.map(({ what }) => what.kinds)),
    ...raisedHands.map(({ what }) => what.kinds),
  ]);
  if (all.some((kinds) => !kinds?.length)) return undefined;
  return [...new Set(all.flatMap((kinds) => kinds ?? []))];
}
