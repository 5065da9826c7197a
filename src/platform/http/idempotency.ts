import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { now } from '../clock.ts';
import type { Db } from '../db.ts';
import { Conflict, Invalid } from '../errors.ts';
import type { Log } from '../log.ts';
import { seal, unseal } from '../seal.ts';
import type { App } from './app.ts';

/**
 * A program that got no answer sends its POST again with the same `Idempotency-Key` and gets the answer of the first
 * time: nothing is done twice. The key is taken by a unique row before the work begins, so of two requests at once one
 * works and the other is told to wait.
 */
export function keepIdempotency(app: App, options: { db: Db; secret: string; log: Log }): void {
  const { db, secret, log } = options;
  const taken = new WeakMap<FastifyRequest, Taken>();
  app.addHook('preHandler', async (request, reply) => {
    const asked = keyOf(request);
    if (!asked) return;
    if (await take(db, asked)) return void taken.set(request, asked);
    const answer = await firstAnswer(db, asked);
    const body = unseal(answer.answer, secret);
    await reply
      .code(answer.status)
      .header('idempotent-replay', 'true')
      .header('content-type', answer.content_type)
      .serializer(String)
      .send(body);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const mine = taken.get(request);
    if (!mine) return payload;
    taken.delete(request);
    try {
      await keepAnswer(db, mine, reply, payload, secret);
    } catch (error) {
      // The work is done and the answer must go out; sent again, the key only says that the answer is not known.
      log.error({ err: error }, 'an answer could not be kept for its idempotency key');
    }
    return payload;
  });
}

/** Keys older than this may be used again. */
const KEY_HOURS = 24;

export async function forgetOldKeys(db: Db): Promise<void> {
  const before = new Date(now().getTime() - KEY_HOURS * 3_600_000);
  await db.deleteFrom('platform.idempotency_keys').where('created_at', '<', before).execute();
}

type Taken = { actorId: string; key: string; route: string; bodyHash: Buffer };

function keyOf(request: FastifyRequest): Taken | undefined {
  const key = request.headers['idempotency-key'];
  const actorId = request.visitor?.id;
  if (request.method !== 'POST' || typeof key !== 'string' || !actorId) return undefined;
  if (key.length === 0 || key.length > 255) throw new Invalid('An Idempotency-Key has 1 to 255 characters.');
  // An upload is a stream, which cannot be compared before it is read.
  if (request.body instanceof Readable) throw new Invalid('Uploads cannot be sent with an Idempotency-Key.');
  const hash = createHash('sha256').update(request.url).update('\n');
  const bodyHash = hash.update(JSON.stringify(request.body ?? null)).digest();
  return { actorId, key, route: `POST ${request.routeOptions.url ?? ''}`, bodyHash };
}

async function take(db: Db, { actorId, key, route, bodyHash }: Taken): Promise<boolean> {
  const row = { actor_id: actorId, key, route, body_hash: bodyHash, created_at: now() };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('platform.idempotency_keys')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

async function firstAnswer(db: Db, { actorId, key, route, bodyHash }: Taken) {
  const first = await db
    .selectFrom('platform.idempotency_keys')
    .selectAll()
    .where('actor_id', '=', actorId)
    .where('key', '=', key)
    .executeTakeFirst();
  // The first request failed on our side in this very moment and gave the key back.
  if (!first) throw new Conflict(RUNNING);
  if (first.route !== route || !first.body_hash.equals(bodyHash))
    throw new Invalid('This Idempotency-Key was used for another request. Use a new key for each.');
  const { status, content_type, answer } = first;
  if (status === null || answer === null) throw new Conflict(RUNNING);
  return { status, content_type: content_type ?? 'application/json', answer };
}

const RUNNING =
  'The first request with this Idempotency-Key has not been answered. Wait a moment and send it again; if it stays so, ' +
  'that request was cut off: look whether it was carried out, then use a new key.';

async function keepAnswer(
  db: Db,
  mine: Taken,
  reply: FastifyReply,
  payload: unknown,
  secret: string,
): Promise<void> {
  const { actorId: actor, key } = mine;
  const text = payload === null || payload === undefined ? '' : payload;
  // A failure of ours changed nothing: the same key may try again. What is streamed is not kept either.
  if (reply.statusCode >= 500 || typeof text !== 'string') {
    await db
      .deleteFrom('platform.idempotency_keys')
      .where('actor_id', '=', actor)
      .where('key', '=', key)
      .execute();
    return;
  }
  const type = reply.getHeader('content-type');
  await db
    .updateTable('platform.idempotency_keys')
    .set({
      status: reply.statusCode,
      content_type: typeof type === 'string' ? type : null,
      answer: seal(text, secret),
      answered_at: now(),
    })
    .where('actor_id', '=', actor)
    .where('key', '=', key)
    .execute();
}
