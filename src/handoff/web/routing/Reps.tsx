import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { languageName } from '../../../audience/web/words.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { dayIn, dayWords } from '../clocks/days.ts';
import { loadWords, repsQuery, type Rep } from '../acts/reps.ts';

const RepDialog = later(async () => (await import('./RepDialog.tsx')).RepDialog);

/** Who can be given leads, and what they can take. */
export function Reps({ may }: { may: boolean }) {
  const reps = useQuery(repsQuery).data?.items;
  const [open, setOpen] = useState<Rep>();
  return (
    <Card title="Reps" flush>
      {reps === undefined ? (
        <div className="inner">
          <Skeleton lines={4} />
        </div>
      ) : reps.length === 0 ? (
        <p className="muted inner">Nobody sells yet: give colleagues the role of a rep.</p>
      ) : (
        <ul className="routing-reps">
          {reps.map((rep) => (
            <RepLine key={rep.id} rep={rep} edit={may ? () => setOpen(rep) : undefined} />
          ))}
        </ul>
      )}
      {open !== undefined && <RepDialog rep={open} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}

function RepLine({ rep, edit }: { rep: Rep; edit: (() => void) | undefined }) {
  const { name, teams, skills, languages, weight, open, effectiveCapacity, vacations, awayUntil } = rep;
  const today = dayIn(0, 'UTC');
  const coming = awayUntil === null ? vacations.find(({ from }) => from > today) : undefined;
  const full = Math.min(1, open / Math.max(1, effectiveCapacity));
  return (
    <li>
      <Avatar name={name} team="sales" />
      <span className="stack">
        <span className="row wrap">
          <span className="strong">{name}</span>
          <span className="muted">{teams.map((team) => team.name).join(', ')}</span>
          {weight !== 1 && <Tag tone="outline">Weight {weight}</Tag>}
        </span>
        <span className="row wrap">
          {skills.map((skill) => (
            <Tag key={skill}>{skill}</Tag>
          ))}
          {languages.map((language) => (
            <Tag key={language} tone="outline">
              {languageName(language)}
            </Tag>
          ))}
          {coming !== undefined && (
            <span className="small muted row">
              <Icon name="calendar" size={14} />
              away {dayWords(coming.from)} to {dayWords(coming.to)}
            </span>
          )}
        </span>
      </span>
      <span className="load small">
        <span className="num">{loadWords(rep)}</span>
        <span className="bullet thin sales" aria-hidden="true">
          <i style={{ width: `${full * 100}%` }} />
        </span>
      </span>
      {edit !== undefined && <IconButton icon="edit" label={`Edit ${name}`} onClick={edit} />}
    </li>
  );
}
