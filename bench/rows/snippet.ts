import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { servedFile, sourceFile } from '../../src/touchpoints/snippet/minify.ts';
import type { Row } from '../frame.ts';

/** What every page of a customer's site loads. */
export const snippet: Row = {
  name: 'snippet',
  measure: () => {
    const served = readFileSync(servedFile);
    return Promise.resolve([
      {
        what: 'the snippet, gzipped',
        ours: `${served.length} bytes, of ${readFileSync(sourceFile).length} written`,
        value: gzipSync(served, { level: 9 }).length / 1_000,
        unit: 'kB',
        target: { atMost: 1.5 },
      },
    ]);
  },
};
