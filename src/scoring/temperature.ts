/** Cold, warm or hot: where a score of engagement stands between two thresholds, each with some play. */
export const temperatures = ['cold', 'warm', 'hot'] as const;
export type Temperature = (typeof temperatures)[number];
