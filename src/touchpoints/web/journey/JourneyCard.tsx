import { counted, money } from '../../../web/numbers.ts';
import { useTimeZone } from '../../../web/session.ts';
import { clockTime, shortDate } from '../../../web/time.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { channelWord, iconOf, ownName, shortName } from '../words.ts';
import type { Dot } from './dots.ts';
import type { Target } from './targets.ts';

type Named = ReadonlyMap<string, string>;

const cardWidth = 248;

/** What one points at, in words. The same is read aloud by the touch itself. */
export function JourneyCard({ target, named, width }: { target: Target; named: Named; width: number }) {
  const { x, y, dot, flag } = target;
  const left = Math.max(0, Math.min(x - cardWidth / 2, width - cardWidth));
  const below = dot?.lane === 'down' || flag !== undefined;
  return (
    <div
      className="journey-card"
      aria-hidden="true"
      style={{
        left,
        width: Math.min(cardWidth, width),
        ...(below ? { top: y + 8 } : { bottom: `calc(100% - ${y - 8}px)` }),
      }}
    >
      {flag !== undefined && <span className="strong">{flag.words}</span>}
      {dot !== undefined && <Told dot={dot} named={named} />}
    </div>
  );
}

function Told({ dot, named }: { dot: Dot; named: Named }) {
  const timeZone = useTimeZone();
  const { lead, touches, team, at, until } = dot;
  const title = titleOf(lead, named);
  const about = [
    lead.channel === null ? undefined : channelWord(lead.channel),
    lead.actor ?? undefined,
    lead.campaign === null ? undefined : `campaign ${lead.campaign}`,
    lead.value !== null && lead.value > 0 && lead.currency !== null
      ? money(lead.value, lead.currency)
      : undefined,
  ].filter(Boolean);
  return (
    <>
      <span className="row">
        <Icon name={iconOf(lead)} size={14} />
        <span className="strong truncate">{title}</span>
      </span>
      {about.length > 0 && <span className="muted">{about.join(' · ')}</span>}
      <span className="row between">
        <span className="muted num">{touches === 1 ? when(at, timeZone) : stretch(at, until, timeZone)}</span>
        {team === null ? null : <TeamDot team={team} />}
      </span>
      {touches > 1 && (
        <span className="muted">{counted(touches, 'touch', 'touches')}, this one the closest</span>
      )}
    </>
  );
}

/** For those who hear it: 'Cold call with Hanna Brandt, 4 November 2026 at 10:39, sales'. */
export function spoken({ dot, flag }: Target, named: Named): string {
  if (flag !== undefined) return flag.words;
  if (dot === undefined) return '';
  const { lead, touches, team } = dot;
  const parts = [
    titleOf(lead, named),
    lead.actor === null ? '' : `with ${lead.actor}`,
    new Date(dot.until).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }),
    team ?? '',
    touches > 1 ? counted(touches, 'touch', 'touches') : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** 'Radio: Moorland FM' */
function titleOf(lead: Dot['lead'], named: Named): string {
  const name = shortName(lead, named);
  const own = ownName(lead);
  return own === null || own === name ? name : `${name}: ${own}`;
}

function when(at: number, timeZone: string): string {
  const moment = new Date(at);
  return `${shortDate(moment, new Date(), timeZone)}, ${clockTime(moment, timeZone)}`;
}

function stretch(at: number, until: number, timeZone: string): string {
  const [from, to] = [new Date(at), new Date(until)];
  const days = [from, to].map((date) => shortDate(date, new Date(), timeZone));
  if (days[0] !== days[1]) return days.join(' to ');
  return `${days[0]}, ${clockTime(from, timeZone)} to ${clockTime(to, timeZone)}`;
}
