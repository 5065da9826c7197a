import { Readable } from 'node:stream';
import { sql, type Selectable } from 'kysely';
import type { Actor } from './actor.ts';
import { now } from './clock.ts';
import type { Db } from './db.ts';
import { Conflict, Invalid, NotFound } from './errors.ts';
import { newId } from './ids.ts';
import type { FilesTable } from './tables.ts';

export type StoredFile = Selectable<FilesTable>;

type NewFile = {
  name: string;
  mediaType: string;
  stream: AsyncIterable<Uint8Array | string>;
  /** A temporary file, gone after this moment. */
  expiresAt?: Date;
  /** Fewer than a file may have anyway: what its owner has left. */
  atMost?: number | undefined;
};

const CHUNK_BYTES = 1_048_576;
export const LARGEST_FILE_BYTES = 1_073_741_824;
/** All that one person, or one program, keeps here at a time. */
const MOST_BYTES_EACH = 3 * LARGEST_FILE_BYTES;
const HOUR_MS = 3_600_000;
/** An upload that stops halfway leaves nothing for longer than this. */
const UPLOAD_HOURS = 24;

/**
 * Keeps an upload of any size, one chunk in memory at a time. Every chunk is a statement of its own: one transaction
 * for a slow gigabyte would hold back every reader of the outbox. The file is there once `stored_at` is.
 */
export async function storeFile(db: Db, who: Actor, file: NewFile): Promise<StoredFile> {
  const id = newId();
  await db
    .insertInto('platform.files')
    .values({
      id,
      name: cleanName(file.name),
      media_type: file.mediaType,
      owner_kind: who.kind,
      owner_id: who.id,
      created_at: now(),
      expires_at: new Date(now().getTime() + UPLOAD_HOURS * HOUR_MS),
    })
    .execute();
  try {
    const bytes = await storeChunks(db, id, file.stream, file.atMost);
    return await db
      .updateTable('platform.files')
      .set({ bytes, stored_at: now(), expires_at: file.expiresAt ?? null })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  } catch (error) {
    await deleteFile(db, id);
    throw error;
  }
}

/** How many more bytes `who` may keep here; throws `Conflict` when `wanted` are more than that. */
export async function roomFor(db: Db, who: Actor, wanted: number): Promise<number> {
  // What is under way counts as far as it came, so that many uploads at once are no way round.
  const { rows } = await sql<{ kept: number }>`
    select coalesce(sum(case when stored_at is null
        then ${CHUNK_BYTES} * (select count(*) from platform.file_chunks where file_id = file.id)
        else bytes end), 0)::bigint as kept
    from platform.files as file
    where owner_kind = ${who.kind} and owner_id is not distinct from ${who.id}::uuid
      and (expires_at is null or expires_at > ${now()})`.execute(db);
  const left = MOST_BYTES_EACH - (rows[0]?.kept ?? 0);
  if (left <= 0 || wanted > left) throw noRoom();
  return left;
}

/** What is known of a file; throws `NotFound` when it is not there, not yet whole or expired. */
export async function getFile(db: Db, id: string): Promise<StoredFile> {
  const file = await db
    .selectFrom('platform.files')
    .selectAll()
    .where('id', '=', id)
    .where('stored_at', 'is not', null)
    .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now())]))
    .executeTakeFirst();
  if (!file) throw new NotFound('This file is no longer there. Upload it again.');
  return file;
}

/** The bytes of a file, one chunk in memory at a time. */
export async function readFile(db: Db, id: string): Promise<Readable> {
  await getFile(db, id);
  return Readable.from(readChunks(db, id), { objectMode: false });
}

export async function deleteFile(db: Db, id: string): Promise<void> {
  await db.deleteFrom('platform.files').where('id', '=', id).execute();
}

export async function deleteExpiredFiles(db: Db): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('platform.files')
    .where('expires_at', '<=', now())
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

async function storeChunks(
  db: Db,
  id: string,
  stream: NewFile['stream'],
  atMost = LARGEST_FILE_BYTES,
): Promise<number> {
  let total = 0;
  let number = 0;
  for await (const chunk of inChunks(stream)) {
    total += chunk.length;
    if (total > LARGEST_FILE_BYTES)
      throw new Invalid('This file is larger than 1 GB. Split it into smaller files.');
    if (total > atMost) throw noRoom();
    await db
      .insertInto('platform.file_chunks')
      .values({ file_id: id, number: number++, bytes: chunk })
      .execute();
  }
  return total;
}

function noRoom(): Conflict {
  return new Conflict(
    'Your files here would be more than 3 GB together. Each is kept for seven days; wait until the first ones are gone, ' +
      'or ask a colleague to upload this one.',
  );
}

/** The same bytes, cut into pieces of `CHUNK_BYTES`. */
async function* inChunks(stream: NewFile['stream']): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    pieces.push(Buffer.from(piece));
    size += piece.length;
    if (size < CHUNK_BYTES) continue;
    const whole = Buffer.concat(pieces);
    const end = whole.length - (whole.length % CHUNK_BYTES);
    for (let start = 0; start < end; start += CHUNK_BYTES) yield whole.subarray(start, start + CHUNK_BYTES);
    pieces = [whole.subarray(end)];
    size = whole.length - end;
  }
  if (size > 0) yield Buffer.concat(pieces);
}

async function* readChunks(db: Db, id: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number++) {
    const chunk = await db
      .selectFrom('platform.file_chunks')
      .select('bytes')
      .where('file_id', '=', id)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!chunk) return;
    yield chunk.bytes;
  }
}

/** A name one can show and download under: no path, no control characters. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  return last.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, 200) || 'file';
}
