import { hash } from 'node:crypto';
import type { Channel, Sighting } from '../audience/audience.ts';
import type { TeamKind } from '../workspace/workspace.ts';

/** Something that happened between the company and a person, on its way in. */
export type NewTouchpoint = {
  /** The sender's own name for the message: sent again under it, nothing happens again. */
  messageId: string;
  person: Sighting;
  occurredAt: Date;
  kind: string;
  name?: string | null;
  channel?: Channel | null;
  campaignId?: string | null;
  campaign?: string | null;
  team?: TeamKind | null;
  /** The colleague on our side of it. */
  actor?: { id: string | null; name: string };
  value?: number | null;
  currency?: string | null;
  properties?: Record<string, unknown>;
  /** Why it is held to be a machine's; it is kept apart then. */
  bot?: string | undefined;
  /** What of it could not be used although it is stored: counted like the reasons of what is skipped. */
  ignored?: string | undefined;
};

/** Of what was seen, that which cannot be kept, and why: in one or two words that are counted. */
export type Skipped = { skipped: string };
export type Arrival = NewTouchpoint | Skipped;
export type Outcome = 'stored' | 'duplicate' | 'skipped' | 'bot';

export function isSkipped(arrival: Arrival): arrival is Skipped {
  return 'skipped' in arrival;
}

/**
 * The same for the same message of the same source, whoever it is about and whenever it comes: a name-based uuid of
 * version 8. (`v5` of the package uuid took four times as long, once a touchpoint.)
 */
export function touchpointId(sourceId: string, messageId: string): string {
  const hex = hash('sha256', `${sourceId} ${messageId}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The first days of the months these times are in, each once; UTC, as the partitions are cut. */
export function monthsOf(times: Date[]): string[] {
  return [...new Set(times.map((at) => `${at.toISOString().slice(0, 7)}-01`))].toSorted();
}

/** NUL and halves of characters are JSON that PostgreSQL will not have. */
const UNSTORABLE = /\\u(0000|d[89a-f])/i;

export function storableJson(value: Record<string, unknown>): string {
  const json = JSON.stringify(value);
  return UNSTORABLE.test(json) ? JSON.stringify(JSON.parse(json, clean)) : json;
}

export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

function clean(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [storableText(key), each]));
}
