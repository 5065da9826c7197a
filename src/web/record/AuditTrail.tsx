import type { ReactNode } from 'react';
import type { TeamKind } from '../session.ts';
import type { IconName } from '../ui/icon-paths.ts';
import { Timeline } from './Timeline.tsx';
import type { TimelineItem } from './timeline.ts';

/** `from` is left out where there was nothing before: on a record that is new. */
export type Change = { field: string; from?: ReactNode; to: ReactNode };
export type AuditItem = {
  id: string;
  at: string;
  actor: { name: string; team?: TeamKind | undefined };
  /** As a sentence goes on after the name: 'changed the stage', 'merged Nora C. into this contact'. */
  did: ReactNode;
  changes?: readonly Change[] | undefined;
  /** The changes stand behind these words until somebody opens them: 'with 7 facts'. */
  folded?: string | undefined;
  icon?: IconName | undefined;
};

type Props = { items: readonly AuditItem[]; more?: { load: () => void; loading: boolean } | undefined };

/** Who changed what, from what, to what. */
export function AuditTrail({ items, more }: Props) {
  return (
    <Timeline
      items={items.map(auditTouch)}
      more={more}
      empty={<p className="muted">Nothing was changed yet.</p>}
    />
  );
}

/** A change as it stands on a timeline, also between touches. */
export function auditTouch(item: AuditItem): TimelineItem {
  const { id, at, actor, did, changes = [], folded, icon = 'edit' } = item;
  return {
    id,
    at,
    icon,
    team: actor.team,
    title: (
      <>
        <span className="strong">{actor.name}</span> {did}
      </>
    ),
    ...(changes.length === 0 ? {} : { detail: <Changes changes={changes} folded={folded} /> }),
  };
}

function Changes({ changes, folded }: { changes: readonly Change[]; folded: string | undefined }) {
  const lines = changes.map((change) => <ChangeLine key={change.field} change={change} />);
  if (folded === undefined) return lines;
  return (
    <details>
      <summary>{folded}</summary>
      {lines}
    </details>
  );
}

function ChangeLine({ change }: { change: Change }) {
  return (
    <div className="change">
      <span>{change.field}:</span>
      {'from' in change && (
        <>
          <del>{isEmpty(change.from) ? 'empty' : change.from}</del>
          <span aria-label="to">→</span>
        </>
      )}
      <ins>{isEmpty(change.to) ? 'empty' : change.to}</ins>
    </div>
  );
}

function isEmpty(value: ReactNode): boolean {
  return value === null || value === undefined || value === '';
}
