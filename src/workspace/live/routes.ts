import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import type { App } from '../../platform/http/app.ts';
import type { Tail } from '../../platform/live.ts';
import type { Nudge } from '../../platform/nudge.ts';
import type { StoredEvent } from '../../platform/outbox.ts';
import type { House, SubjectKind } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import { openPage, type Page } from './page.ts';
import { readableOf } from './readable.ts';

type Live = {
  tail: Tail;
  kinds: Record<string, SubjectKind>;
  authenticate: (request: FastifyRequest) => Promise<Actor | null>;
};

/** Keeps proxies from closing a quiet stream, and asks whether the person is still signed in. */
const BEAT_MS = 25_000;

/** Events that wait for one slow page; beyond, it is cut off and told to read anew when it is back. */
const MOST_WAITING = 5_000;

const lastEventId = z.coerce.number().int().positive();

export function liveRoutes(app: App, house: House, live: Live): void {
  const open = new Set<Page>();
  const schema = { tags: ['Live'], summary: 'What happens, as it happens (server-sent events)' };
  app.get('/api/live', { ...may('signed-in'), schema }, async (request, reply) => {
    reply.hijack();
    const page = openPage(reply.raw);
    open.add(page);
    const end = follow(house, live, request, page);
    reply.raw.once('close', () => {
      end();
      open.delete(page);
    });
  });
  // Otherwise closing would wait for pages that never end by themselves.
  app.addHook('preClose', async () => {
    for (const page of open) page.close();
  });
}

/** Sends what was missed, then what happens, in one order: what arrives meanwhile waits its turn. */
function follow({ db, log }: House, live: Live, request: FastifyRequest, page: Page): () => void {
  let { who } = request;
  let waiting = 0;
  const send = async (events: StoredEvent[]) => {
    for (const event of await readableOf(db, who, live.kinds, events))
      await page.send(toLive(event), event.position);
  };
  const sendMissed = async () => {
    const last = lastEventId.safeParse(request.headers['last-event-id']);
    if (!last.success) return;
    const missed = await live.tail.since(last.data);
    await (missed ? send(missed) : page.send({ name: 'resync' }));
  };
  let turn = Promise.resolve();
  const inTurn = (work: () => Promise<void>, count = 1) => {
    waiting += count;
    if (waiting > MOST_WAITING) return page.cut();
    turn = turn.then(work).then(
      () => void (waiting -= count),
      (error: unknown) => {
        log.debug({ err: error }, 'a live page is closed');
        page.cut();
      },
    );
  };
  inTurn(sendMissed);
  const leave = live.tail.follow({
    onEvents: (events) => inTurn(() => send(events), events.length),
    onNudge: (nudge) => {
      if (nudge.to === who.id) inTurn(() => page.send(toNews(nudge)));
    },
  });
  const beat = async () => {
    const still = await live.authenticate(request);
    // Signed out, revoked or deactivated; a changed role counts from now on.
    if (!still || still.id !== who.id) return page.close();
    who = still;
    await page.beat();
  };
  const timer = setInterval(() => inTurn(beat), BEAT_MS);
  return () => {
    leave();
    clearInterval(timer);
  };
}

/** What happened to what: a page reads the rest itself, with its own rights. */
function toLive(event: StoredEvent) {
  const { id, name, subject_kind: kind, subject_id: subjectId } = event;
  const actor = { kind: event.actor_kind, id: event.actor_id, name: event.actor_name };
  return { id, name, subject: { kind, id: subjectId }, actor, at: event.occurred_at };
}

function toNews({ name, subject, payload }: Nudge) {
  return { id: '', name, subject, payload };
}
