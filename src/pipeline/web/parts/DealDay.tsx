import { useTimeZone } from '../../../web/session.ts';
import { dayOf, shortDate } from '../../../web/time.ts';
import { RelativeTime, useNow } from '../../../web/ui/RelativeTime.tsx';
import type { Deal } from '../deals.ts';

/** When it was closed, or when it is expected to be; a day that has passed is said to have passed. */
export function DealDay({ deal }: { deal: Pick<Deal, 'stage' | 'closedAt' | 'expectedCloseOn'> }) {
  const timeZone = useTimeZone();
  const now = useNow();
  const { closedAt, expectedCloseOn } = deal;
  if (closedAt !== null) return <RelativeTime at={closedAt} />;
  if (expectedCloseOn === null) return null;
  const late = expectedCloseOn < dayOf(now, timeZone);
  return (
    <span className={late ? 'deal-late' : undefined}>
      {late ? 'Expected ' : ''}
      <Day day={expectedCloseOn} />
    </span>
  );
}

/** A calendar day has no zone. */
export function Day({ day }: { day: string }) {
  const now = useNow();
  return (
    <time dateTime={day} className="num">
      {shortDate(new Date(`${day}T12:00:00Z`), now, 'UTC')}
    </time>
  );
}
