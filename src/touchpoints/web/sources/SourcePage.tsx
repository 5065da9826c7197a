import './sources.css';
import '../../../workspace/web/parts/settings.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import { useMay } from '../../../web/session.ts';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Facts } from '../../../web/ui/Facts.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { Section } from '../../../workspace/web/parts/Section.tsx';
import { DayBars } from './DayBars.tsx';
import { HowToSend } from './HowToSend.tsx';
import { Reasons, Reconciliation } from './Reconciliation.tsx';
import {
  countsQuery,
  kindWords,
  lagWords,
  setAsideWords,
  sourceQuery,
  sourcesQuery,
  type Source,
} from './sources.ts';
import { SourceStateDot } from './SourceStateDot.tsx';

export function SourcePage() {
  const { id = '' } = useParams({ strict: false });
  const source = useQuery(sourceQuery(id));
  if (source.isSuccess && source.data === undefined) return <NotFoundPage />;
  return (
    <Page
      title={source.data?.name ?? 'Source'}
      crumbs={[
        { label: 'Settings', to: '/settings' },
        { label: 'Sources', to: '/settings/sources' },
      ]}
      lede={source.data === undefined ? undefined : kindWords[source.data.kind]}
    >
      <Loaded query={source}>{(found) => <Details source={found} />}</Loaded>
    </Page>
  );
}

function Details({ source }: { source: Source }) {
  const counts = useQuery(countsQuery(source.id));
  const sends = source.kind === 'web' || source.kind === 'segment' || source.kind === 'api';
  return (
    <>
      <Section
        title="What came"
        hint="The last 30 days, by the day it arrived (UTC). What was seen is stored, a duplicate, skipped or a machine’s: nothing is dropped unseen."
      >
        <Loaded query={counts}>
          {({ days, reasons, setAside }) => (
            <>
              <Reconciliation days={days} />
              {setAside > 0 && <p role="status">{setAsideWords(setAside)}</p>}
              <DayBars days={days} />
              <Reasons reasons={reasons} />
            </>
          )}
        </Loaded>
      </Section>
      <Section title="State" hint="Live: what arrives shows here without reload.">
        <Facts
          facts={[
            { label: 'Now', value: <SourceStateDot source={source} /> },
            {
              label: 'Last one',
              value: source.lastSeenAt === null ? 'None yet' : <RelativeTime at={source.lastSeenAt} />,
            },
            sends && { label: 'Lag', value: lagWords(source.lagMs) },
            { label: 'Last error', value: <LastError source={source} /> },
            { label: 'Id space', value: <code>{source.idSpace}</code> },
            { label: 'Created', value: <RelativeTime at={source.createdAt} /> },
          ]}
        />
      </Section>
      {sends && source.revokedAt === null && (
        <Section
          title="Connect"
          hint="The rest of the key is known only to whoever copied it when the source was made."
        >
          <HowToSend kind={source.kind} writeKey={`${source.keyStart ?? ''}…`} />
          <Revoke source={source} />
        </Section>
      )}
    </>
  );
}

function LastError({ source: { lastError, lastErrorAt, createdAt } }: { source: Source }) {
  if (lastError === null) return <>None</>;
  return (
    <>
      {lastError}{' '}
      <span className="muted">
        (<RelativeTime at={lastErrorAt ?? createdAt} />)
      </span>
    </>
  );
}

function Revoke({ source }: { source: Source }) {
  const [asking, setAsking] = useState(false);
  const may = useMay('sources.manage');
  if (!may) return null;
  const revoke = async () => {
    await api.delete(`/api/sources/${source.id}/key`);
    await queryClient.invalidateQueries({ queryKey: sourcesQuery.queryKey });
    toast(`The key of ${source.name} opens nothing any more`);
  };
  return (
    <div>
      <Button onClick={() => setAsking(true)}>Revoke the key</Button>
      {asking && (
        <ConfirmDialog
          title={`Revoke the key of ${source.name}?`}
          confirm="Revoke key"
          onConfirm={revoke}
          onClose={() => setAsking(false)}
        >
          <p>
            Whatever sends with it is refused from now on. What it brought stays. This cannot be taken back; a
            new source gets a new key.
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
