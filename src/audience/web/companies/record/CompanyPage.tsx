import '../../contacts.css';
import '../companies.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { asProblem } from '../../../../web/problem.ts';
import { RecordPage } from '../../../../web/record/RecordPage.tsx';
import { RecordSlot } from '../../../../web/record/RecordSlot.tsx';
import { NotFoundPage } from '../../../../web/shell/NotFoundPage.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { FormError } from '../../../../web/ui/FormError.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Skeleton } from '../../../../web/ui/Skeleton.tsx';
import { useCurrentAddress } from '../../merge/use-current-address.ts';
import { teamOf, useColleagues } from '../../people.ts';
import { useReach } from '../../reach.ts';
import { OwnerName } from '../../record/ContactContext.tsx';
import { companyQuery, type Company } from '../companies.ts';
import { companyLine } from '../words.ts';
import { CompanyActions } from './CompanyActions.tsx';
import { CompanyContext } from './CompanyContext.tsx';
import { CompanyFacts } from './CompanyFacts.tsx';
import { CompanyHistory } from './CompanyHistory.tsx';
import { DeletedCompany } from './DeletedCompany.tsx';
import { SuggestionNotice } from './SuggestionNotice.tsx';

export function CompanyPage() {
  const { id } = useParams({ strict: false });
  const query = useQuery(companyQuery(id ?? ''));
  useCurrentAddress('companies', id, query.data?.id);
  // Facts that are being edited belong to one company: the next one starts afresh.
  if (query.data !== undefined) return <CompanyRecord key={query.data.id} company={query.data} />;
  if (query.isPending) return <CompanyWait />;
  const problem = asProblem(query.error);
  if (problem.status === 404) return <NotFoundPage />;
  return (
    <Page title="Company" crumbs={[{ label: 'Companies', to: '/companies' }]}>
      <div className="stack">
        <FormError problem={problem} />
        <div>
          <Button icon="refresh" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </div>
      </div>
    </Page>
  );
}

function CompanyRecord({ company }: { company: Company }) {
  const reach = useReach(company);
  const deleted = company.deletedAt !== null;
  const may = reach('companies.edit') && !deleted;
  const record = { kind: 'company', id: company.id, name: company.name, deleted };
  return (
    <RecordPage
      noun="companies"
      id={company.id}
      linkTo={(id) => `/companies/${id}`}
      neighbours={`/api/companies/${company.id}/neighbours`}
      list={{ label: 'Companies', to: '/companies' }}
      title={company.name}
      square
      subtitle={<Subtitle company={company} />}
      actions={
        !deleted && (
          <>
            <RecordSlot slot="actions" record={record} />
            <CompanyActions company={company} mayDelete={reach('companies.delete')} />
          </>
        )
      }
      top={
        <>
          {deleted && <DeletedCompany company={company} may={reach('companies.delete')} />}
          {may && <SuggestionNotice company={company} />}
          <RecordSlot slot="top" record={record} />
        </>
      }
      names={{ timeline: 'Timeline', facts: 'Facts', context: 'People' }}
      facts={<CompanyFacts company={company} may={may} />}
      timeline={<RecordSlot slot="timeline" record={record} otherwise={<CompanyHistory id={company.id} />} />}
      context={
        <>
          <RecordSlot slot="context" record={record} />
          <CompanyContext company={company} may={may} />
        </>
      }
    />
  );
}

function Subtitle({ company }: { company: Company }) {
  const { owner, domain } = company;
  const team = teamOf(useColleagues().get(owner?.id ?? ''));
  const line = companyLine(company);
  return (
    <>
      {line !== '' && <span>{line}</span>}
      {domain !== null && (
        <a href={`https://${domain}`} className="link" target="_blank" rel="noreferrer">
          {domain}
        </a>
      )}
      {owner !== null && <OwnerName name={owner.name} team={team} />}
    </>
  );
}

function CompanyWait() {
  return (
    <Page title="Company" crumbs={[{ label: 'Companies', to: '/companies' }]}>
      <output className="sr">Loading</output>
      <Skeleton title lines={8} />
    </Page>
  );
}
