import { Temporal } from 'temporal-polyfill';
import { giveContacts, raiseStage } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict, invalidField } from '../platform/errors.ts';
import { emit } from '../platform/events.ts';
import { tell } from '../platform/listeners.ts';
import { byHand, record } from '../touchpoints/touchpoints.ts';
import { zoneOf } from '../workspace/workspace.ts';
import { assign } from './assigning.ts';
import type { NewVerdict, WholeHandoff } from './contract.ts';
import { holdHandoff, type Held } from './holding.ts';
import type { Reason } from './lead.ts';
import { findHandoff } from './reading.ts';
import { lookAgain } from './routing/routing.ts';
import './tables.ts';

export type Judged = { handoff: WholeHandoff; dealId: string | null };

/**
 * Sales says what a lead is worth: accepted, not now, or never by this rule. One transaction with what follows from it:
 * clocks, stage, the contact's line, whose it is, and the deal that is wished for. Of two who judge at once, one does.
 */
export async function judgeHandoff(db: Db, who: Actor, id: string, verdict: NewVerdict): Promise<Judged> {
  return transaction(db, async (trx) => {
    const held = await holdHandoff(trx, who, 'handoffs.work', id);
    if (verdict.verdict === 'recycled') await mustBeAhead(trx, who, verdict.recycleOn);
    const repId = await takenBy(trx, who, held);
    const reason = verdict.verdict === 'accepted' ? null : verdict.reason;
    await write(trx, who, held, verdict, reason);
    if (verdict.verdict === 'accepted') await raiseStage(trx, who, [held.contact_id], 'sql');
    else await giveBackToMarketing(trx, who, held);
    if (verdict.verdict === 'rejected' && reason) await bar(trx, held, reason);
    await putOnTheLine(trx, who, held, verdict, reason);
    const payload = { contactId: held.contact_id, verdict: verdict.verdict, reason };
    await emit(trx, who, [{ name: 'handoff.judged', subject: { kind: 'handoff', id }, payload }]);
    let dealId: string | null = null;
    await tell(trx, who, 'handoff.judged', {
      handoffId: id,
      contactId: held.contact_id,
      repId,
      verdict: verdict.verdict,
      reason,
      deal: verdict.verdict === 'accepted' ? (verdict.deal ?? null) : null,
      opened: (deal) => void (dealId = deal),
    });
    // A place is free: it is for one of those who wait longest.
    await lookAgain(trx, PLACES);
    return { handoff: await findHandoff(trx, { ...who, role: 'owner' }, id), dealId };
  });
}

const PLACES = 20;

const MOST_YEARS = 2;

async function mustBeAhead(db: Db, who: Actor, day: string): Promise<void> {
  const timeZone = await zoneOf(db, who);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now());
  if (day <= today) throw invalidField('recycleOn', 'Choose a day after today.');
  // Nobody knows what comes after, and a lead put off for good is one that is rejected.
  if (day > Temporal.PlainDate.from(today).add({ years: MOST_YEARS }).toString())
    throw invalidField('recycleOn', 'Choose a day within the next two years, or reject the lead.');
}

/** Whoever judges what nobody has, or what a colleague has, has taken it; a manager judges for whoever has it. */
async function takenBy(db: Db, who: Actor, held: Held): Promise<string> {
  const { rep_id: repId, id } = held;
  if (repId !== null && (repId === who.id || who.role !== 'rep')) return repId;
  if (who.kind !== 'user' || who.id === null)
    throw new Conflict('Nobody has this lead. Assign it to somebody first.');
  await assign(db, who, [
    { id, repId: who.id, teamId: null, routedBy: `Taken up by ${who.name}`, routeAt: null },
  ]);
  // Whose the contact was before, if it was only now that somebody got it.
  if (repId === null) held.owner_before = held.ownerId;
  held.ownerId = who.id;
  return who.id;
}

async function write(
  db: Db,
  who: Actor,
  { id }: Held,
  { words, ...verdict }: NewVerdict,
  reason: Reason | null,
): Promise<void> {
  await db
    .updateTable('handoff.handoffs')
    .set((eb) => ({
      state: verdict.verdict === 'accepted' ? 'accepted' : 'returned',
      verdict: verdict.verdict,
      reason,
      words: words || null,
      verdict_by: who.kind === 'user' ? who.id : null,
      verdict_at: now(),
      recycle_on: verdict.verdict === 'recycled' ? verdict.recycleOn : null,
      route_at: null,
      briefed_at: eb.fn.coalesce('briefed_at', eb.val(now())),
    }))
    .where('id', '=', id)
    .execute();
}

/** To whom it belonged before, if it is still whose it became by this. */
async function giveBackToMarketing(db: Db, who: Actor, held: Held): Promise<void> {
  const rep = await db
    .selectFrom('handoff.handoffs')
    .select(['rep_id', 'owner_before'])
    .where('id', '=', held.id)
    .executeTakeFirst();
  if (!rep || rep.rep_id === null || held.ownerId !== rep.rep_id) return;
  await giveContacts(db, who, [
    { contactId: held.contact_id, ownerId: rep.owner_before, handoffId: held.id },
  ]);
}

/** By this rule they do not come again; of one who came back, nor by the rule they first came by. */
async function bar(db: Db, held: Held, reason: Reason): Promise<void> {
  const first = held.returned_from
    ? await db
        .selectFrom('handoff.handoffs')
        .select('rule')
        .where('id', '=', held.returned_from)
        .executeTakeFirst()
    : undefined;
  const rules = [...new Set([held.rule, ...(first ? [first.rule] : [])])];
  await db
    .insertInto('handoff.barred')
    .values(
      rules.map((rule) => ({
        contact_id: held.contact_id,
        rule,
        handoff_id: held.id,
        reason,
        barred_at: now(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const kinds = { accepted: 'lead_accepted', recycled: 'lead_recycled', rejected: 'lead_rejected' } as const;

/** What sales found out stands where the score and everybody reads it. Under one name, however often it is sent. */
async function putOnTheLine(
  db: Db,
  who: Actor,
  held: Held,
  verdict: NewVerdict,
  reason: Reason | null,
): Promise<void> {
  await record(db, who, byHand, [
    {
      messageId: `handoff ${held.id} ${verdict.verdict}`,
      person: { contactId: held.contact_id },
      occurredAt: now(),
      kind: kinds[verdict.verdict],
      team: 'sales',
      actor: { id: who.id, name: who.name },
      properties: {
        handoffId: held.id,
        ...(reason === null ? {} : { reason }),
        ...(verdict.words ? { note: verdict.words } : {}),
        ...(verdict.verdict === 'recycled' ? { until: verdict.recycleOn } : {}),
      },
    },
  ]);
}
