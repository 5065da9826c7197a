import { isTouch } from '../../touchpoints/touchpoints.ts';
import type { Candidate } from '../candidate.ts';

/** A touchpoint, as far as a brief is made of it. */
export type Touch = {
  kind: string;
  kindLabel: string;
  name: string | null;
  channel: string | null;
  actor: string | null;
  at: Date;
  properties: Record<string, unknown>;
};

const DAY_MS = 86_400_000;
/** What is longer ago is no reason for now. */
const RECENT_DAYS = 14;

/** Why they come, before anything is known but the rule. */
export function firstWords({ trigger, label, fit, engagement }: Candidate): string {
  const numbers = fit === null || engagement === null ? '' : `: ${scoreWords({ fit, engagement })}`;
  switch (trigger) {
    case 'raised_hand':
      return label ?? 'Raised a hand';
    case 'hot':
      return `Became hot${numbers}`;
    case 'warm':
      return `Became warm${numbers}`;
    case 'recycled':
      return 'Comes back on the day agreed';
    case 'manual':
      return 'Handed over by a colleague';
  }
}

function scoreWords({ fit, engagement }: { fit: number; engagement: number }): string {
  return `engagement ${Math.round(engagement)}, fit ${Math.round(fit)}`;
}

/** What they did of late, in sentences, the most telling first. `touches` are newest first. */
export function recentWords(touches: Touch[], at: Date): string[] {
  const recent = touches.filter((touch) => at.getTime() - touch.at.getTime() <= RECENT_DAYS * DAY_MS);
  return [...formWords(recent, at), ...pageWords(recent, at), ...talkWords(recent, at)];
}

function formWords(recent: Touch[], at: Date): string[] {
  const forms = recent.filter(({ kind }) => kind === 'form_submitted').slice(0, 2);
  return forms.map((form) => `Sent the form “${labelOf(form)}” ${ago(form.at, at)}`);
}

/** The page seen most, of those seen again; else what was read last. */
function pageWords(recent: Touch[], at: Date): string[] {
  const views = recent.filter(({ kind }) => isReading(kind));
  const byPage = [...Map.groupBy(views, labelOf)].toSorted(([, a], [, b]) => b.length - a.length);
  const [label, most] = byPage[0] ?? [];
  if (label === undefined || !most) return [];
  const first = views.at(-1)?.at ?? at;
  const all = views.length > most.length ? `, ${views.length} pages in all` : '';
  if (most.length === 1) return [`Viewed “${label}” ${ago(views[0]?.at ?? at, at)}${all}`];
  return [`Viewed “${label}” ${most.length} times ${within(first, at)}${all}`];
}

function talkWords(recent: Touch[], at: Date): string[] {
  // A verdict, a deal or a call nobody answered is no talk, and a rejection no reason to call.
  const talks = recent.filter(({ actor, kind }) => actor !== null && isTouch(kind)).slice(0, 1);
  return talks.map(
    ({ kindLabel, actor, at: when }) => `${kindLabel} with ${actor ?? 'a colleague'} ${ago(when, at)}`,
  );
}

const readingKinds = new Set(['page_view', 'page_read', 'screen_view', 'link_clicked']);

export function isReading(kind: string): boolean {
  return readingKinds.has(kind);
}

/** How a page, form or event is called: its name, else its title or path. */
export function labelOf({ name, kindLabel, properties }: Touch): string {
  const { title, url, path } = properties;
  const named = [name, title, path].find((each) => typeof each === 'string' && each.trim() !== '');
  if (typeof named === 'string') return named.slice(0, MOST_LETTERS);
  const page = typeof url === 'string' ? URL.parse(url) : null;
  return page ? `${page.host}${page.pathname}`.slice(0, MOST_LETTERS) : kindLabel;
}

const MOST_LETTERS = 160;

function ago(when: Date, at: Date): string {
  const days = Math.floor((at.getTime() - when.getTime()) / DAY_MS);
  if (days <= 0) return 'within the last day';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

function within(first: Date, at: Date): string {
  const days = Math.ceil((at.getTime() - first.getTime()) / DAY_MS);
  return days <= 1 ? 'within a day' : `in ${days} days`;
}
