import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { ListenerMap } from '../platform/listeners.ts';
import type { MoveReason } from './events.ts';
import { fitsOf } from './fits.ts';
import type { KnownModel } from './known-models.ts';
import { givenBy, type Touch } from './matching.ts';
import { addGiven, handDown, settle, temperatureAt, type Given } from './score.ts';
import { holdScores, writeScores, type Held, type Written } from './scores.ts';
import { sumAnew } from './sums.ts';

type Row = ListenerMap['touchpoints.recorded']['touchpoints'][number];

/** What a batch gives a contact; `often` when a rule matched that does not count each, so that all are summed anew. */
type Share = { given: Given[]; often: boolean; verdict: boolean };

/**
 * Adds what just happened to the scores, in the transaction that stores it: two statements a batch, none for contacts that
 * no rule is about.
 */
export async function scoreTouches(db: Db, who: Actor, touchpoints: Row[]): Promise<void> {
  if (touchpoints.length === 0) return;
  const everybody = [...new Set(touchpoints.map(({ contactId }) => contactId))];
  let shares = new Map<string, Share>();
  const { model, held } = await holdScores(db, ({ match }) => {
    shares = sharesOf(match, touchpoints);
    return { concerned: [...shares.keys()].toSorted(), everybody };
  });
  if (held.length === 0) return;
  const at = now();
  const summed = await sumOften(db, model, held, shares, at);
  const scored = held.map((row) => withShare(summed.get(row.contactId) ?? row, shares, model));
  const fits = await missingFits(db, model, scored, at);
  const written = scored.map((row): Written => {
    const fit = fits.get(row.contactId) ?? row.fit;
    const share = shares.get(row.contactId);
    const settled = settle({ ...row, fit }, model.document, at);
    return {
      ...settled,
      before: row.temperature,
      fitBefore: row.fit,
      ...reasonOf(settled, row, share, model, at),
    };
  });
  await writeScores(db, who, model, written);
}

function toTouch({ kind, channel, campaign, name, properties, occurredAt, receivedAt }: Row): Touch {
  return { kind, channel, campaign, name, page: properties['url'], occurredAt, receivedAt };
}

function sharesOf(match: KnownModel['match'], touchpoints: Row[]): Map<string, Share> {
  const shares = new Map<string, Share>();
  for (const row of touchpoints) {
    const { given, often } = givenBy(match, toTouch(row));
    if (given.length === 0 && !often) continue;
    const share = shares.get(row.contactId) ?? { given: [], often: false, verdict: true };
    share.given.push(...given);
    share.often ||= often;
    share.verdict &&= row.kind.startsWith('lead_');
    shares.set(row.contactId, share);
  }
  return shares;
}

/** How much a touchpoint counts by these rules depends on those around it, so all of these contacts' are summed anew. */
async function sumOften(
  db: Db,
  { document }: KnownModel,
  held: Held[],
  shares: Map<string, Share>,
  at: Date,
): Promise<Map<string, Held>> {
  const often = held.filter(({ contactId }) => shares.get(contactId)?.often);
  const sums = await sumAnew(
    db,
    document,
    often.map(({ contactId }) => contactId),
    at,
  );
  return new Map(
    often.map((row) => {
      const { heats = row.heats.map(() => 0), handRaisedAt = null } = sums.get(row.contactId) ?? {};
      return [row.contactId, { ...row, heats, heatAt: at, handRaisedAt }];
    }),
  );
}

function withShare(row: Held, shares: Map<string, Share>, { document }: KnownModel): Held {
  const share = shares.get(row.contactId);
  return !share || share.often ? row : addGiven(row, share.given, document.groups);
}

/** Who is new has no fit of their own yet. It is found soon after; now only where it decides how warm they are. */
async function missingFits(
  db: Db,
  { document }: KnownModel,
  rows: Held[],
  at: Date,
): Promise<Map<string, number>> {
  const warm = rows.filter((row) => {
    if (!row.isNew) return false;
    const { engagement } = settle(row, document, at);
    const best = { fit: 100, engagement, hand: row.handRaisedAt, before: row.temperature, at };
    return temperatureAt(document, best) !== 'cold';
  });
  return fitsOf(
    db,
    document,
    warm.map(({ contactId }) => contactId),
  );
}

function reasonOf(
  settled: Pick<Held, 'temperature'>,
  { handRaisedAt }: Held,
  share: Share | undefined,
  { document }: KnownModel,
  at: Date,
): { why: MoveReason; raisedHand?: string } {
  const hand = share?.given.findLast((each) => 'hand' in each);
  // Told of somebody who was hot already, too: they ask, and sales is to hear it.
  const isTheirs = settled.temperature === 'hot' && handRaisedAt !== null;
  if (isTheirs && hand && 'hand' in hand && handDown(document, hand.at) > at)
    return { why: 'raised_hand', raisedHand: hand.hand };
  return { why: share?.verdict ? 'verdict' : 'touched' };
}
