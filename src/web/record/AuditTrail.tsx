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
  icon?: IconName | undefined;
};

type Props = { items: readonly AuditItem[]; more?: { load: () => void; loading: boolean } | undefined };

/** Who changed what, from what, to what. */
export function AuditTrail({ items, more }: Props) {
  return (
    <Timeline
      items={items.map(asTouch)}
      more={more}
      empty={<p className="muted">Nothing was changed yet.</p>}
    />
  );
}

function asTouch({ id, at, actor, did, changes = [], icon = 'edit' }: AuditItem): TimelineItem {
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
    ...(changes.length === 0
      ? {}
      : { detail: changes.map((change) => <ChangeLine key={change.field} change={change} />) }),
  };
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
