/** Cold, warm or hot: where a score of engagement stands between two thresholds, each with some play. */
export const temperatures = ['cold', 'warm', 'hot'] as const;
export type Temperature = (typeof temperatures)[number];

/** Somebody becomes warm at `enter` and stays so until below `leave`: without the play they would flicker (Schmitt, 1938). */
export type Threshold = { enter: number; leave: number };
export type Thresholds = { warm: Threshold; hot: Threshold };

/** The temperature somebody has with this score, who had `before`. */
export function temperatureOf(score: number, before: Temperature, { warm, hot }: Thresholds): Temperature {
  if (score >= hot.enter || (before === 'hot' && score >= hot.leave)) return 'hot';
  if (score >= warm.enter || (before !== 'cold' && score >= warm.leave)) return 'warm';
  return 'cold';
}

/** Below which score somebody of this temperature cools; null for who is cold. */
export function coolsBelow(temperature: Temperature, { warm, hot }: Thresholds): number | null {
  if (temperature === 'cold') return null;
  return temperature === 'hot' ? hot.leave : warm.leave;
}
