import type { Brief } from '../brief.ts';
import { labelOf, type Touch } from './why.ts';

type Said = Brief['said'][number];

const MOST_SAID = 12;
const MOST_LETTERS = 2_000;

/** What they said, asked or answered: of notes, forms and guides, whoever sent them. `touches` are newest first. */
export function saidIn(touches: Touch[]): Said[] {
  return touches.flatMap(wordsIn).slice(0, MOST_SAID);
}

function wordsIn(touch: Touch): Said[] {
  const from = touch.actor ? `${touch.kindLabel}, ${touch.actor}` : `${touch.kindLabel}: ${labelOf(touch)}`;
  const at = touch.at.toISOString();
  const { note, answers, fields } = touch.properties;
  const plain = [note, ...freeTexts.map((key) => touch.properties[key])].flatMap(asText);
  return [
    ...plain.map((words) => ({ words, from, at })),
    ...pairsIn(answers).map(([question, words]) => ({ words: `${question}: ${words}`, from, at })),
    ...pairsIn(fields).map(([label, words]) => ({ words: `${label}: ${words}`, from, at })),
  ];
}

/** How forms of others call the box for free words. */
const freeTexts = ['message', 'comment', 'comments', 'question', 'request', 'needs', 'words'];

/** Answers come as `{ question: answer }` or as a list of both. */
function pairsIn(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.flatMap((each: unknown): [string, unknown][] => {
        if (typeof each !== 'object' || each === null) return [];
        const { question, label, name, answer, value: given } = each as Record<string, unknown>;
        const asked = [question, label, name].find((text) => typeof text === 'string') ?? 'Answer';
        return [[asked, answer ?? given]];
      })
    : Object.entries(value);
  return entries
    .slice(0, MOST_SAID)
    .flatMap(([key, given]) => asText(given).map((words): [string, string] => [key, words]));
}

function asText(value: unknown): string[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (Array.isArray(value)) return value.length > 0 ? asText(value.filter(isPlain).join(', ')) : [];
  return typeof value === 'string' && value.trim() !== '' ? [value.trim().slice(0, MOST_LETTERS)] : [];
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
