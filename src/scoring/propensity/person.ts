import { findContact } from '../../audience/audience.ts';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { foretell, reasonsFor, type Reason } from '../learn/propensity.ts';
import type { PersonPropensity } from './contract.ts';
import { daysBetween } from './cut-offs.ts';
import { fromStored } from './learning.ts';
import { findModel } from './models.ts';
import { tableAt } from './past.ts';
import { readRecords, readTouches, type Held } from './reading.ts';
import { matterOf, subjectOf } from './subject.ts';
import { readLabels, wordsFor, type Labels } from './words.ts';

/** Reasons weaker than a tenth more or less are no reasons. */
const WEAKEST = Math.log(1.1);
const MOST_REASONS = 3;

/**
 * How likely somebody becomes a customer, as they stand at this moment, and why. A reason for it is only what is there:
 * of two things people do together, the model may hold one against whoever does both, and so for whoever did neither;
 * that nobody ever came is no reason to buy. Against it may speak what is missing, too.
 */
export async function propensityOf(db: Db, who: Actor, id: string): Promise<PersonPropensity> {
  const { stage } = await findContact(db, who, id);
  const model = await findModel(db);
  if (!model) return without('No model has been trained yet.');
  if (stage === 'customer' || stage === 'advocate') return without('Is a customer already.');
  if (stage === 'visitor') return without('Not known by name yet: only known people are foretold.');
  const example = { contactId: id, cutOff: now(), became: false };
  const [held] = await readTouches(db, model.model.catalogue, [example]);
  const records = await readRecords(db, [example]);
  const table = tableAt(model.model.catalogue, [example], { touches: [held], records });
  const propensity = fromStored(model.model);
  const [probability = 0] = foretell(propensity, table);
  const reasons = reasonsFor(propensity, model.model.means, table, {
    subject: subjectOf,
    matter: matterOf,
  });
  const labels = await readLabels(db);
  const said = (some: Reason[]) => some.map((reason) => sayReason(reason, held, labels));
  return {
    probability,
    windowDays: model.window_days,
    words: `to become a customer within ${model.window_days} days`,
    times: model.model.base > 0 ? probability / model.model.base : null,
    for: said(reasons.filter(({ logOdds, there }) => there && logOdds > WEAKEST).slice(0, MOST_REASONS)),
    against: said(
      reasons
        .filter(({ logOdds }) => logOdds < -WEAKEST)
        .slice(-MOST_REASONS)
        .toReversed(),
    ),
    trainedAt: model.trained_at,
  };
}

function without(words: string): PersonPropensity {
  return {
    probability: null,
    windowDays: null,
    words,
    times: null,
    for: [],
    against: [],
    trainedAt: null,
  };
}

function sayReason({ subject, word, logOdds }: Reason, held: Held | undefined, labels: Labels) {
  const words = wordsFor(subject, word, labels);
  return { words: withCount(subject, words, held), times: Math.exp(logOdds) };
}

/** Of what is counted, how often and when last. */
function withCount(subject: string, words: string, held: Held | undefined): string {
  const [what = ''] = subject.split(':');
  if (!['kind', 'campaign', 'page'].includes(what)) return words;
  const found = held?.counts.get(subject);
  if (!found) return `${words}: never`;
  const days = Math.floor(daysBetween(found.last, now()));
  const when = days < 1 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
  return found.count === 1 ? `${words}, ${when}` : `${words}, ${found.count} times, last ${when}`;
}
