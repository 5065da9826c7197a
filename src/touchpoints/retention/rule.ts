import type { kinds } from '../kind.ts';

/** For how many months something is kept; null is always. */
export type Rules = { web: number | null; others: number | null; visitors: number | null };
export type TouchRule = 'web' | 'others';
/** What happened before is not kept. */
export type Lines = Record<TouchRule, Date | null>;

/** What there is to choose from; a month more than a year, so that this month can be held against last year's. */
export const choices = {
  web: [60, 36, 24, 13, 6],
  others: [120, 84, 60, 36],
  visitors: [24, 13, 6, 3],
} as const satisfies Record<keyof Rules, readonly number[]>;

/**
 * What a browser or an app says of itself, visit by visit: by far the most of all touchpoints. A form is an answer that
 * somebody gave, and an event may be an order, so both are kept as long as a call.
 */
const ofTheWeb = [
  'page_view',
  'screen_view',
  'link_clicked',
  'page_read',
  'identify',
  'group',
  'alias',
] as const satisfies (keyof typeof kinds)[];

/** For SQL, which cannot call `ruleOf`. */
export const webKinds: readonly string[] = ofTheWeb;
const WEB = new Set(webKinds);

export function ruleOf(kind: string): TouchRule {
  return WEB.has(kind) ? 'web' : 'others';
}

/** Under this reason it is counted among what a source sent. */
export const TOO_OLD = 'older than the retention rule';

/** Whole months go at once, as the partitions are cut: on 23 November, six months keep everything from 1 May on. */
export function linesAt({ web, others }: Omit<Rules, 'visitors'>, at: Date): Lines {
  return { web: lineAt(web, at), others: lineAt(others, at) };
}

export function isTooOld(lines: Lines, { kind, occurredAt }: { kind: string; occurredAt: Date }): boolean {
  const line = lines[ruleOf(kind)];
  return line !== null && occurredAt < line;
}

export function lineAt(months: number | null, at: Date): Date | null {
  return months === null ? null : new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months, 1));
}

/** '1 May 2026' */
export function lineWords(line: Date): string {
  return line.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** For a column of dates. */
export function dayOf(line: Date): string {
  return line.toISOString().slice(0, 10);
}
