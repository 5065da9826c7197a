import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { positionOf } from '../../../audience/web/words.ts';
import { iconOf } from '../../../touchpoints/web/words.ts';
import { percent } from '../../../web/numbers.ts';
import { useMay, useTimeZone } from '../../../web/session.ts';
import { shortDate } from '../../../web/time.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime, useNow } from '../../../web/ui/RelativeTime.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { Temperature } from '../../../web/ui/Temperature.tsx';
import { Clock } from '../clocks/Clock.tsx';
import type { HoursOf } from '../clocks/working.ts';
import { handoffQuery, type Handoff, type WholeHandoff } from '../handoffs.ts';
import { triggerWords } from '../words.ts';
import { Attempts } from './Attempts.tsx';
import { BriefActs } from './BriefActs.tsx';
import { Clocks } from './Clocks.tsx';
import { Earlier } from './Earlier.tsx';
import { Mind } from './Mind.tsx';
import { Part } from './Part.tsx';
import { scoreQuery } from './score.ts';
import { VerdictNote } from './VerdictNote.tsx';

type Props = {
  handoff: Handoff;
  hoursOf: HoursOf;
  /** The name as a heading; on a page of its own it stands above already. */
  heading?: ReactNode;
};

/** The lead on one screen: who it is, why now, what they said, what was tried, what was promised. */
export function Brief({ handoff, hoursOf, heading }: Props) {
  const whole = useQuery(handoffQuery(handoff.id)).data;
  const current = whole ?? handoff;
  return (
    <>
      <Who handoff={current} hoursOf={hoursOf} heading={heading} />
      <BriefActs handoff={current} />
      {whole === undefined ? <Skeleton lines={6} /> : <Sections handoff={whole} hoursOf={hoursOf} />}
    </>
  );
}

function Who({ handoff, hoursOf, heading }: Props) {
  const { contact, trigger, clock, rep } = handoff;
  const position = positionOf(contact);
  return (
    <section>
      {heading !== undefined && (
        <div className="row between">
          {heading}
          {clock !== null && <Clock clock={clock} hours={hoursOf(rep?.id)} />}
        </div>
      )}
      {position !== '' && <p className="muted">{position}</p>}
      <div className="row wrap brief-tags">
        <Scores handoff={handoff} />
        <Tag tone="outline">{triggerWords[trigger]}</Tag>
      </div>
    </section>
  );
}

/** As it was when it was handed over, and as it is now where that differs. */
function Scores({ handoff: { contact, fit, engagement } }: { handoff: Handoff }) {
  const now = useQuery({ ...scoreQuery(contact.id), enabled: useMay('scores.read') }).data;
  return (
    <>
      {now !== undefined && <Temperature value={now.temperature} />}
      <Then label="Fit" then={fit} now={now?.fit.score} />
      <Then label="Engagement" then={engagement} now={now?.engagement.now} />
      {typeof now?.propensity === 'number' && <Tag>Propensity {percent(now.propensity)}</Tag>}
    </>
  );
}

type ThenProps = { label: string; then: number | null; now: number | undefined };

function Then({ label, then, now }: ThenProps) {
  const was = then === null ? undefined : Math.round(then);
  const is = now === undefined ? undefined : Math.round(now);
  if (was === undefined && is === undefined) return null;
  return (
    <Tag>
      <span className="num">
        {label} {was ?? is}
        {was !== undefined && is !== undefined && was !== is && `, now ${is}`}
      </span>
    </Tag>
  );
}

function Sections({ handoff, hoursOf }: { handoff: WholeHandoff; hoursOf: HoursOf }) {
  const { brief, verdict } = handoff;
  return (
    <>
      {verdict !== null && <VerdictNote handoff={handoff} />}
      <Part title="Why now">
        <Reasons reasons={brief.reasons} />
      </Part>
      {brief.note !== undefined && (
        <Part title={`Note${handoff.openedBy === null ? '' : ` by ${handoff.openedBy.name}`}`}>
          <blockquote>{brief.note}</blockquote>
        </Part>
      )}
      {brief.read.length > 0 && <Read read={brief.read} />}
      {brief.said.length > 0 && (
        <Part title="Needs, in their words">
          {brief.said.slice(0, 4).map(({ words, from, at }) => (
            <figure key={`${at} ${words}`}>
              <blockquote>“{words}”</blockquote>
              <figcaption className="small muted">
                {from}, <RelativeTime at={at} />
              </figcaption>
            </figure>
          ))}
        </Part>
      )}
      <Attempts attempts={handoff.attemptsMade} />
      <Mind contactId={handoff.contact.id} />
      <Clocks handoff={handoff} hours={hoursOf(handoff.rep?.id)} />
      <Earlier earlier={handoff.earlier} />
      <Foot handoff={handoff} />
    </>
  );
}

function Reasons({ reasons: [first, ...more] }: { reasons: readonly string[] }) {
  return (
    <>
      <p className="strong">{first}</p>
      {more.length > 0 && (
        <ul className="brief-reasons">
          {more.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </>
  );
}

const MOST_READ = 6;

/** Where it began stands first: what drew them here is what to open with. */
function Read({ read }: { read: WholeHandoff['brief']['read'] }) {
  const timeZone = useTimeZone();
  const now = useNow();
  const inOrder = read.toReversed();
  const shown = inOrder.length <= MOST_READ ? inOrder : [...inOrder.slice(0, 3), ...inOrder.slice(-3)];
  return (
    <Part title="What they read first">
      <ul className="brief-reads">
        {shown.map(({ label, at, kind }) => (
          <li key={`${at} ${label}`}>
            <Icon name={iconOf({ kind, channel: null, value: null })} size={14} />
            <span className="truncate" title={label}>
              {label}
            </span>
            <span className="faint num nowrap">{shortDate(new Date(at), now, timeZone)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Foot({ handoff }: { handoff: WholeHandoff }) {
  const { rep, routedBy, openedBy, openedAt, contact, agreement } = handoff;
  return (
    <section className="small muted stack">
      {rep !== null && (
        <span className="row">
          <Avatar name={rep.name} team="sales" size="small" />
          <span>
            {rep.name}
            {routedBy !== null && `: ${routedBy}`}
          </span>
        </span>
      )}
      <span>
        Handed over {openedBy === null ? 'by rule' : `by ${openedBy.name}`} <RelativeTime at={openedAt} />
        {agreement !== null && (
          <>
            {' '}
            under{' '}
            <Link to={`/agreement/versions/${agreement.id}`} className="link">
              agreement v{agreement.number}
            </Link>
          </>
        )}
      </span>
      <Link to={`/contacts/${contact.id}`} className="link">
        The whole story of {contact.name}
      </Link>
    </section>
  );
}
