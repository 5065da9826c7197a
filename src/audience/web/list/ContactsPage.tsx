import '../contacts.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { Column } from '../../../web/list/columns.ts';
import { DataList } from '../../../web/list/DataList.tsx';
import { useRowActions } from '../../../web/list/row-actions.ts';
import { columnsFor } from '../../../web/list/columns-for.ts';
import { fieldsFor } from '../../../web/list/fields-for.ts';
import { useKeys } from '../../../web/keys.ts';
import { about, counted, sentenceCase } from '../../../web/numbers.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SampleLink } from '../../../web/ui/SampleLink.tsx';
import { useContactCount, type Contact } from '../contacts.ts';
import { useWithProperties } from '../properties/list-parts.tsx';
import { columns, ContactCard, fields } from './columns.tsx';
import { ExportButton } from './ExportButton.tsx';
import { standardViews } from './standard-views.ts';

const NewContactDialog = later(async () => (await import('../new/NewContactDialog.tsx')).NewContactDialog);
const BulkActions = later(async () => (await import('./BulkActions.tsx')).BulkActions);
const defaultSort = '-createdAt';

export function ContactsPage() {
  const search: { create?: boolean } = useSearch({ strict: false });
  const navigate = useNavigate();
  const mayCreate = useMay('contacts.create');
  const mayExport = useMay('contacts.export');
  const estimate = useContactCount();
  const asked = useWithProperties('contact', columns, fields);
  const actions = useRowActions('contact');
  const allFields = useMemo(() => [...asked.fields, ...fieldsFor('contacts')], [asked.fields]);
  const allColumns = useMemo(() => withOthers(asked.columns), [asked.columns]);
  // In the address, so that the palette and a link can open it; the state of the list stays beside it.
  const show = (create: boolean) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, create: create ? true : undefined }),
      replace: true,
    });
  const waysIn = <WaysIn create={() => show(true)} />;
  useKeys('Contacts', mayCreate ? { c: { label: 'New contact', run: () => show(true) } } : {});
  return (
    <Page
      title="Contacts"
      crumbs={[{ label: 'Audience' }]}
      lede={estimate !== undefined && estimate.count > 0 ? ledeOf(estimate) : undefined}
      fill
      actions={waysIn}
    >
      <DataList<Contact>
        noun="contacts"
        words={{ one: 'contact', many: 'contacts' }}
        path="/api/contacts"
        columns={allColumns}
        fields={allFields}
        defaultSort={defaultSort}
        views={standardViews}
        nameOf={(contact) => contact.name}
        linkTo={(contact) => `/contacts/${contact.id}`}
        actions={actions}
        renderCard={(contact) => <ContactCard contact={contact} />}
        renderBulk={(selection, { sort = defaultSort, columns: shown }) => (
          <BulkActions selection={selection} sort={sort} columns={ownOf(shown)} />
        )}
        renderTools={({ sort, ...list }, { columns: shown }) =>
          mayExport && <ExportButton chosen={{ list }} sort={sort} columns={ownOf(shown)} />
        }
        empty={
          <NobodyYet
            actions={
              <>
                {waysIn}
                <SampleLink />
              </>
            }
          />
        }
      />
      {search.create === true && mayCreate && <NewContactDialog onClose={() => show(false)} />}
    </Page>
  );
}

/** What other rooms know stands after the name. */
function withOthers([name, ...rest]: readonly Column<Contact>[]): Column<Contact>[] {
  return [...(name === undefined ? [] : [name]), ...columnsFor('contacts'), ...rest];
}

/** An export holds what stands on the records themselves. */
function ownOf(shown: readonly string[] | undefined): string[] | undefined {
  const others = new Set(columnsFor('contacts').map(({ id }) => id));
  return shown?.filter((id) => !others.has(id));
}

/** One by one, or as a file. */
function WaysIn({ create }: { create: () => void }) {
  const mayCreate = useMay('contacts.create');
  const mayImport = useMay('contacts.import');
  return (
    <>
      {mayImport && (
        <ButtonLink to="/contacts/import" icon="upload">
          Import
        </ButtonLink>
      )}
      {mayCreate && (
        <Button primary icon="plus" keys="c" onClick={create}>
          New contact
        </Button>
      )}
    </>
  );
}

function NobodyYet({ actions }: { actions: ReactNode }) {
  return (
    <EmptyState icon="contact" title="Nobody here yet" actions={actions}>
      Contacts are the people your company knows, from the first visit to the last recommendation. Bring in
      the list you have, or add the first one by hand.
    </EmptyState>
  );
}

function ledeOf({ count, exact }: { count: number; exact: boolean }): string {
  if (exact) return counted(count, 'person', 'people');
  return sentenceCase(`${about(count)} people`);
}
