import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { Button } from '../../../web/ui/Button.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import type { FollowUp, WholeTheme } from './feedback.ts';
import { FollowUpDialog } from './FollowUpDialog.tsx';
import { StateTag } from './StateTag.tsx';
import { followUpWords } from './words.ts';

/** What a theme led to, and how each ended. */
export function FollowUps({ theme, mayEdit }: { theme: WholeTheme; mayEdit: boolean }) {
  const [open, setOpen] = useState<FollowUp | 'new'>();
  return (
    <Card
      title="What comes of it"
      flush
      end={
        mayEdit && (
          <Button small icon="plus" onClick={() => setOpen('new')}>
            Add
          </Button>
        )
      }
    >
      {theme.followUpList.length === 0 ? (
        <p className="inner muted">
          Nothing yet. A theme can become a content idea, a campaign change, a score rule or a product issue.
        </p>
      ) : (
        <ul className="follow-ups">
          {theme.followUpList.map((followUp) => (
            <FollowUpLine
              key={followUp.id}
              followUp={followUp}
              edit={mayEdit ? () => setOpen(followUp) : undefined}
            />
          ))}
        </ul>
      )}
      {open !== undefined && (
        <FollowUpDialog
          theme={theme}
          followUp={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Card>
  );
}

function FollowUpLine({ followUp, edit }: { followUp: FollowUp; edit: (() => void) | undefined }) {
  const { kind, title, words, state, owner, outcome, model, stateAt } = followUp;
  return (
    <li className="stack">
      <span className="row between top">
        <span className="strong">{title}</span>
        <StateTag state={state} />
      </span>
      <span className="small muted">
        {followUpWords[kind]}
        {owner !== null && `, ${owner.name}`}, <RelativeTime at={stateAt} />
        {model !== null && (
          <>
            {', '}
            <Link to={`/score/models/${model.id}`} className="link">
              Model {model.number}
            </Link>
          </>
        )}
      </span>
      {words !== null && <p>{words}</p>}
      {outcome !== null && (
        <p>
          <span className="muted">What came of it: </span>
          {outcome}
        </p>
      )}
      {edit !== undefined && (
        <div>
          <Button small ghost icon="edit" onClick={edit} aria-label={`Change: ${title}`}>
            Change
          </Button>
        </div>
      )}
    </li>
  );
}
