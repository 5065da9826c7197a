import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sourceWords } from '../../../audience/web/words.ts';
import { asProblem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { verdictWords } from '../feedback/words.ts';
import { reasonWords, triggerWords } from '../words.ts';
import { behindQuery, type Asked, type Lead, type Period } from './tension.ts';

type Props = { period: Period; leads: Asked; onClose: () => void };

/** The leads behind a number. */
export function Behind({ period, leads, onClose }: Props) {
  const query = useInfiniteQuery(behindQuery(period, leads));
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <Dialog title={titleOf(leads)} onClose={onClose} wide>
      {items === undefined ? (
        query.error === null ? (
          <Skeleton lines={6} />
        ) : (
          <FormError problem={asProblem(query.error)} />
        )
      ) : items.length === 0 ? (
        <p className="muted">There are none.</p>
      ) : (
        <ul className="behind">
          {items.map((lead) => (
            <LeadLine key={lead.id} lead={lead} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function LeadLine({ lead }: { lead: Lead }) {
  const { contact, rep, verdict, reason, words, grade, engagement, line, openedAt, trigger } = lead;
  return (
    <li>
      <span className="stack">
        <span className="row wrap">
          <Link to={`/handoff/${lead.id}`} className="strong link">
            {contact.name}
          </Link>
          {contact.companyName !== null && <span className="muted">{contact.companyName}</span>}
        </span>
        <span className="small muted">
          {triggerWords[trigger]}, <RelativeTime at={openedAt} />
          {rep !== null && `, ${rep.name}`}
          {lead.source !== null && `, ${sourceWords[lead.source]}`}
        </span>
        {words !== null && <span className="small">“{words}”</span>}
      </span>
      <span className="row wrap tags">
        {grade !== null && <Tag tone="outline">Fit {grade}</Tag>}
        {engagement !== null && <Tag tone="outline">{Math.round(engagement)} points</Tag>}
        {line !== 'unknown' && <Tag>{line === 'met' ? 'Met the line' : 'Below the line'}</Tag>}
        <Tag tone={verdict === 'accepted' ? 'good' : verdict === null ? 'outline' : 'bad'}>
          {verdict === null ? 'Open' : verdictWords[verdict]}
          {reason !== null && `: ${reasonWords[reason].toLowerCase()}`}
        </Tag>
      </span>
    </li>
  );
}

const words: Record<string, string> = {
  accepted: 'accepted',
  refused: 'sent back',
  recycled: 'recycled',
  rejected: 'rejected',
  judged: 'judged',
  open: 'open',
  met: 'met the line',
  below: 'below the line',
};

/** "Leads: met the line, sent back, Radio". */
function titleOf({ source, campaign, verdict, reason, grade, line, answered }: Asked): string {
  const parts = [
    line && words[line],
    verdict && words[verdict],
    reason && (reasonWords as Record<string, string>)[reason]?.toLowerCase(),
    grade && (grade === 'match' ? 'fit A or B' : grade === 'none' ? 'fit not measured' : `fit ${grade}`),
    answered === 'true' && 'contacted',
    answered === 'false' && 'not contacted',
    source && (source === 'none' ? 'source not known' : (sourceWords as Record<string, string>)[source]),
    campaign && (campaign === 'none' ? 'no campaign' : campaign),
  ].filter(Boolean);
  return parts.length === 0 ? 'Leads handed over' : `Leads: ${parts.join(', ')}`;
}
