import { stageWords } from '../../../audience/web/words.ts';
import type { Journey } from '../touchpoints.ts';
import { textWidth } from './boxes.ts';
import type { Scale } from './scale.ts';

/** A stretch of the ribbon in one state: a stage of the lifecycle, or a temperature where there are scores. */
export type Band = {
  from: number;
  to: number;
  word: string;
  tone: `stage-${number}` | 'before' | 'cold' | 'warm' | 'hot';
};
export type DrawnBand = Band & { left: number; right: number; wordAt: number | undefined };

const stages = Object.keys(stageWords);

/** The lifecycle of a contact as bands, oldest first. Before the record was made nobody knows its stage. */
export function stageBands(moves: Journey['stages'], from: number, to: number): Band[] {
  const bands = moves.map((move, index): Band => {
    const next = moves[index + 1];
    return {
      from: Math.max(from, Date.parse(move.at)),
      to: next === undefined ? to : Math.max(from, Date.parse(next.at)),
      word: stageWords[move.to],
      tone: `stage-${stages.indexOf(move.to)}`,
    };
  });
  const first = bands[0]?.from ?? to;
  const before: Band[] = first > from ? [{ from, to: first, word: '', tone: 'before' }] : [];
  return [...before, ...bands].filter((band) => band.to > band.from);
}

/** Bands thinner than a pixel are not drawn; a word stands where it fits, and never behind a pole. */
export function drawBands(bands: readonly Band[], scale: Scale, poles: readonly number[]): DrawnBand[] {
  return bands
    .map((band) => {
      const [left, right] = [scale.x(band.from), scale.x(band.to)];
      return { ...band, left, right, wordAt: wordAt(band.word, left, right, poles) };
    })
    .filter(({ left, right }) => right - left >= 1);
}

/** The middle of the widest stretch between the poles, where that is wide enough. */
function wordAt(word: string, left: number, right: number, poles: readonly number[]): number | undefined {
  if (word === '') return undefined;
  const inside = poles.filter((x) => x > left && x < right).toSorted((a, b) => a - b);
  const edges = [left, ...inside, right];
  const stretches = edges.slice(1).map((to, place) => ({ from: edges[place] ?? left, to }));
  const widest = stretches.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (!widest || widest.to - widest.from < textWidth(word) + 12) return undefined;
  return (widest.from + widest.to) / 2;
}
