import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { tip } from '../../../web/ui/tip.ts';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { lateQuery, type Case } from './agreements.ts';
import { leadWords, lengthWords, monthWords, shortName } from './words.ts';

/** What was broken in the last seven days, or is running late: each a lead somebody waits for. */
export function Late({ month }: { month: string }) {
  const query = useQuery(lateQuery);
  return (
    <Card
      title="Broken or running late, this week"
      flush
      end={
        <Link className="button ghost small" to="/agreement/cases" search={{ month, kept: 'no' }}>
          All of {monthWords(month).split(' ')[0]}
        </Link>
      }
    >
      <Loaded query={query} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="inner muted">Nothing: no promise became late in the last seven days.</p>
          ) : (
            <>
              <CasesTable label="Late promises" items={items} of="late" />
              <Hidden items={items} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

/** Says why some have no name, where there are any. */
export function Hidden({ items }: { items: readonly Case[] }) {
  if (items.every(({ contact }) => contact !== null)) return null;
  return (
    <p className="inner small muted">
      Leads of other teams count for both sides, too; who they are is seen by their own.
    </p>
  );
}

type Of = 'late' | Case['promise']['side'];

/** Of one promise, when each was handed over; of marketing’s there is no clock that could be late. */
export function CasesTable({ label, items, of }: { label: string; items: Case[]; of: Of }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, and the keyboard must reach it
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="table nowrap cases">
        <thead>
          <tr>
            <th scope="col">Lead</th>
            <th scope="col">{of === 'late' ? 'Promise' : 'Handed over'}</th>
            <th scope="col">Who</th>
            {of !== 'marketing' && <th scope="col">Over by</th>}
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <CaseRow key={`${one.handoffId} ${one.promise.id}`} one={one} of={of} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CaseRow({ one, of }: { one: Case; of: Of }) {
  const { handoffId, contact, promise, rep, outcome, at } = one;
  return (
    <tr>
      <td>
        {contact === null ? (
          leadWords(rep)
        ) : (
          <>
            <Link className="strong" to="/handoff/$id" params={{ id: handoffId }}>
              {contact.name}
            </Link>{' '}
            <span className="muted">{contact.companyName}</span>
          </>
        )}
      </td>
      <td>
        {of === 'late' ? (
          <span className={`team ${promise.side}`} {...tip(promise.name)}>
            {shortName(promise.name)}
          </span>
        ) : (
          <RelativeTime at={at} />
        )}
      </td>
      <td>
        {rep === null ? (
          <span className="muted">Nobody yet</span>
        ) : (
          <Avatar name={rep.name} team="sales" size="small" alone />
        )}
      </td>
      {of !== 'marketing' && (
        <td className="num">
          <Over one={one} />
        </td>
      )}
      <td className="muted">{outcome}</td>
    </tr>
  );
}

function Over({ one: { overMinutes, metAt } }: { one: Case }) {
  if (overMinutes === null) return <span className="muted">In time</span>;
  // A reply given up before its time was never over.
  if (overMinutes < 1) return <span className="muted">Not done</span>;
  if (metAt !== null) return lengthWords(overMinutes);
  return (
    <span className="clock late">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle className="track" cx="8" cy="8" r="6" />
      </svg>
      {lengthWords(overMinutes)} over
    </span>
  );
}
