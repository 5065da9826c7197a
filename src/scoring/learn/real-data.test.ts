import { createReadStream, existsSync } from 'node:fs';
import { parse } from 'csv-parse';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../platform/testing/shared.ts';
import { knownSets, samplesOf } from './testing.ts';
import { isRefusal, learnPropensity } from './propensity.ts';

describe('on real data, as good as scikit-learn', () => {
  test.for(Object.entries(knownSets))('%s', { timeout: 180_000 }, async ([, set], { skip }) => {
    const path = `${sharedData}/${set.file}`;
    if (!existsSync(path)) skip(`${set.file} is not beside the project`);
    const rows = createReadStream(path).pipe(parse({ columns: true, delimiter: set.delimiter ?? ',' }));
    const learnt = learnPropensity(await samplesOf(set, rows));
    if (isRefusal(learnt)) throw new Error(learnt.refused);
    expect(Math.abs(learnt.check.auc.auc - set.auc)).toBeLessThanOrEqual(0.01);
    expect(learnt.check.calibrationError).toBeLessThanOrEqual(0.03);
  });
});
