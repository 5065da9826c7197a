import { dayOf } from '../../../web/time.ts';
import { momentOf } from '../../../touchpoints/web/log/when.ts';
import type { Deal } from '../deals.ts';

/** The day a deal was closed, for an input: today while it is open. */
export function closedDay({ closedAt }: Pick<Deal, 'closedAt'>, timeZone: string): string {
  return dayOf(closedAt === null ? new Date() : new Date(closedAt), timeZone);
}

/** As the server is told: of another day than it stands at, its noon. */
export function closedAtOf(
  day: string,
  deal: Pick<Deal, 'closedAt'>,
  timeZone: string,
): { closedAt?: string } {
  if (day === '' || day === closedDay(deal, timeZone)) return {};
  const at = momentOf(`${day}T12:00`, timeZone);
  return at === undefined ? {} : { closedAt: at.toISOString() };
}
