import './properties.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../../../web/keys.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import '../../../workspace/web/parts/settings.css';
import { useEveryProperty, useUsage, type Property, type RecordKind } from './properties.ts';
import { PropertyLine } from './PropertyLine.tsx';

const PropertyDialog = later(async () => (await import('./PropertyDialog.tsx')).PropertyDialog);

/** What the company asks of its contacts and companies beyond the fields everybody has. */
export function PropertiesPage() {
  const { of = 'contact' }: { of?: RecordKind } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [editing, setEditing] = useState<Property | 'new'>();
  const add = () => setEditing('new');
  useKeys('Properties', { c: { label: 'New property', run: add } });
  return (
    <Page
      title="Properties"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="What you want to know of contacts and companies beyond the fields that everybody has."
      actions={
        <Button primary icon="plus" keys="c" onClick={add}>
          New property
        </Button>
      }
    >
      <Tabs<RecordKind>
        label="Properties of"
        value={of}
        onChange={(kind) => void navigate({ to: '.', search: { of: kind }, replace: true })}
        tabs={[
          { value: 'contact', label: 'Contacts' },
          { value: 'company', label: 'Companies' },
        ]}
      >
        <Lines key={of} recordKind={of} add={add} edit={setEditing} />
      </Tabs>
      {editing !== undefined && (
        <PropertyDialog
          recordKind={of}
          {...(editing === 'new' ? {} : { property: editing })}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Page>
  );
}

type Props = { recordKind: RecordKind; add: () => void; edit: (property: Property) => void };

function Lines({ recordKind, add, edit }: Props) {
  const query = useEveryProperty(recordKind);
  const usage = useUsage(recordKind);
  return (
    <Loaded query={query} lines={8}>
      {({ items }) => {
        const current = items.filter(({ archivedAt }) => archivedAt === null);
        const archived = items.filter(({ archivedAt }) => archivedAt !== null);
        if (items.length === 0) return <None recordKind={recordKind} add={add} />;
        return (
          <div className="stack loose property-page">
            <ul className="lines property-lines" aria-label="In use">
              {current.map((property) => (
                <PropertyLine key={property.id} {...{ property, usage, edit, all: current }} />
              ))}
            </ul>
            {archived.length > 0 && (
              <section className="stack">
                <h2>Archived</h2>
                <ul className="lines property-lines" aria-label="Archived">
                  {archived.map((property) => (
                    <PropertyLine key={property.id} {...{ property, usage, edit, all: current }} />
                  ))}
                </ul>
              </section>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}

function None({ recordKind, add }: Pick<Props, 'recordKind' | 'add'>) {
  const whose = recordKind === 'contact' ? 'contact' : 'company';
  return (
    <EmptyState
      icon="property"
      title={`No properties of ${recordKind === 'contact' ? 'contacts' : 'companies'} yet`}
      actions={
        <Button primary icon="plus" onClick={add}>
          New property
        </Button>
      }
    >
      Hair type, yearly spend, the day of the next renewal: a property stands on every {whose}, and lists can
      be filtered and sorted by it. An import can create the properties its file has.
    </EmptyState>
  );
}
