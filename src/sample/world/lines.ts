/** What Hallow & Reed sells and to whom: its own shop, chains of shops, salons. */
export const lines = ['d2c', 'retail', 'wholesale'] as const;

export type Line = (typeof lines)[number];
