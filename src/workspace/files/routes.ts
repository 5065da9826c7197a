import { Readable } from 'node:stream';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { now } from '../../platform/clock.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import {
  getFile,
  LARGEST_FILE_BYTES,
  readFile,
  roomFor,
  storeFile,
  type StoredFile,
} from '../../platform/files.ts';
import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { allows, may } from '../permissions.ts';
import * as contract from './contract.ts';

const WEEK_MS = 7 * 86_400_000;

export function fileRoutes(app: App, { db }: House): void {
  // In a scope of its own: here, and only here, a body of any type is passed on as the stream it is.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    // Only imports read what is uploaded.
    const uploads = { ...may('contacts.import'), schema: contract.upload, bodyLimit: LARGEST_FILE_BYTES };
    scope
      .withTypeProvider<ZodTypeProvider>()
      .post('/api/files', uploads, async ({ who, query, body, headers }, reply) => {
        if (!(body instanceof Readable)) throw new Invalid('Send the file as the body of the request.');
        const expiresAt = new Date(now().getTime() + WEEK_MS);
        const mediaType = mediaTypeOf(headers['content-type']);
        const atMost = await roomFor(db, who, Number(headers['content-length'] ?? 0));
        const file = { name: query.name, mediaType, stream: body, expiresAt, atMost };
        const stored = await storeFile(db, who, file);
        return reply.code(201).send(toFile(stored));
      });
  });
  app.get(
    '/api/files/:id',
    { ...may('signed-in'), schema: contract.download },
    async ({ who, params }, reply) => {
      const file = await getFile(db, params.id);
      const owned = file.owner_id === who.id && file.owner_kind === who.kind;
      if (!owned && !allows(who, 'workspace.manage')) throw new NotFound('This file is not there.');
      return reply
        .header('content-type', file.media_type)
        .header('content-disposition', attachment(file.name))
        .header('content-length', file.bytes)
        .send(await readFile(db, file.id));
    },
  );
}

function toFile(file: StoredFile): contract.File {
  const { id, name, bytes } = file;
  return {
    id,
    name,
    bytes,
    mediaType: file.media_type,
    createdAt: file.created_at,
    expiresAt: file.expires_at,
  };
}

function mediaTypeOf(header: string | undefined): string {
  return /^[\w.+-]+\/[\w.+-]+/.exec(header ?? '')?.[0] ?? 'application/octet-stream';
}

/** Always saved, never shown: what somebody uploaded must not run as a page of ours. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w. -]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
