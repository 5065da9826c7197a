import { Link } from '@tanstack/react-router';
import type { SpansOf } from '../clocks/working.ts';
import type { Handoff } from '../handoffs.ts';
import { Brief } from './Brief.tsx';

/** Beside the board: the brief of the card that is chosen. */
export function BriefPane({ handoff, spansOf }: { handoff: Handoff; spansOf: SpansOf }) {
  return (
    <aside className="brief" aria-label={`Brief: ${handoff.contact.name}`}>
      <Brief
        handoff={handoff}
        spansOf={spansOf}
        heading={
          <h2 className="truncate">
            <Link to={`/contacts/${handoff.contact.id}`}>{handoff.contact.name}</Link>
          </h2>
        }
      />
    </aside>
  );
}
