import '../contacts.css';
import './import.css';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem, Problem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { CountLink } from './CountLink.tsx';
import { takeBack, targetWords, useImports, type Import } from './imports.ts';
import { countColumns } from './outcomes.ts';

/** Who brought what and when, what became of the rows, and the way back. */
export function ImportsPage() {
  const may = useMay('contacts.import');
  return (
    <Page
      title="Imports"
      crumbs={[{ label: 'Contacts', to: '/contacts' }]}
      lede="Every file that was brought in. An import can be taken back for 90 days, where nobody changed the same since."
      actions={
        may && (
          <ButtonLink primary icon="upload" to="/contacts/import">
            Import a file
          </ButtonLink>
        )
      }
    >
      {may ? <History /> : <FormError problem={new Problem({ status: 403 })} />}
    </Page>
  );
}

function History() {
  const query = useImports();
  if (query.data === undefined)
    return query.isError ? <FormError problem={asProblem(query.error)} /> : <Skeleton lines={6} />;
  const imports = query.data.pages.flatMap(({ items }) => items);
  if (imports.length === 0) return <NothingYet />;
  return (
    <div className="stack loose">
      <section className="scroll" aria-label="Imports">
        <table className="table imports">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">What</th>
              <th scope="col">Who and when</th>
              {countColumns.map(([label]) => (
                <th key={label} scope="col" className="end">
                  {label}
                </th>
              ))}
              <th scope="col">
                <span className="sr">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {imports.map((each) => (
              <ImportRow key={each.id} made={each} />
            ))}
          </tbody>
        </table>
      </section>
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
    </div>
  );
}

function NothingYet() {
  return (
    <EmptyState
      icon="upload"
      title="Nothing was imported yet"
      actions={
        <ButtonLink primary to="/contacts/import">
          Import a file
        </ButtonLink>
      }
    >
      Contacts, companies and what happened with them come from any CSV: an export of your shop, your
      newsletter, your last system.
    </EmptyState>
  );
}

const stateWords: Partial<Record<Import['state'], string>> = {
  queued: 'Waits',
  running: 'Running',
  failed: 'Stopped',
  cancelled: 'Cancelled',
};

function ImportRow({ made }: { made: Import }) {
  const [busy, setBusy] = useState(false);
  const { id, fileName, target, state, undo } = made;
  const isTakenBack = undo !== null && undo.undoneAt !== null;
  const word = undo === null ? stateWords[state] : isTakenBack ? 'Taken back' : 'Being taken back';
  const takeItBack = async () => {
    setBusy(true);
    await takeBack(id);
    setBusy(false);
  };
  return (
    <tr className={isTakenBack ? 'taken-back' : undefined}>
      <th scope="row">
        <Link to="/contacts/import" search={{ operation: id }} className="link">
          {fileName}
        </Link>{' '}
        {word !== undefined && <Tag tone={state === 'failed' ? 'bad' : 'outline'}>{word}</Tag>}
      </th>
      <td data-label="What">{targetWords[target]}</td>
      <td data-label="Who and when">
        {made.madeBy}, <RelativeTime at={made.startedAt} />
      </td>
      {countColumns.map(([label, name]) => (
        <td key={label} className="num end" data-label={label}>
          <CountLink made={made} name={name} />
        </td>
      ))}
      <td className="acts">
        {made.notesFileId !== null && (
          <a className="link" href={`/api/files/${made.notesFileId}`} download>
            Rows to look at
          </a>
        )}
        {made.fileId !== null && (
          <a className="link" href={`/api/files/${made.fileId}`} download>
            File
          </a>
        )}
        {made.mayUndo && undo === null && (
          <Button small ghost icon="undo" busy={busy} onClick={() => void takeItBack()}>
            Take back
          </Button>
        )}
      </td>
    </tr>
  );
}
