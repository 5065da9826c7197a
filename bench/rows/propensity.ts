import { createReadStream, existsSync } from 'node:fs';
import { parse } from 'csv-parse';
import { sharedData } from '../../src/platform/testing/shared.ts';
import { knownSets, samplesOf, type KnownSet } from '../../src/scoring/learn/testing.ts';
import { isRefusal, learnPropensity } from '../../src/scoring/learn/propensity.ts';
import type { Sample } from '../../src/scoring/learn/sample.ts';
import type { Line, Row } from '../frame.ts';

const PEOPLE = 100_000;
const FEATURES = 50;

/** Against scikit-learn's published figures on real sets (../shared/data/INDEX.md), and how long a large training takes. */
export const propensity: Row = {
  name: 'propensity',
  async measure(say) {
    const lines: Line[] = [];
    for (const [name, set] of Object.entries(knownSets)) {
      const path = `${sharedData}/${set.file}`;
      if (existsSync(path)) lines.push(...(await onSet(name, set, path)));
      else say(`${set.file} is not beside the project; skipped.`);
    }
    say(`training on ${PEOPLE} people …`);
    return [...lines, timed()];
  },
};

async function onSet(name: string, set: KnownSet, path: string): Promise<Line[]> {
  const rows = createReadStream(path).pipe(parse({ columns: true, delimiter: set.delimiter ?? ',' }));
  const learnt = learnPropensity(await samplesOf(set, rows));
  if (isRefusal(learnt)) throw new Error(learnt.refused);
  const { auc, calibrationError, people } = learnt.check;
  const notes = [
    `${people} people, five folds; AUC ${auc.low.toFixed(3)} to ${auc.high.toFixed(3)}; ${learnt.propensity.calibration.kind}`,
  ];
  return [
    {
      what: `propensity, ${name}: AUC below scikit-learn’s`,
      ours: auc.auc.toFixed(3),
      against: set.auc.toFixed(3),
      value: Math.max(0, set.auc - auc.auc),
      unit: 'ratio',
      target: { atMost: 0.01 },
      notes,
    },
    {
      what: `propensity, ${name}: calibration error, 10 bins`,
      ours: calibrationError.toFixed(4),
      value: calibrationError,
      unit: 'ratio',
      target: { atMost: 0.03 },
    },
  ];
}

/** Forty numbers, ten words; trained, calibrated and tested on five folds. */
function timed(): Line {
  const samples = madeUp();
  const from = performance.now();
  const learnt = learnPropensity(samples);
  const seconds = (performance.now() - from) / 1_000;
  if (isRefusal(learnt)) throw new Error(learnt.refused);
  return {
    what: `propensity: ${PEOPLE.toLocaleString('en-GB')} people × ${FEATURES} features trained`,
    ours: `${seconds.toFixed(1)} s`,
    value: seconds,
    unit: 's',
    target: { atMost: 10 },
    notes: [`with five folds and calibration; AUC ${learnt.check.auc.auc.toFixed(3)}`],
  };
}

function madeUp(): Sample[] {
  let state = 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: PEOPLE }, () => {
    let odds = -3;
    const features: Sample['features'] = {};
    for (let at = 0; at < FEATURES; at++) {
      if (at >= 40) features[`feature ${at}`] = ['a', 'b', 'c', 'd'][Math.floor(next() * 4)] ?? null;
      else {
        const value = next() < 0.2 ? next() * 5 : 0;
        features[`feature ${at}`] = value;
        odds += value * ((at % 5) - 2) * 0.1;
      }
    }
    return { features, outcome: next() < 1 / (1 + Math.exp(-odds)) };
  });
}
