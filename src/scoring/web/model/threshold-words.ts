import type { ModelDocument, TemperatureLine } from '../../simulation/contract.ts';

/** "Hot from an engagement of 60 and a fit of 40 on; no longer below 50 or a fit of 35." */
export function thresholdSentences({ warm, hot }: Pick<ModelDocument, 'warm' | 'hot'>): string[] {
  return [sentenceOf('Hot', hot), sentenceOf('Warm', warm), 'Cold otherwise.'];
}

function sentenceOf(name: string, { engagement, fit }: TemperatureLine): string {
  const enters = [
    engagement.enter > 0 ? `an engagement of ${engagement.enter}` : '',
    fit.enter > 0 ? `a fit of ${fit.enter}` : '',
  ].filter(Boolean);
  const leaves = [
    engagement.leave > 0 ? `an engagement of ${engagement.leave}` : '',
    fit.leave > 0 ? `a fit of ${fit.leave}` : '',
  ].filter(Boolean);
  const from =
    enters.length === 0 ? `${name} from the first moment on` : `${name} from ${enters.join(' and ')} on`;
  return leaves.length === 0 ? `${from}, for good.` : `${from}, until below ${leaves.join(' or below ')}.`;
}
