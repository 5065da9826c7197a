import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy, workingMinutesBetween, workingTimesOf } from '../../workspace/workspace.ts';
import type { TensionRow } from './contract.ts';
import type { Period } from './period.ts';

type Time = TensionRow['response'];
export type Responses = {
  working: boolean;
  all: Time;
  bySource: (source: string | null) => Time;
  byCampaign: (campaign: string | null) => Time;
};

/** A rep's calendar is walked day by day for each: the newest thousand tell how fast we are, in a tenth of a second. */
const MOST_TIMED = 1_000;
const MINUTE_MS = 60_000;

/** From the hand-off to the first contact, in working minutes of the rep: a lead of Friday evening is not slow on Monday. */
export async function responseTimes(db: Db, who: Actor, { from, to }: Period): Promise<Responses> {
  const rows = await db
    .selectFrom('handoff.handoffs as h')
    .select(['h.rep_id', 'h.source', 'h.campaign', 'h.opened_at', 'h.first_contact_at'])
    .where('h.opened_at', '>=', from)
    .where('h.opened_at', '<', to)
    .where('h.first_contact_at', 'is not', null)
    .where(sql<boolean>`${ownedBy(who, 'handoffs.read', 'h.rep_id')}`)
    .orderBy('h.opened_at', 'desc')
    .limit(MOST_TIMED)
    .execute();
  const calendars = await workingTimesOf(db, [...new Set(rows.flatMap(({ rep_id: rep }) => rep ?? []))]);
  const timed = rows.map(({ rep_id: rep, source, campaign, opened_at: opened, first_contact_at: first }) => {
    const calendar = calendars.get(rep ?? '');
    const end = first ?? opened;
    const minutes = calendar
      ? workingMinutesBetween(calendar, opened, end)
      : (end.getTime() - opened.getTime()) / MINUTE_MS;
    return { source, campaign, minutes: Math.max(0, minutes) };
  });
  const of = (those: typeof timed) => quantiles(those.map(({ minutes }) => minutes));
  return {
    working: calendars.size > 0,
    all: of(timed),
    bySource: (source) => of(timed.filter((each) => each.source === source)),
    byCampaign: (campaign) => of(timed.filter((each) => each.campaign === campaign)),
  };
}

export function quantiles(minutes: number[]): Time {
  if (minutes.length === 0) return null;
  const sorted = minutes.toSorted((one, other) => one - other);
  return { median: at(sorted, 0.5), p90: at(sorted, 0.9), of: sorted.length };
}

/** Between two values when the place falls between them, as percentile_cont does. */
function at(sorted: number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return Math.round((low + (high - low) * (place - Math.floor(place))) * 10) / 10;
}
