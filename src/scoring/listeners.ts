import { sql } from 'kysely';
import type { Listeners } from '../platform/listeners.ts';
import { forgetPropensities } from './propensity/foretelling.ts';
import { noteLearnt } from './propensity/learnt.ts';
import { forgetPeople } from './personal.ts';
import { markForScoring, strangersAreAlike } from './scores.ts';
import { scoreTouches } from './touches.ts';

/** What others write changes scores: touchpoints at once, all else within a second, so that no intake waits for it. */
export const scoreListeners: Listeners = {
  'touchpoints.recorded': (db, who, { touchpoints }) => scoreTouches(db, who, touchpoints),
  'touchpoints.removed': (db, _who, { contactIds }) => markForScoring(db, contactIds, 'touched'),
  'contacts.changed': async (db, _who, { ids, visitors }) => {
    // A visitor of whom nothing is known has the fit of nobody: nothing is written until a rule is about them.
    const others = visitors && strangersAreAlike() ? ids.filter((id) => !visitors.has(id)) : ids;
    if (others.length > 0) await markForScoring(db, others, 'fit');
  },
  'contacts.absorbed': async (db, _who, { absorbed }) => {
    await sql`delete from scoring.scores where contact_id = any(${[...absorbed.keys()]}::uuid[])`.execute(db);
    await forgetPropensities(db, [...absorbed.keys()]);
    await noteLearnt(db, [...absorbed.values()]);
    await markForScoring(db, [...absorbed.keys(), ...absorbed.values()], 'merged');
  },
  'contacts.merged': async (db, _who, { keptId, goneId }) => {
    await sql`delete from scoring.scores where contact_id = ${goneId}::uuid`.execute(db);
    await forgetPropensities(db, [goneId]);
    await noteLearnt(db, [keptId]);
    await markForScoring(db, [keptId, goneId], 'merged');
  },
  'contacts.unmerged': async (db, _who, { keptId, goneId }) => {
    await noteLearnt(db, [keptId, goneId]);
    await markForScoring(db, [keptId, goneId], 'merged');
  },
  'contacts.erased': (db, _who, told) => forgetPeople(db, told),
};
