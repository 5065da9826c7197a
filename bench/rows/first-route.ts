import { buildWebIfStale } from '../../src/platform/web-build.ts';
import { firstRouteFiles, kilobytes } from '../first-route-files.ts';
import type { Row } from '../frame.ts';

/** JavaScript of the first route, gzipped. */
export const firstRoute: Row = {
  name: 'first-route',
  async measure(say) {
    await buildWebIfStale(say);
    const files = await firstRouteFiles();
    const largest = files.toSorted((a, b) => b.gzipped - a.gzipped).slice(0, 4);
    return [
      {
        what: 'JavaScript of the first route, gzipped',
        ours: `${files.length} files`,
        value: kilobytes(files),
        unit: 'kB',
        target: { atMost: 150 },
        notes: largest.map(({ file, gzipped }) => `${file} ${(gzipped / 1_000).toFixed(1)} kB`),
      },
    ];
  },
};
