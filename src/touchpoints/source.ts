import { createHash, randomBytes } from 'node:crypto';

/** How touchpoints come in: our snippet, a Segment library, a file, a colleague's hand, a program of one's own. */
export const sourceKinds = ['web', 'segment', 'import', 'hand', 'api'] as const;

export type SourceKind = (typeof sourceKinds)[number];

/** As far as recording needs it. */
export type Source = { id: string; kind: SourceKind; name: string; idSpace: string };

/** What colleagues log themselves; the row comes with the migration. */
export const byHand: Source = {
  id: '00000000-0000-7000-8000-000000000001',
  kind: 'hand',
  name: 'Logged by hand',
  idSpace: 'main',
};

/** Lets a person, and a scanner of leaked secrets, see what it is. */
const PREFIX = 'tandem_write_';
const SHOWN = PREFIX.length + 4;
const KEY_BYTES = 24;

export function newWriteKey(): { key: string; start: string; hash: string } {
  const key = PREFIX + randomBytes(KEY_BYTES).toString('base64url');
  return { key, start: key.slice(0, SHOWN), hash: hashWriteKey(key) };
}

/** A plain hash is enough for something random: there is no dictionary of it to try. */
export function hashWriteKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
