import { Link } from '@tanstack/react-router';
import { useTimeZone } from '../../../web/session.ts';
import { clockTime, shortDate } from '../../../web/time.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import type { Agreement, Side } from './agreements.ts';

/** Who did what with this version, the newest first. */
export function Signed({ agreement, linked = false }: { agreement: Agreement; linked?: boolean }) {
  const { id, number, signed, proposed, created, note } = agreement;
  const acts = [
    { what: `signed version ${number} for marketing`, side: 'marketing' as const, by: signed.marketing },
    { what: `signed version ${number} for sales`, side: 'sales' as const, by: signed.sales },
    { what: `proposed version ${number}`, side: undefined, by: proposed },
    {
      what: note === null ? `drafted version ${number}` : `drafted version ${number}: ${note}`,
      side: undefined,
      by: created,
    },
  ].flatMap(({ by, ...act }) => (by === null ? [] : [{ ...act, at: by.at, name: by.by?.name ?? 'Tandem' }]));
  return (
    <Card
      title="Signed"
      end={
        linked && (
          <Link className="button ghost small" to="/agreement/versions/$id" params={{ id }}>
            Read version {number}
          </Link>
        )
      }
    >
      <ul className="log">
        {acts
          .toSorted((a, b) => b.at.localeCompare(a.at))
          .map((act) => (
            <Act key={act.what} {...act} />
          ))}
      </ul>
    </Card>
  );
}

function Act({ what, side, at, name }: { what: string; side: Side | undefined; at: string; name: string }) {
  const zone = useTimeZone();
  const now = useNow();
  const moment = new Date(at);
  return (
    <li>
      <Avatar name={name} team={side} size="small" />
      <span>
        {name} {what}
      </span>
      <time className="small faint num" dateTime={at}>
        {shortDate(moment, now, zone)}, {clockTime(moment, zone)}
      </time>
    </li>
  );
}
