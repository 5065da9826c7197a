import './tension.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SampleLink } from '../../../web/ui/SampleLink.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { Behind } from './Behind.tsx';
import { BothSides } from './BothSides.tsx';
import { Grades } from './Grades.tsx';
import { Headline } from './Headline.tsx';
import { PeriodChoice } from './PeriodChoice.tsx';
import { Reasons } from './Reasons.tsx';
import { Rows } from './Rows.tsx';
import { fromAddress, toAddress } from './address.ts';
import { askedIn, periodOf, tensionQuery, type Asked, type Search, type Tension } from './tension.ts';

/** Blame needs no facts; this page has them: the same leads by both sides' definitions, each number with its leads. */
export function TensionPage() {
  const search: Search = fromAddress(useSearch({ strict: false }));
  const navigate = useNavigate();
  const period = periodOf(search);
  const query = useQuery(tensionQuery(period));
  const go = (next: Search) =>
    void navigate({ to: '/tension', search: toAddress(next, Object.keys(next)), replace: true });
  const show = (leads: Asked) => go({ ...period, ...leads, show: 'leads' });
  return (
    <Page
      title="Tension"
      crumbs={[{ label: 'Hand off' }]}
      lede="The same leads by both sides’ definitions. Where they differ is what to talk about; every number opens its leads."
      actions={<PeriodChoice period={period} change={(next) => go({ ...next })} />}
    >
      <Loaded query={query} lines={8}>
        {(tension) => (tension.all.opened === 0 ? <Nothing /> : <Numbers tension={tension} show={show} />)}
      </Loaded>
      {search['show'] === 'leads' && (
        <Behind period={period} leads={askedIn(search)} onClose={() => go({ ...period })} />
      )}
    </Page>
  );
}

function Numbers({ tension, show }: { tension: Tension; show: (leads: Asked) => void }) {
  return (
    <div className="stack loose tension">
      <Headline tension={tension} show={show} />
      <div className="halves">
        <BothSides tension={tension} show={show} />
        <Reasons tension={tension} show={show} />
      </div>
      <Rows title="By source" of="source" rows={tension.sources} show={show} />
      {tension.campaigns.length > 0 && (
        <Rows title="By campaign" of="campaign" rows={tension.campaigns} show={show} />
      )}
      <Grades tension={tension} show={show} />
    </div>
  );
}

function Nothing() {
  return (
    <EmptyState
      icon="handoff"
      title="No lead was handed over in this time"
      actions={
        <>
          <ButtonLink to="/handoff">Open the board</ButtonLink>
          <SampleLink />
        </>
      }
    >
      Once leads are handed over and judged, this page compares what marketing and sales each call a good one.
    </EmptyState>
  );
}
