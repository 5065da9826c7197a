import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type MouseEvent } from 'react';
import { PropensityCell } from '../../../scoring/web/contact/PropensityCell.tsx';
import { counted } from '../../../web/numbers.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { Temperature } from '../../../web/ui/Temperature.tsx';
import { Clock } from '../clocks/Clock.tsx';
import { dayWords } from '../clocks/days.ts';
import type { HoursOf } from '../clocks/working.ts';
import type { Card, Handoff } from '../handoffs.ts';
import { reasonWords } from '../words.ts';
import { MiniJourney } from './MiniJourney.tsx';

type Props = {
  handoff: Card;
  chosen: boolean;
  hoursOf: HoursOf;
  /** Beside a brief pane: a click chooses; else it goes to the page. */
  choose: ((id: string) => void) | undefined;
};

export function LeadCard({ handoff, chosen, hoursOf, choose }: Props) {
  const { id, contact, fit, rep } = handoff;
  const ends = hasEnd(handoff);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (chosen) card.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  const pick = (event: MouseEvent) => {
    if (choose === undefined || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choose(id);
  };
  return (
    <article ref={card} className={classes('lead-card', chosen && 'open')} aria-current={chosen || undefined}>
      <div className="row between">
        <Link to={`/handoff/${id}`} className="who cover truncate" onClick={pick}>
          {contact.name}
        </Link>
        {rep !== null && <Avatar name={rep.name} team="sales" size="small" alone />}
      </div>
      <div className="small muted row between">
        <span className="truncate">{contact.companyName ?? contact.jobTitle ?? contact.city}</span>
        <span className="row nowrap">
          {fit !== null && <span className="num">Fit {Math.round(fit)}</span>}
          <PropensityCell contactId={contact.id} likely />
        </span>
      </div>
      <p className="why">
        {whyOf(handoff)}
        {ends && (
          <span className="muted">
            {' · '}
            <Beginning handoff={handoff} />
          </span>
        )}
      </p>
      <div className="row between foot">
        <span className="row">
          {choose === undefined && <Temperature value={handoff.journey.temperature} />}
          <MiniJourney card={handoff} />
        </span>
        {ends ? <End handoff={handoff} hoursOf={hoursOf} /> : <Beginning handoff={handoff} />}
      </div>
    </article>
  );
}

/** Of one that came back, what sales said; of all others, why it was handed over. */
function whyOf({ state, reason, words, headline }: Handoff): string {
  if (state !== 'returned' || reason === null) return headline;
  const said = words === null ? '' : `: ${words}`;
  return reason === 'other' && words !== null ? words : `${reasonWords[reason]}${said}`;
}

function Beginning({ handoff: { attempts, verdictAt, openedAt } }: { handoff: Handoff }) {
  if (verdictAt !== null) return <RelativeTime at={verdictAt} />;
  if (attempts > 0) return <span>{counted(attempts, 'attempt', 'attempts')}</span>;
  return <RelativeTime at={openedAt} />;
}

/** Accepted and not sold yet: then it is the time that is told below. */
function hasEnd({ state, verdict, clock }: Handoff): boolean {
  return verdict === 'accepted' ? state !== 'accepted' : verdict !== null || clock !== null;
}

function End({ handoff, hoursOf }: Pick<Props, 'handoff' | 'hoursOf'>) {
  const { clock, state, verdict, recycleOn, rep } = handoff;
  if (state === 'won') return <Tag tone="good">Won</Tag>;
  if (state === 'lost') return <Tag tone="bad">Lost</Tag>;
  if (verdict === 'rejected') return <Tag>Rejected</Tag>;
  if (verdict === 'recycled' && recycleOn !== null) {
    return <Tag>Back {dayWords(recycleOn)}</Tag>;
  }
  if (clock !== null) return <Clock clock={clock} hours={hoursOf(rep?.id)} />;
  return null;
}
