import type { Db } from '../../platform/db.ts';
import { kinds, type Kind } from '../../touchpoints/touchpoints.ts';
import type { TouchMatch } from '../model.ts';

/** Who calls us, orders, or comes to our stand or into the store, chose that themselves. */
const THEIRS = new Set(['call_inbound', 'fair_talk', 'store_visit', 'order_placed']);
const MOST_KINDS = 500;

/**
 * Kinds of touchpoints of which sales chose to whom: an effect of them says whom sales chose, and not what it did. Who is
 * called is called because they are interested, or because they are not.
 */
export async function chosenKinds(db: Db): Promise<Set<string>> {
  const declared = await db
    .selectFrom('touchpoints.kinds')
    .select('kind')
    .where('team', '=', 'sales')
    .limit(MOST_KINDS)
    .execute();
  const builtIn = Object.entries<Kind>(kinds).flatMap(([kind, { team }]) => (team === 'sales' ? kind : []));
  return new Set([...builtIn, ...declared.map(({ kind }) => kind)].filter((kind) => !THEIRS.has(kind)));
}

export function isChosen({ kinds: named = [] }: TouchMatch, chosen: ReadonlySet<string>): boolean {
  return named.some((kind) => chosen.has(kind));
}
