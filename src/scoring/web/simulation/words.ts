import { about, count } from '../../../web/numbers.ts';
import type { SimulatedSide, SimulationOutcome } from './simulations.ts';

/** "12 people would have become hot in these 90 days; 96 were hot already when they began." */
export function hotWords({ draft, looked, contacts }: SimulationOutcome): string {
  const size = sizeOf({ looked, contacts });
  const became = `${size(draft.people)} ${draft.people === 1 ? 'person' : 'people'} would have become hot in these 90 days`;
  if (draft.already === 0) return `${became}.`;
  return `${became}; ${size(draft.already)} ${draft.already === 1 ? 'was' : 'were'} hot already when they began.`;
}

/** "By version 3 it is 20, and 4 already." */
export function otherWords(side: SimulatedSide, outcome: SimulationOutcome, version: number): string {
  const size = sizeOf(outcome);
  const already = side.already === 0 ? '' : `, and ${size(side.already)} already`;
  return `By version ${version} it is ${size(side.people)}${already}.`;
}

/** What a sample says of all is no exact number. */
function sizeOf({ looked, contacts }: { looked: number; contacts: number }): (people: number) => string {
  return looked < contacts ? about : count;
}
