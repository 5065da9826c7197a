import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app.ts';
import { messageOf } from '../../platform/refusal.ts';
import type { House } from '../../platform/room.ts';
import * as contract from '../contract.ts';
import { openIntake, type Intake } from './intake.ts';
import { messageTypes, type MessageType } from './message.ts';

const BATCH_BYTES = 512_000;
/** Per write key; a shop with ten thousand visitors at once stays far below. */
const REQUESTS_PER_MINUTE = 600_000;
const DAY_SECONDS = '86400';

/** `/v1/…`: any site and any program with a write key may send. In a scope of its own, which reads every body as text. */
export function intakeRoutes(app: App, house: House): void {
  const intake = openIntake(house);
  void app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    // sendBeacon sends JSON as text/plain, so that browsers ask no permission first.
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: BATCH_BYTES },
      async (_request: unknown, body: string) => body,
    );
    scope.addHook('onRequest', allowEverySite);
    scope.addHook('onError', async (request, _reply, error) => noteRefusal(intake, request, error));
    const open = {
      config: {
        may: 'anyone',
        crossSite: true,
        quiet: true,
        rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: 60_000, keyGenerator: writeKeyOrAddress },
      },
      bodyLimit: BATCH_BYTES,
      // Headers for pages and the packing of answers took a third of the time of a beacon, whose answer has 16 letters.
      helmet: false as const,
      compress: false as const,
    };
    for (const type of messageTypes)
      scope.post(`/v1/${type}`, { ...open, schema: contract.track(type) }, (request) =>
        take(intake, request, type),
      );
    scope.post('/v1/batch', { ...open, schema: contract.track('many at once') }, (request) =>
      take(intake, request),
    );
    scope.options(
      '/v1/*',
      { config: { may: 'anyone', crossSite: true }, schema: contract.preflight },
      async (_request, reply) => reply.code(204).send(null),
    );
  });
}

function take(intake: Intake, request: FastifyRequest, type?: MessageType) {
  return intake.take({
    writeKey: writeKeyOf(request),
    body: typeof request.body === 'string' ? request.body : '',
    type,
    userAgent: request.headers['user-agent'],
    address: request.ip,
  });
}

async function allowEverySite(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.headers({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  if (request.method !== 'OPTIONS') return;
  void reply.headers({
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': DAY_SECONDS,
  });
}

/** The user of basic authentication, without a password. */
function writeKeyOf({ headers }: FastifyRequest): string | undefined {
  const encoded = /^Basic ([\w+/=-]+)$/i.exec(headers.authorization ?? '')?.[1];
  return encoded ? Buffer.from(encoded, 'base64').toString().split(':')[0] || undefined : undefined;
}

function writeKeyOrAddress(request: FastifyRequest): string {
  return writeKeyOf(request) ?? request.ip;
}

/** What never reached the intake (too large, not unpacked) is still something its source sent. */
async function noteRefusal(
  intake: Intake,
  request: FastifyRequest,
  error: Error & { statusCode?: number },
): Promise<void> {
  const status = error.statusCode ?? 500;
  if (typeof request.body === 'string' || status < 400 || status >= 500 || status === 429) return;
  await intake.noteRefused(
    writeKeyOf(request),
    status === 413 ? 'too large' : 'unreadable',
    messageOf(error),
  );
}
