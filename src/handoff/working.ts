import { lockContact } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict, invalidField } from '../platform/errors.ts';
import { emit } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import { byHand, record } from '../touchpoints/touchpoints.ts';
import { mustReach } from '../workspace/workspace.ts';
import { assign, giveBack } from './assigning.ts';
import { writeBriefs } from './briefing/briefing.ts';
import { attemptMade } from './clocks/meeting.ts';
import type { NewAttempt, NewHandoff, WholeHandoff } from './contract.ts';
import { holdHandoff, nameOf } from './holding.ts';
import type { AttemptKind, AttemptOutcome } from './lead.ts';
import { openHandoffs } from './opening.ts';
import { findHandoff } from './reading.ts';
import { scoreOf } from '../scoring/scoring.ts';
import { mustBeRep } from './routing/reps.ts';
import './tables.ts';

/** A colleague hands somebody to sales. One that is open for them already is answered, with the note added to it. */
export async function handOver(db: Db, who: Actor, input: NewHandoff): Promise<WholeHandoff> {
  const { contactId, note, repId } = input;
  return transaction(db, async (trx) => {
    const contact = await lockContact(trx, who, 'handoffs.open', contactId);
    if (!contact.email && !contact.phone && !contact.phoneOriginal)
      throw invalidField(
        'contactId',
        `Nobody knows yet how to reach ${contact.name ?? 'this visitor'}. Add an e-mail address or a phone number first.`,
      );
    if (repId !== undefined) await mustBeRep(trx, repId);
    const at = now();
    const candidate = {
      contactId,
      trigger: 'manual' as const,
      rule: 'manual',
      ...(await scoreNow(trx, contactId)),
      at: at.toISOString(),
    };
    const [opened] = await openHandoffs(trx, who, [candidate], new Map([[contactId, { note }]]));
    const row = await trx
      .selectFrom('handoff.handoffs')
      .select(['id', 'contact_id', 'opened_at', 'why'])
      .where('contact_id', '=', contactId)
      .where('state', 'in', ['ready', 'contacting'])
      .executeTakeFirstOrThrow();
    if (opened) await writeBriefs(trx, [row]);
    if (repId !== undefined && opened) {
      const words = repId === who.id ? `${who.name} took it` : `Chosen by ${who.name}`;
      await assign(trx, who, [{ id: row.id, repId, teamId: null, routedBy: words, routeAt: null }]);
    }
    return findHandoff(trx, { ...who, role: 'owner' }, row.id);
  });
}

async function scoreNow(
  db: Db,
  contactId: string,
): Promise<{ fit: number | null; engagement: number | null }> {
  const score = (await scoreOf(db, [contactId])).get(contactId);
  return { fit: score?.fit ?? null, engagement: score?.engagement ?? null };
}

/** Takes it from the queue. Of two who do, the second is told who was faster. */
export async function claimHandoff(db: Db, who: Actor, id: string): Promise<WholeHandoff> {
  const repId = personOf(who);
  return transaction(db, async (trx) => {
    const { rep_id: had } = await holdHandoff(trx, who, null, id);
    if (had === repId) return findHandoff(trx, who, id);
    if (had !== null) {
      const name = await nameOf(trx, had);
      throw new Conflict(`${name} has this lead already.`, { by: { id: had, name } });
    }
    await mustReach(trx, who, 'handoffs.work', had);
    await assign(trx, who, [{ id, repId, teamId: null, routedBy: `Claimed by ${who.name}`, routeAt: null }]);
    return findHandoff(trx, who, id);
  });
}

/** Gives it to a colleague, or back to the routing, which looks for somebody else. */
export async function assignHandoff(
  db: Db,
  who: Actor,
  id: string,
  repId: string | null,
): Promise<WholeHandoff> {
  return transaction(db, async (trx) => {
    const handoff = await holdHandoff(trx, who, 'handoffs.assign', id);
    const { rep_id: from } = handoff;
    if (from === repId) return findHandoff(trx, who, id);
    if (repId === null) {
      const { contact_id: contactId, owner_before: ownerBefore } = handoff;
      await giveBack(trx, who, { id, contactId, repId: from, ownerBefore });
    } else {
      await mustBeRep(trx, repId);
      const routedBy = repId === who.id ? `${who.name} took it` : `Assigned by ${who.name}`;
      await assign(trx, who, [{ id, repId, teamId: null, routedBy, routeAt: null }]);
    }
    // Whoever gives a lead to another team sees what they did, this once.
    return findHandoff(trx, { ...who, role: 'owner' }, id);
  });
}

