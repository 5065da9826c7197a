import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { deleteFile, readFile } from '../../platform/files.ts';
import { enqueue, type JobContext } from '../../platform/jobs.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.lookThroughFiles': Search;
  }
}

/** By what the erased are found in files, told to nobody: what waits to be done is readable in the database. */
type Search = { salt: string; hashes: string[]; erasureId: string | null; madeBefore: string };

const AGAIN_AFTER_MS = 10 * 60_000;

/** What these people may be called by in a file: their e-mail addresses and phone numbers. Ask before they are gone. */
export async function namesInFiles(db: Db, ids: string[]): Promise<string[]> {
  const theirs = sql`any(${ids}::uuid[])`;
  const { rows } = await sql<{ email: string | null; phone: string | null }>`
    select email, phone from audience.contacts where id = ${theirs}
    union select value, null from audience.identities where contact_id = ${theirs} and kind = 'email'
    union select value, null from audience.released_identities where contact_id = ${theirs} and kind = 'email'`.execute(
    db,
  );
  return rows.flatMap(({ email, phone }) => [
    ...(email ? [spelt(email)] : []),
    ...(phone ? [endOf(phone)] : []),
  ]);
}

/**
 * Looks through what was uploaded and exported before, soon after the commit, and deletes whole what names one of them: a
 * file of people is a copy, kept for a week or a month, and somebody's list without a row would be a list nobody made.
 */
export async function searchFiles(db: Db, names: string[], erasureId: string | null): Promise<void> {
  if (names.length === 0 && erasureId === null) return;
  const salt = randomBytes(16).toString('hex');
  const hashes = names.map((name) => hashOf(salt, name));
  const madeBefore = now().toISOString();
  await enqueue(db, 'audience.lookThroughFiles', { salt, hashes, erasureId, madeBefore });
}

/** The job. Files that an import is just reading are looked at later, when it is over. */
export async function lookThroughFiles(search: Search, { db, log }: JobContext): Promise<void> {
  const { rows: files } = await sql<{ id: string; inUse: boolean }>`
    select f.id, exists (
      select from audience.imports as i join platform.operations as o on o.id = i.id
      where i.file_id = f.id and o.state in ('queued', 'running')) as "inUse"
    from platform.files as f
    where f.stored_at <= ${search.madeBefore}::timestamptz and (f.expires_at is null or f.expires_at > ${now()})
    order by f.id`.execute(db);
  let gone = 0;
  for (const { id } of files.filter(({ inUse }) => !inUse)) {
    if (!(await namesOneOf(await readFile(db, id), search))) continue;
    await deleteFile(db, id);
    gone++;
  }
  const later = files.some(({ inUse }) => inUse);
  await noteOnReceipt(db, search.erasureId, gone, !later);
  if (later)
    await enqueue(db, 'audience.lookThroughFiles', search, {
      runAt: new Date(now().getTime() + AGAIN_AFTER_MS),
    });
  log.info({ files: files.length, deleted: gone }, 'looked through files for whom was erased');
}

async function noteOnReceipt(db: Db, erasureId: string | null, gone: number, whole: boolean): Promise<void> {
  if (erasureId === null) return;
  await sql`
    update audience.erasures
    set files_checked_at = ${whole ? now() : null}, counts = case when ${gone} = 0 then counts else counts
      || jsonb_build_object(${FILES}::text, coalesce((counts ->> ${FILES})::int, 0) + ${gone}::int) end
    where id = ${erasureId}`.execute(db);
}

const FILES = 'Uploaded and exported files';

/** Longer than an address or a number can be: what is cut by the end of a piece stands whole in the next. */
const OVERLAP = 400;
/** Bounded, for a file may be one word of a million letters. */
const ADDRESS = /[^\s"'<>,;:()|=@]{1,64}@[^\s"'<>,;:()|=@]{1,255}/g;
const NUMBER = /\+?\d[\d ()./-]{5,24}\d/g;

/** In whatever encoding: addresses and numbers are the same bytes in all of them, but for the zeros of UTF-16. */
async function namesOneOf(
  bytes: AsyncIterable<Uint8Array>,
  { salt, hashes }: Pick<Search, 'salt' | 'hashes'>,
): Promise<boolean> {
  const sought = new Set(hashes);
  let rest = '';
  for await (const piece of bytes) {
    const text = rest + Buffer.from(piece).toString('latin1').replaceAll('\0', '').toLowerCase();
    const found = [
      ...[...text.matchAll(ADDRESS)].map(([address]) => address.replace(/\.+$/, '')),
      ...[...text.matchAll(NUMBER)].map(([number]) => endOf(number)),
    ];
    if (found.some((name) => sought.has(hashOf(salt, name)))) return true;
    rest = text.slice(-OVERLAP);
  }
  return false;
}

/** As it reads byte by byte. */
function spelt(email: string): string {
  return Buffer.from(email.toLowerCase()).toString('latin1');
}

const DIGITS_COMPARED = 8;

/** +44 113 496 0182 and 0113 4960182 end alike. */
function endOf(phone: string): string {
  return phone.replaceAll(/\D/g, '').slice(-DIGITS_COMPARED);
}

function hashOf(salt: string, name: string): string {
  return createHash('sha256').update(salt).update(name).digest('base64');
}
