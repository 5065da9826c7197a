import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Forbidden } from '../../platform/errors.ts';
import { parseJson } from '../../platform/json.ts';
import type { House } from '../../platform/room.ts';
import { openLinks } from '../links/personal-links.ts';
import { counting, countReasons } from '../source-counts.ts';
import type { Source } from '../source.ts';
import { noteError } from '../sources.ts';
import { isSkipped, type Arrival } from '../touchpoint.ts';
import { watchBursts } from './bot.ts';
import { gatherCommits } from './gather.ts';
import { keep, knowRoom, wakeInbox } from './inbox.ts';
import { knowSenders, type Sender } from './senders.ts';
import { linkIn } from './link.ts';
import { isRecord } from './loose.ts';
import { readMessage, type Delivery, type MessageType } from './message.ts';

export type Parcel = {
  writeKey: string | undefined;
  body: string;
  /** As the path says; absent for a batch, where each message says its own. */
  type: MessageType | undefined;
  userAgent: string | undefined;
  address: string;
};

export type Taken = { success: true; skipped?: { index: number; reason: string }[] };
export type Intake = {
  take: (parcel: Parcel) => Promise<Taken>;
  noteRefused: (writeKey: string | undefined, reason: string, error: string) => Promise<void>;
};

const MOST_MESSAGES = 2_500;

/** From a body to the inbox. What it promises: an answer of success means it is on disk, and will be stored once. */
export function openIntake({ db, settings }: Pick<House, 'db' | 'settings'>): Intake {
  const senders = knowSenders(db);
  const isBurst = watchBursts();
  const room = knowRoom(db);
  const gather = gatherCommits(async (parcels) => {
    await room();
    await keep(db, parcels);
    wakeInbox(db);
  });
  return {
    async take(parcel) {
      // Before anything is looked up: the sender's clock is put right by it, and one body shall not be later for that.
      const receivedAt = now();
      const body = parseJson(parcel.body);
      const sender = await senders.find(parcel.writeKey ?? keyIn(body));
      if (!sender) throw new Forbidden((parcel.writeKey ?? keyIn(body)) ? UNKNOWN_KEY : NO_KEY);
      const { source } = sender;
      const messages = messagesOf(body, parcel);
      if (typeof messages === 'string') return refuse(db, source, messages);
      const links = await openLinks(db, settings.secret, messages.map(linkIn));
      const sent = { receivedAt, sentAt: isRecord(body) ? body['sentAt'] : undefined };
      const delivery = {
        ...sent,
        ...deliveryOf(parcel, receivedAt, sender, settings.secret),
        links,
        isBurst,
      };
      const arrivals = messages.map((message) => readMessage(message, delivery, parcel.type));
      await gather.add(source.id, arrivals, parcel.body.length);
      return answerTo(db, source, arrivals, parcel);
    },
    async noteRefused(writeKey, reason, error) {
      const sender = await senders.find(writeKey);
      if (sender) await countRefused(db, sender.source, reason, error);
    },
  };
}

const UNKNOWN_KEY = 'There is no source with this write key, or it was revoked. Nothing was stored.';
const NO_KEY =
  'Send the write key of a source as the user of basic authentication, or as writeKey in the body.';
const NOT_JSON = 'The body is not valid JSON. Nothing was stored.';
const NO_BATCH = 'A batch is an object with a list of messages under "batch". Nothing was stored.';
const TOO_MANY = `A batch has at most ${MOST_MESSAGES} messages. Nothing was stored.`;

/** What is said, and the reason it is counted under. */
const refusals: Record<string, string> = {
  [NOT_JSON]: 'not JSON',
  [NO_BATCH]: 'no batch',
  [TOO_MANY]: 'too many messages',
};

/** The messages, or what is wrong with the whole. */
function messagesOf(body: unknown, { type }: Parcel): unknown[] | string {
  if (body === undefined) return NOT_JSON;
  if (type) return [body];
  const batch = isRecord(body) ? body['batch'] : undefined;
  if (!Array.isArray(batch)) return NO_BATCH;
  return batch.length > MOST_MESSAGES ? TOO_MANY : batch;
}

function keyIn(body: unknown): string | undefined {
  const key = isRecord(body) ? body['writeKey'] : undefined;
  return typeof key === 'string' ? key : undefined;
}

function deliveryOf(
  { address, userAgent }: Parcel,
  receivedAt: Date,
  { source, kinds }: Sender,
  secret: string,
): Pick<Delivery, 'source' | 'kinds' | 'userAgent' | 'cookieless'> {
  if (source.kind !== 'web') return { source, kinds, userAgent };
  // Without the secret nobody finds the address again, and from tomorrow on neither do we.
  const day = receivedAt.toISOString().slice(0, 10);
  const words = [day, source.id, address, userAgent ?? ''].join('\n');
  const cookieless = `day-${createHmac('sha256', secret).update(words).digest('base64url').slice(0, 22)}`;
  return { source, kinds, userAgent, cookieless };
}

async function answerTo(db: Db, source: Source, arrivals: Arrival[], { type }: Parcel): Promise<Taken> {
  const skipped = arrivals.flatMap((arrival, index) =>
    isSkipped(arrival) ? [{ index, reason: arrival.skipped }] : [],
  );
  const [first] = skipped;
  if (!first) return { success: true };
  const error = `This message cannot be used: ${first.reason}.`;
  await noteError(db, source, error);
  if (type) throw badRequest(error);
  return { success: true, skipped };
}

async function refuse(db: Db, source: Source, error: string): Promise<never> {
  await countRefused(db, source, refusals[error] ?? 'unreadable', error);
  throw badRequest(error);
}

async function countRefused(db: Db, source: Source, reason: string, error: string): Promise<void> {
  await transaction(db, async (trx) => {
    await noteError(trx, source, error);
    const refused = [{ outcome: 'skipped' as const, reason }];
    await sql`select ${counting(source, refused, null, now())}`.execute(trx);
    await countReasons(trx, source, refused, now());
  });
}

/** By the protocol's own word: Segment's libraries give up on a 400, and send again whatever else fails. */
function badRequest(message: string): Error {
  return Object.assign(new Error(message), { statusCode: 400 });
}
