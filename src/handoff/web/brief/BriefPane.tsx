import { Link } from '@tanstack/react-router';
import type { HoursOf } from '../clocks/working.ts';
import type { Handoff } from '../handoffs.ts';
import { Brief } from './Brief.tsx';

/** Beside the board: the brief of the card that is chosen. */
export function BriefPane({ handoff, hoursOf }: { handoff: Handoff; hoursOf: HoursOf }) {
  return (
    <aside className="brief" aria-label={`Brief: ${handoff.contact.name}`}>
      <Brief
        handoff={handoff}
        hoursOf={hoursOf}
        heading={
          <h2 className="truncate">
            <Link to={`/contacts/${handoff.contact.id}`}>{handoff.contact.name}</Link>
          </h2>
        }
      />
    </aside>
  );
}
