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

/**
 * By what the erased are found in files, told to nobody: what waits to be done is readable in the database. `lengths`:
 * of the cells that may be one of them, so that not every cell of a gigabyte is hashed.
 */
type Search = {
  salt: string;
  hashes: string[];
  lengths: number[];
  erasureId: string | null;
  madeBefore: string;
};

/** `marks` are found anywhere in a file, `cells` only as a whole cell. */
export type NamesInFiles = { marks: string[]; cells: string[] };

const AGAIN_AFTER_MS = 10 * 60_000;

type Called = { name: string | null; emails: string[]; phones: string[]; userIds: string[] };

/**
 * What these people may be called by in a file: e-mail addresses, phone numbers and the ids other programs know them by.
 * Their whole name only where there is nothing else, for it may be somebody else's, too. Ask before they are gone.
 */
export async function namesInFiles(db: Db, ids: string[]): Promise<NamesInFiles> {
  const { rows } = await sql<Called>`
    select c.given_name || ' ' || c.family_name as name,
      array_remove(array_agg(i.value) filter (where i.kind = 'email') || c.email, null) as emails,
      array_remove(array[c.phone], null) as phones,
      coalesce(array_agg(substr(i.value, strpos(i.value, ':') + 1)) filter (where i.kind = 'user'), '{}') as "userIds"
    from audience.contacts as c left join lateral (
      select kind, value from audience.identities where contact_id = c.id
      union all select kind, value from audience.released_identities where contact_id = c.id) as i on true
    where c.id = any(${ids}::uuid[]) group by c.id`.execute(db);
  return {
    marks: rows.flatMap(({ emails, phones }) => [...emails.flatMap(spellings), ...phones.map(endOf)]),
    cells: rows.flatMap(cellsOf),
  };
}

function cellsOf({ name, emails, phones, userIds }: Called): string[] {
  const telling = userIds.filter((id) => TELLING_ID.test(id));
  if (telling.length > 0) return telling.flatMap(spellings);
  return emails.length + phones.length === 0 && name ? spellings(name) : [];
}

/** A cell that says 42 is seldom a customer's number. */
const TELLING_ID = /^(?=.*\D).{4,}$|^\d{6,}$/s;

/**
 * Looks through what was uploaded and exported before, soon after the commit, and deletes whole what names one of them: a
 * file of people is a copy, kept for a week or a month, and somebody's list without a row would be a list nobody made.
 */
export async function searchFiles(
  db: Db,
  { marks, cells }: NamesInFiles,
  erasureId: string | null,
): Promise<void> {
  if (marks.length + cells.length === 0 && erasureId === null) return;
  const salt = randomBytes(16).toString('hex');
  const hashes = [...marks, ...cells].map((name) => hashOf(salt, name));
  const lengths = [...new Set(cells.map((cell) => cell.length))];
  const madeBefore = now().toISOString();
  await enqueue(db, 'audience.lookThroughFiles', { salt, hashes, lengths, erasureId, madeBefore });
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

/** Between the cells of a table, or around the values of JSON. */
const EDGES = /["\n\r\t,;|]+/;

/** In whatever encoding: addresses and numbers are the same bytes in all of them, but for the zeros of UTF-16. */
async function namesOneOf(
  bytes: AsyncIterable<Uint8Array>,
  { salt, hashes, lengths }: Pick<Search, 'salt' | 'hashes' | 'lengths'>,
): Promise<boolean> {
  const sought = new Set(hashes);
  const asLong = new Set(lengths);
  let rest = '';
  for await (const piece of bytes) {
    const text = rest + Buffer.from(piece).toString('latin1').replaceAll('\0', '').toLowerCase();
    const found = [
      ...[...text.matchAll(ADDRESS)].map(([address]) => address.replace(/\.+$/, '')),
      ...[...text.matchAll(NUMBER)].map(([number]) => endOf(number)),
      ...(asLong.size > 0 ? wholeCells(text) : []).filter((cell) => asLong.has(cell.length)),
    ];
    if (found.some((name) => sought.has(hashOf(salt, name)))) return true;
    rest = text.slice(-OVERLAP);
  }
  return false;
}

/** Each by itself, and with the next one: a given and a family name are often two. */
function wholeCells(text: string): string[] {
  const cells = text.split(EDGES).map((cell) => cell.trim());
  return cells.flatMap((cell, place) => [cell, `${cell} ${cells[place + 1] ?? ''}`]);
}

/** As it reads byte by byte, in UTF-8 and in the encodings of one byte a letter. */
function spellings(text: string): string[] {
  const encoded = (['utf8', 'latin1'] as const).map((encoding) => Buffer.from(text, encoding));
  return [...new Set(encoded.map((bytes) => bytes.toString('latin1').toLowerCase()))];
}

const DIGITS_COMPARED = 8;

/** +44 113 496 0182 and 0113 4960182 end alike. */
function endOf(phone: string): string {
  return phone.replaceAll(/\D/g, '').slice(-DIGITS_COMPARED);
}

function hashOf(salt: string, name: string): string {
  return createHash('sha256').update(salt).update(name).digest('base64');
}