/** An attempt to reach them: it counts, it answers the lead's clock, and it stands on the contact's line. */
export async function tryToReach(db: Db, who: Actor, id: string, input: NewAttempt): Promise<WholeHandoff> {
  const at = input.at ? new Date(input.at) : now();
  return transaction(db, async (trx) => {
    const handoff = await holdHandoff(trx, who, 'handoffs.work', id);
    if (at.getTime() > now().getTime() + AHEAD_MS)
      throw invalidField('at', 'This is in the future. Log what has happened; plan what will.');
    if (at < handoff.opened_at) throw invalidField('at', 'This was before the lead was handed over.');
    // Whoever works on what waits in the queue, has it.
    if (handoff.rep_id === null && who.kind === 'user')
      await assign(trx, who, [
        { id, repId: who.id, teamId: null, routedBy: `Taken up by ${who.name}`, routeAt: null },
      ]);
    const { kind, outcome, words = null } = input;
    const attemptId = newId();
    await trx
      .insertInto('handoff.attempts')
      .values({
        id: attemptId,
        handoff_id: id,
        kind,
        outcome,
        words: words || null,
        by_id: personOrNone(who),
        at,
      })
      .execute();
    await trx
      .updateTable('handoff.handoffs')
      .set((eb) => ({
        state: 'contacting',
        attempts: eb('attempts', '+', 1),
        first_contact_at: eb.fn.coalesce('first_contact_at', eb.val(at)),
      }))
      .where('id', '=', id)
      .execute();
    await attemptMade(trx, id, at);
    await record(trx, who, byHand, [touchpointOf(who, handoff.contact_id, { ...input, attemptId, at })]);
    const payload = { contactId: handoff.contact_id, kind, outcome };
    await emit(trx, who, [{ name: 'handoff.attempted', subject: { kind: 'handoff', id }, payload }]);
    return findHandoff(trx, who, id);
  });
}

const AHEAD_MS = 5 * 60_000;

/** Who was not reached was not talked to: the score must not take it for a talk. */
const unanswered = { kind: 'call_unanswered', channel: 'phone' } as const;
const asTouchpoint: Record<AttemptKind, { kind: string; channel: 'phone' | 'email' | 'visit' }> = {
  call: { kind: 'call_warm', channel: 'phone' },
  email: { kind: 'email_written', channel: 'email' },
  message: { kind: 'message_written', channel: 'phone' },
  visit: { kind: 'visit', channel: 'visit' },
  meeting: { kind: 'meeting', channel: 'visit' },
};

const outcomeWords: Record<AttemptOutcome, string | undefined> = {
  reached: 'reached',
  no_answer: 'no_answer',
  voicemail: 'voicemail',
  sent: undefined,
  booked: 'meeting_agreed',
};

type Made = NewAttempt & { attemptId: string };

function touchpointOf(who: Actor, contactId: string, attempt: Omit<Made, 'at'> & { at: Date }) {
  const outcome = outcomeWords[attempt.outcome];
  const missed = attempt.outcome === 'no_answer' || attempt.outcome === 'voicemail';
  const { kind, channel } = attempt.kind === 'call' && missed ? unanswered : asTouchpoint[attempt.kind];
  return {
    messageId: attempt.attemptId,
    person: { contactId },
    occurredAt: attempt.at,
    kind,
    name: attempt.outcome === 'booked' ? 'Meeting booked' : null,
    channel,
    team: 'sales' as const,
    actor: { id: who.id, name: who.name },
    properties: {
      ...(attempt.words ? { note: attempt.words } : {}),
      ...(outcome === undefined ? {} : { outcome }),
    },
  };
}

function personOrNone(who: Actor): string | null {
  return who.kind === 'user' ? who.id : null;
}

/** A program cannot call anybody back. */
function personOf(who: Actor): string {
  if (who.kind !== 'user' || who.id === null)
    throw new Conflict('Only a person can take a lead. Assign it to one instead.');
  return who.id;
}
