import './routing.css';
import '../handoff.css';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../../web/session.ts';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { Reps } from './Reps.tsx';
import { Rules } from './Rules.tsx';
import { routingQuery, type ShownRouting } from './routing.ts';
import { Terms } from './Terms.tsx';
import { TrialPanel } from './TrialPanel.tsx';

/** Who gets what is handed over: readable by everybody, changed by whoever leads sales. */
export function RoutingPage() {
  const query = useQuery(routingQuery);
  return (
    <Page
      title="Routing"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="Who gets what is handed over. The first rule that fits and has somebody free decides."
      actions={
        <ButtonLink to="/handoff" icon="handoff">
          Board
        </ButtonLink>
      }
    >
      <Loaded query={query} lines={8}>
        {(routing) => <Whole routing={routing} />}
      </Loaded>
    </Page>
  );
}

function Whole({ routing }: { routing: ShownRouting }) {
  const may = useMay('routing.edit');
  const { changedAt, changedBy } = routing;
  return (
    <div className="routing">
      <div className="stack loose">
        <Terms routing={routing} may={may} />
        <Rules routing={routing} may={may} />
        <Reps may={may} />
        {changedAt !== null && (
          <p className="small muted">
            Last changed {changedBy !== null && `by ${changedBy.name} `}
            <RelativeTime at={changedAt} />
          </p>
        )}
      </div>
      <TrialPanel version={routing.version} />
    </div>
  );
}
