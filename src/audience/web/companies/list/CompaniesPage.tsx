import '../../contacts.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { DataList } from '../../../../web/list/DataList.tsx';
import type { StandardView } from '../../../../web/list/views.ts';
import { useKeys } from '../../../../web/keys.ts';
import { about, counted, sentenceCase } from '../../../../web/numbers.ts';
import { useMay } from '../../../../web/session.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../../web/ui/ButtonLink.tsx';
import { EmptyState } from '../../../../web/ui/EmptyState.tsx';
import { later } from '../../../../web/ui/later.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { useWithProperties } from '../../properties/list-parts.tsx';
import { useCompanyCount, type Company } from '../companies.ts';
import { columns, CompanyCard, fields } from './columns.tsx';
import { ExportCompanies } from './ExportCompanies.tsx';

const NewCompanyDialog = later(async () => (await import('../new/NewCompanyDialog.tsx')).NewCompanyDialog);
const BulkActions = later(async () => (await import('./BulkActions.tsx')).BulkActions);
const defaultSort = 'name';

/** Views everybody has. */
const standardViews: readonly StandardView[] = [
  { id: 'mine', name: 'Mine', state: { filter: [['owner', 'is', ['me']]] } },
  { id: 'unassigned', name: 'Unassigned', state: { filter: [['owner', 'is_empty', null]] } },
  { id: 'new', name: 'New this week', state: { filter: [['createdAt', 'in_last', '7d']] } },
];

export function CompaniesPage() {
  const search: { create?: boolean } = useSearch({ strict: false });
  const navigate = useNavigate();
  const mayEdit = useMay('companies.edit');
  const mayExport = useMay('contacts.export');
  const estimate = useCompanyCount();
  const all = useWithProperties('company', columns, fields);
  // In the address, so that the palette and a link can open it; the state of the list stays beside it.
  const show = (create: boolean) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, create: create ? true : undefined }),
      replace: true,
    });
  useKeys('Companies', mayEdit ? { c: { label: 'New company', run: () => show(true) } } : {});
  const create = <WaysIn mayCreate={mayEdit} create={() => show(true)} />;
  return (
    <Page
      title="Companies"
      crumbs={[{ label: 'Audience' }]}
      lede={estimate !== undefined && estimate.count > 0 ? ledeOf(estimate) : undefined}
      fill
      actions={create}
    >
      <DataList<Company>
        noun="companies"
        words={{ one: 'company', many: 'companies' }}
        path="/api/companies"
        columns={all.columns}
        fields={all.fields}
        defaultSort={defaultSort}
        views={standardViews}
        nameOf={(company) => company.name}
        linkTo={(company) => `/companies/${company.id}`}
        renderCard={(company) => <CompanyCard company={company} />}
        renderBulk={(selection, { sort = defaultSort, columns: shown }) => (
          <BulkActions selection={selection} sort={sort} columns={shown} />
        )}
        renderTools={({ sort, ...list }, { columns: shown }) =>
          mayExport && <ExportCompanies chosen={{ list }} sort={sort} columns={shown} />
        }
        empty={
          <EmptyState icon="company" title="No companies yet" actions={create}>
            A company brings together the people who work there, who decides and who uses, and everything that
            happened with all of them. Add the first one; contacts with e-mail addresses of its domain are
            offered to be linked.
          </EmptyState>
        }
      />
      {search.create === true && mayEdit && <NewCompanyDialog onClose={() => show(false)} />}
    </Page>
  );
}

/** One by one, or as a file. */
function WaysIn({ mayCreate, create }: { mayCreate: boolean; create: () => void }) {
  const mayImport = useMay('contacts.import');
  return (
    <>
      {mayImport && (
        <ButtonLink to="/contacts/import" search={{ target: 'companies' }} icon="upload">
          Import
        </ButtonLink>
      )}
      {mayCreate && (
        <Button primary icon="plus" keys="c" onClick={create}>
          New company
        </Button>
      )}
    </>
  );
}

function ledeOf({ count, exact }: { count: number; exact: boolean }): string {
  if (exact) return counted(count, 'company', 'companies');
  return sentenceCase(`${about(count)} companies`);
}
