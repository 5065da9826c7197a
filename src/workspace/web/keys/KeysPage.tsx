import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useKeys } from '../../../web/keys.ts';
import { Button, buttonLook } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { toast } from '../../../web/ui/toast.ts';
import type * as contract from '../../keys/contract.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { refresh } from '../parts/saving.ts';
import '../parts/settings.css';
import type { Wire } from '../parts/wire.ts';
import { roleLabel } from '../roles.ts';
import { NewKey } from './NewKey.tsx';

export type ApiKey = Wire<contract.ApiKey>;

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => api.get<{ items: ApiKey[] }>('/api/keys', { signal }),
});

export default function KeysPage() {
  const [adding, setAdding] = useState(false);
  const keys = useQuery(keysQuery);
  const add = () => setAdding(true);
  useKeys('API keys', { c: { label: 'New API key', run: add } });
  return (
    <Page
      title="API keys"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="For programs that read and write here: everything the pages do, they can do too."
      actions={
        <>
          <a className={buttonLook({})} href="/api/docs" target="_blank" rel="noreferrer">
            <Icon name="external" />
            <span>API reference</span>
          </a>
          <Button primary icon="plus" keys="c" onClick={add}>
            New key
          </Button>
        </>
      }
    >
      <Loaded query={keys}>
        {({ items }) => (items.length === 0 ? <NoKeys add={add} /> : <Lines keys={items} />)}
      </Loaded>
      {adding && <NewKey onClose={() => setAdding(false)} />}
    </Page>
  );
}

function NoKeys({ add }: { add: () => void }) {
  return (
    <EmptyState
      icon="key"
      title="No API keys yet"
      actions={
        <Button primary icon="plus" onClick={add}>
          New key
        </Button>
      }
    >
      A key lets your shop, your web site or a script work with Tandem. It gets a role like a colleague, and
      can be taken back at any time.
    </EmptyState>
  );
}

function Lines({ keys }: { keys: ApiKey[] }) {
  const [revoking, setRevoking] = useState<ApiKey>();
  const revoke = async (key: ApiKey) => {
    await api.delete(`/api/keys/${key.id}`);
    await refresh([keysQuery.queryKey]);
    toast(`${key.name} opens nothing any more`);
  };
  return (
    <>
      <ul className="lines">
        {keys.map((key) => (
          <li key={key.id}>
            <Icon name="key" />
            <span className="about">
              <span className="row wrap">
                <span className="strong">{key.name}</span>
                <Tag>{roleLabel(key.role)}</Tag>
                <code className="small muted">{key.start}…</code>
              </span>
              <span className="small muted">
                {key.lastUsedAt === null ? (
                  'Never used'
                ) : (
                  <>
                    Last used <RelativeTime at={key.lastUsedAt} />
                  </>
                )}{' '}
                · created {key.createdBy !== null && `by ${key.createdBy.name} `}
                <RelativeTime at={key.createdAt} />
              </span>
            </span>
            <Button small onClick={() => setRevoking(key)}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      {revoking !== undefined && (
        <ConfirmDialog
          title={`Revoke ${revoking.name}?`}
          confirm="Revoke key"
          onConfirm={() => revoke(revoking)}
          onClose={() => setRevoking(undefined)}
        >
          <p>
            Every program that uses it is refused from now on
            {revoking.lastUsedAt !== null && (
              <>
                ; it was last used <RelativeTime at={revoking.lastUsedAt} />
              </>
            )}
            . This cannot be taken back.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
