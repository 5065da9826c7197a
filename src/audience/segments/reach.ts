import type { Actor } from '../../platform/actor.ts';
import { Forbidden } from '../../platform/errors.ts';
import { scopeOf } from '../../workspace/workspace.ts';

/**
 * How many fit a condition tells about each of them: who asked for one name at a time could read what their role does
 * not show them. So conditions are for those who see everybody; lists are for all.
 */
export function mustSeeAll(who: Actor): void {
  if (scopeOf(who, 'contacts.read') !== 'all')
    throw new Forbidden(
      'A live segment counts everybody, also contacts you may not see. Keep a list, or ask a manager for the segment.',
    );
}
