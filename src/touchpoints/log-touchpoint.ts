import { lockContact } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { invalidField } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { NewHandTouchpoint, Touchpoint } from './contract.ts';
import { handKind } from './kinds.ts';
import { record } from './record.ts';
import { linesNow } from './retention/lines.ts';
import { isTooOld, lineWords, ruleOf } from './retention/rule.ts';
import { byHand } from './source.ts';
import { findTouchpoint } from './timeline.ts';
import { touchpointId } from './touchpoint.ts';

const AHEAD_MS = 5 * 60_000;

/** A colleague writes down what happened with a contact: a call, a visit, where they heard of us. */
export async function logTouchpoint(
  db: Db,
  who: Actor,
  contactId: string,
  input: NewHandTouchpoint,
): Promise<Touchpoint> {
  const occurredAt = input.occurredAt ? new Date(input.occurredAt) : now();
  if (occurredAt.getTime() > now().getTime() + AHEAD_MS)
    throw invalidField('occurredAt', 'This is in the future. Log what has happened; plan what will.');
  if (occurredAt.getUTCFullYear() < FIRST_YEAR)
    throw invalidField('occurredAt', `Enter a date from ${FIRST_YEAR} on.`);
  return transaction(db, async (trx) => {
    await lockContact(trx, who, 'touchpoints.log', contactId);
    const { channel, team } = await handKind(trx, input.kind);
    const messageId = newId();
    const { note, outcome, minutes, expense, value } = input;
    const touchpoint = {
      messageId,
      person: { contactId },
      occurredAt,
      kind: input.kind,
      name: input.name ?? null,
      channel: input.channel ?? channel,
      campaign: input.campaign ?? null,
      team,
      actor: { id: who.id, name: who.name },
      value: value?.amount ?? null,
      currency: value?.currency ?? null,
      properties: Object.fromEntries(
        Object.entries({ note, outcome, minutes, expense }).filter(([, given]) => given !== undefined),
      ),
    };
    await mustBeKept(trx, touchpoint);
    await record(trx, who, byHand, [touchpoint]);
    return findTouchpoint(trx, contactId, occurredAt, touchpointId(byHand.id, messageId));
  });
}

const FIRST_YEAR = 1990;

/** Said to the colleague, where a program's is only counted. */
async function mustBeKept(db: Db, touchpoint: { kind: string; occurredAt: Date }): Promise<void> {
  const lines = await linesNow(db);
  const line = lines[ruleOf(touchpoint.kind)];
  if (line !== null && isTooOld(lines, touchpoint))
    throw invalidField(
      'occurredAt',
      `By the retention rules, only what happened from ${lineWords(line)} on is kept.`,
    );
}
