/** A number, what it is compared with, and what was promised. */
export type Line = {
  what: string;
  ours: string;
  against?: string;
  /** What the target is about: a ratio when there is something to compare with, else the value itself. */
  value: number;
  unit: 'ratio' | 's' | 'ms' | 'MB' | 'kB';
  target: { atMost: number } | { atLeast: number };
  notes?: string[];
};

/** One small file in `rows/`: its name is what `--only` takes. */
export type Row = { name: string; measure: (say: (progress: string) => void) => Promise<Line[]> };

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  // The nearest rank: of twenty, nineteen are within it.
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/**
 * Ours and the raw limit in turns, A B A B: whatever else the machine does meanwhile slows both. The ratio is the
 * median of the rounds' ratios, so one disturbed round does not count.
 */
export async function inTurns(
  rounds: number,
  ours: () => Promise<number>,
  against: () => Promise<number>,
): Promise<{ ours: number; against: number; ratio: number }> {
  const pairs: { ours: number; against: number }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ ours: await ours(), against: await against() });
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    against: median(pairs.map((pair) => pair.against)),
    ratio: median(pairs.map((pair) => pair.ours / pair.against)),
  };
}

export function isMet({ value, target }: Line): boolean {
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}
