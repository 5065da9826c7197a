import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { clockTime, exact } from '../../../web/time.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import {
  changesOf,
  detailsOf,
  didWords,
  pathOf,
  subjectName,
  type AuditEntry,
  type Reading,
} from './audit.ts';

/** How many changes stand in the line before one opens it. */
const atOnce = 2;

export function AuditLine({ entry, reading }: { entry: AuditEntry; reading: Reading }) {
  const [open, setOpen] = useState(false);
  const changes = changesOf(entry, reading);
  const shown = open ? changes : changes.slice(0, atOnce);
  const at = new Date(entry.at);
  return (
    <li className="audit-line">
      {entry.actor.kind === 'user' ? (
        <Avatar name={entry.actor.name} />
      ) : (
        <span className="avatar square">
          <Icon name={entry.actor.kind === 'key' ? 'key' : 'settings'} size={14} />
        </span>
      )}
      <div className="grow">
        <Sentence entry={entry} people={reading.people} />
        {shown.map((change) => (
          <div key={change.field} className="audit-change">
            <span className="muted">{change.field}:</span>
            {'from' in change && (
              <>
                <del>{change.from === '' ? 'empty' : change.from}</del>
                <Icon name="right" size={12} />
              </>
            )}
            <ins>{change.to === '' ? 'empty' : change.to}</ins>
          </div>
        ))}
        {!open && changes.length > atOnce && (
          <button type="button" className="plain-more" onClick={() => setOpen(true)}>
            {changes.length - atOnce} more
          </button>
        )}
        {open && <Details entry={entry} reading={reading} />}
      </div>
      <time dateTime={entry.at} data-tip={exact(at, reading.timeZone)}>
        {clockTime(at, reading.timeZone)}
      </time>
      <IconButton
        icon={open ? 'chevronUp' : 'chevronDown'}
        label={open ? 'Close' : 'Show everything'}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
    </li>
  );
}

function Sentence({ entry, people }: { entry: AuditEntry; people: Reading['people'] }) {
  const { actor, subject, name } = entry;
  const to = pathOf(subject);
  const record = subjectName(entry, people);
  // 'Hanna changed Hanna' says less than 'Hanna changed their own account'.
  const itself = subject.kind === 'person' && subject.id === actor.id;
  return (
    <p>
      <span className="strong">{actor.name}</span> {didWords(name, subject.kind)}{' '}
      {itself && /^person\.(?!joined)|^session\./.test(name) ? 'their own account' : null}
      {!itself &&
        record !== '' &&
        (to === undefined ? <span className="strong">{record}</span> : <Link to={to}>{record}</Link>)}
    </p>
  );
}

function Details({ entry, reading }: { entry: AuditEntry; reading: Reading }) {
  const details = detailsOf(entry, reading);
  return (
    <dl className="audit-details">
      <dt>When</dt>
      <dd>{exact(new Date(entry.at), reading.timeZone)}</dd>
      <dt>Event</dt>
      <dd>
        <code>{entry.name}</code>
      </dd>
      {details.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <dt>Record</dt>
      <dd>
        <code>
          {entry.subject.kind} {entry.subject.id}
        </code>
      </dd>
    </dl>
  );
}
