import type { Db } from '../../platform/db.ts';
import type { SalesPromise } from '../agreement/agreement.ts';
import type { Trigger } from '../lead.ts';
import { promisesOfSales } from './terms.ts';

export type Opened = {
  id: string;
  trigger: Trigger;
  repId: string | null;
  openedAt: Date;
  agreementId: string | null;
};

type Promised = { handoff: Opened; promise: SalesPromise; agreementId: string };

/** What sales promised for each of them, by the terms it keeps. */
export async function promisesFor(db: Db, opened: Opened[]): Promise<Promised[]> {
  const agreed = await promisesOfSales(
    db,
    opened.flatMap(({ agreementId }) => agreementId ?? []),
  );
  return opened.flatMap((handoff) => {
    const { agreementId } = handoff;
    if (agreementId === null) return [];
    const promises = [...(agreed.get(agreementId)?.values() ?? [])];
    return promises
      .filter((promise) => isFor(promise, handoff, promises))
      .map((promise) => ({ handoff, promise, agreementId }));
  });
}

/** Who comes back on the agreed date is followed up as promised for those; if nothing is, as everybody. */
export function isFor(
  { metric }: SalesPromise,
  { trigger }: Pick<Opened, 'trigger'>,
  all: SalesPromise[],
): boolean {
  const returned = trigger === 'recycled' && all.some((each) => each.metric === 'recycled_followed_up');
  if (metric === 'recycled_followed_up') return returned;
  return metric !== 'first_response' || !returned;
}
