import { stopTandem } from '../../src/faults/tandem.ts';
import { median, type Line, type Row } from '../frame.ts';
import { place, timeStart } from '../place.ts';

const ROUNDS = 5;

/** From the command to the first page, once everything is built and the data directory exists. */
export const start: Row = {
  name: 'start',
  async measure(say) {
    const { dataDir } = await place(say);
    const pages: number[] = [];
    const calls: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const { tandem, page, api } = await timeStart(dataDir);
      pages.push(page / 1_000);
      calls.push(api / 1_000);
      await stopTandem(tandem);
      say(`round ${round} of ${ROUNDS}: page after ${page.toFixed(0)} ms, API after ${api.toFixed(0)} ms`);
    }
    return [lineOf('start to first page', pages), lineOf('start to first answer of the API', calls)];
  },
};

function lineOf(what: string, values: number[]): Line {
  return {
    what,
    ours: `${median(values).toFixed(2)} s`,
    value: median(values),
    unit: 's',
    target: { atMost: 3 },
    notes: [`slowest of ${ROUNDS}: ${Math.max(...values).toFixed(2)} s`],
  };
}
