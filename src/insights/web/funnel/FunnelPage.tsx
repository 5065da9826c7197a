import './funnel.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { fromAddress, toAddress } from '../../../handoff/web/tension/address.ts';
import { PeriodChoice } from '../../../handoff/web/tension/PeriodChoice.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { SampleLink } from '../../../web/ui/SampleLink.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { Cohort } from './Cohort.tsx';
import { cohortOf, funnelQuery, number, type Funnel, type Search, type Step, type What } from './funnel.ts';
import { Groups } from './Groups.tsx';
import { People } from './People.tsx';
import { Steps } from './Steps.tsx';

/** How visitors become customers, how long each step takes, and where they are lost: each number opens its people. */
export function FunnelPage() {
  const search: Search = fromAddress(useSearch({ strict: false }));
  const navigate = useNavigate();
  const query = useQuery(funnelQuery(search));
  const go = (next: Search) =>
    void navigate({ to: '/funnel', search: toAddress(next, Object.keys(next)), replace: true });
  const { step: _step, what: _what, key: _key, ...asked } = search;
  const { days: _days, from: _from, to: _to, ...kept } = asked;
  const show = (step: Step, what: What, more: Search = {}) => go({ ...asked, ...more, step, what });
  return (
    <Page
      title="Funnel"
      crumbs={[{ label: 'Learn' }]}
      lede="Everybody first seen in a period, and how far they have come since."
      actions={
        <PeriodChoice
          period={asked}
          change={(period) => go({ ...kept, ...period })}
          lengths={['30', '90', '365']}
          usual="90"
        />
      }
    >
      <div className="stack loose">
        <Cohort search={asked} change={(change) => go({ ...asked, ...change })} />
        <Loaded query={query} lines={8}>
          {(funnel) =>
            funnel.cohort === 0 ? <Nobody /> : <Whole funnel={funnel} by={search['by']} show={show} />
          }
        </Loaded>
      </div>
      {search['step'] !== undefined && (
        <People
          asked={{ ...cohortOf(search), step: search['step'], what: search['what'] ?? 'reached' }}
          onClose={() => go(asked)}
        />
      )}
    </Page>
  );
}

type WholeProps = {
  funnel: Funnel;
  by: string | undefined;
  show: (step: Step, what: What, more?: Search) => void;
};

function Whole({ funnel, by, show }: WholeProps) {
  return (
    <>
      <Card
        title="From first seen to customer"
        end={<span className="small muted num">{number(funnel.cohort, funnel.exact)} people</span>}
      >
        <Steps funnel={funnel} show={show} />
        <p className="small muted foot">
          A step counts who came as far or further. Times are of those who took both steps in this order.
          {funnel.mine && ' Only the people within your reach are counted.'}
          {!funnel.exact &&
            ` There are so many that a random ${Math.max(1, Math.round(funnel.share * 100))}% of them tell for all: the numbers are estimates.`}{' '}
          Computed <RelativeTime at={funnel.computedAt} />.
        </p>
      </Card>
      {by !== undefined && <Groups funnel={funnel} by={by} show={show} />}
    </>
  );
}

function Nobody() {
  return (
    <EmptyState icon="learn" title="Nobody was first seen in this time" actions={<SampleLink />}>
      Choose a longer time or take a filter away. The funnel begins with the first touch of a visitor, or with
      the day somebody wrote a contact down.
    </EmptyState>
  );
}
