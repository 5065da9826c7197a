import { createHash } from 'node:crypto';
import { createReadStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { createGunzip, type Gzip } from 'node:zlib';
import { Refusal } from '../refusal.ts';

/**
 * A backup is one gzip stream of frames: a line of JSON, then as many bytes as it says. First the manifest, then the
 * tables' rows as PostgreSQL's COPY text in pieces, last the end with what must have come before.
 */
type Frame =
  | { kind: 'manifest'; manifest: Manifest }
  | { kind: 'rows'; table: string; bytes: number }
  | { kind: 'end'; end: End };

export type Manifest = {
  format: 1;
  tandem: string;
  createdAt: string;
  lastMigration: string;
  secret: string;
  tables: TableCopy[];
  partitions: Partition[];
};

/** `name` is schema-qualified and quoted where needed, as PostgreSQL prints it. */
export type TableCopy = { name: string; columns: string[] };
export type Partition = { name: string; parent: string; bound: string };

export type End = {
  rows: Record<string, number>;
  sequences: Record<string, { value: string; called: boolean }>;
  /** Of every byte before this frame, unpacked: a file that was cut or damaged does not match. */
  sha256: string;
};

const NEWLINE = 10;
const LONGEST_HEADER = 4_000_000;

/** Writes frames into `gzip` as fast as `file` takes them. */
export function frameWriter(gzip: Gzip, file: WriteStream) {
  const hash = createHash('sha256');
  const write = async (bytes: Buffer) => {
    hash.update(bytes);
    if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), failureOf(file)]);
  };
  return {
    async manifest(manifest: Manifest) {
      await write(header({ kind: 'manifest', manifest }));
    },
    async rows(table: string, bytes: Buffer) {
      await write(Buffer.concat([header({ kind: 'rows', table, bytes: bytes.length }), bytes]));
    },
    end(end: Omit<End, 'sha256'>) {
      gzip.end(header({ kind: 'end', end: { ...end, sha256: hash.digest('hex') } }));
    },
  };
}

/** Reads a backup from its beginning. Ends with a `Refusal` when the file is cut short, damaged or no backup at all. */
export async function* readFrames(path: string): AsyncGenerator<{ frame: Frame; payload: Buffer }> {
  const hash = createHash('sha256');
  let ended = false;
  for await (const { frame, payload, raw } of split(path)) {
    if (frame.kind === 'end') {
      if (frame.end.sha256 !== hash.digest('hex')) throw notWhole(path, 'its checksum does not match');
      ended = true;
    } else hash.update(raw).update(payload);
    yield { frame, payload };
  }
  if (!ended) throw notWhole(path, 'its end is missing');
}

async function* split(path: string): AsyncGenerator<{ frame: Frame; payload: Buffer; raw: Buffer }> {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path).pipe(createGunzip())) {
      rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      for (let found = takeFrame(rest); found; found = takeFrame(rest)) {
        rest = found.rest;
        yield found;
      }
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw notWhole(path, error instanceof Error ? error.message : String(error));
  }
  if (rest.length > 0) throw notWhole(path, 'it stops in the middle of a table');
}

function takeFrame(bytes: Buffer) {
  const newline = bytes.indexOf(NEWLINE);
  if (newline === -1) {
    if (bytes.length > LONGEST_HEADER) throw new Error('it is not a Tandem backup');
    return undefined;
  }
  const raw = bytes.subarray(0, newline + 1);
  const frame = parse(raw);
  const length = frame.kind === 'rows' ? frame.bytes : 0;
  if (bytes.length < raw.length + length) return undefined;
  const payload = bytes.subarray(raw.length, raw.length + length);
  return { frame, payload, raw, rest: bytes.subarray(raw.length + length) };
}

function parse(raw: Buffer): Frame {
  try {
    return JSON.parse(raw.toString()) as Frame;
  } catch {
    throw new Error('it is not a Tandem backup');
  }
}

function header(frame: Frame): Buffer {
  return Buffer.from(`${JSON.stringify(frame)}\n`);
}

async function failureOf(file: WriteStream): Promise<never> {
  const [error] = (await once(file, 'error')) as [Error];
  throw error;
}

function notWhole(path: string, reason: string): Refusal {
  return new Refusal(
    `${path} is not a whole backup: ${reason}. Nothing was restored and nothing was changed. Use another backup.`,
  );
}
