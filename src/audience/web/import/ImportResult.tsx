import { useState } from 'react';
import { isGoing } from '../../../web/long-work/operations.ts';
import { count } from '../../../web/numbers.ts';
import { Button, buttonLook } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { useOperation } from '../operation.ts';
import { CountLink } from './CountLink.tsx';
import { broughtBy } from './imported.ts';
import { takeBack, targetWords, useImport, type Import } from './imports.ts';
import { Going } from './ImportProgress.tsx';
import { countColumns, type Counts } from './outcomes.ts';

const endings: Record<Import['state'], string> = {
  queued: 'waits for its turn',
  running: 'is running',
  done: 'is finished',
  cancelled: 'was cancelled; what was imported until then stays',
  failed: 'stopped; what was imported until then stays',
};

export function ImportResult({ data }: { data: Import }) {
  return (
    <section className="import-run" aria-label={`Import of ${data.fileName}`}>
      <h2>
        Import of {data.fileName} {endings[data.state]}
      </h2>
      <p className="muted">
        {targetWords[data.target]}, by {data.madeBy}, <RelativeTime at={data.startedAt} />
      </p>
      {data.error !== null && (
        <p className="notice bad" role="alert">
          <Icon name="warning" />
          <span>{data.error}</span>
        </p>
      )}
      <Figures made={data} />
      <Actions data={data} />
      {data.notesFileId !== null && (
        <p className="muted">
          “Rows to look at” holds each row that was skipped or from which something was left out, and why.
          Correct those rows and import the file again.
        </p>
      )}
      <Undone data={data} />
    </section>
  );
}

function Actions({ data }: { data: Import }) {
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    await takeBack(data.id);
    setBusy(false);
  };
  return (
    <div className="row wrap">
      {data.target === 'touchpoints' ? (
        <ButtonLink primary to={data.resultPath}>
          Open the sources
        </ButtonLink>
      ) : (
        data.isListed && (
          <ButtonLink primary to={data.resultPath} search={{ filter: broughtBy(data.id) }}>
            Open these {data.target}
          </ButtonLink>
        )
      )}
      {data.notesFileId !== null && <FileLink id={data.notesFileId}>Rows to look at</FileLink>}
      {data.mayUndo && data.undo === null && (
        <Button icon="undo" busy={busy} onClick={() => void undo()}>
          Take this import back
        </Button>
      )}
      <ButtonLink ghost to={`/contacts/import?target=${data.target}`}>
        Import another file
      </ButtonLink>
    </div>
  );
}

function FileLink({ id, children }: { id: string; children: string }) {
  return (
    <a className={buttonLook({})} href={`/api/files/${id}`} download>
      <Icon name="download" />
      <span>{children}</span>
    </a>
  );
}

/** How the undo goes, or how it ended. */
function Undone({ data }: { data: Import }) {
  const id = data.undo?.operationId ?? null;
  return id === null ? null : <UndoOperation data={data} id={id} />;
}

function UndoOperation({ data, id }: { data: Import; id: string }) {
  const { data: operation } = useOperation(id);
  const fresh = useImport(data.id, operation !== undefined && isGoing(operation)).data ?? data;
  if (operation === undefined) return null;
  if (isGoing(operation))
    return <Going operation={operation}>What nobody changed since becomes what it was before.</Going>;
  const { restored = 0, deleted = 0, left = 0 } = operation.result ?? {};
  const isWhole = operation.state === 'done';
  const fileId = fresh.undo?.fileId ?? null;
  return (
    <div className="notice undone" role="status">
      <Icon name="undo" />
      <div className="stack">
        <span>
          {isWhole ? 'Taken back' : 'Taken back in part'}: {count(Number(restored))} as they were before,{' '}
          {count(Number(deleted))} deleted
          {Number(left) > 0 && `, ${count(Number(left))} left because somebody changed them since`}.
        </span>
        {fileId !== null && <FileLink id={fileId}>What was left, and why</FileLink>}
        {!isWhole && fresh.mayUndo && (
          <Button small onClick={() => void takeBack(data.id)}>
            Take back the rest
          </Button>
        )}
      </div>
    </div>
  );
}

const meanings: Record<keyof Counts, string> = {
  seen: '',
  created: 'added',
  updated: 'known, with something new',
  unchanged: 'known, nothing new',
  skipped: 'not imported',
  bot: 'machines, kept apart',
};

function Figures({ made }: { made: Import }) {
  const columns = countColumns.filter(([, name]) => name !== 'bot' || made.counts.bot > 0);
  return (
    <dl className="figures" data-count={columns.length}>
      {columns.map(([label, name]) => (
        <div key={name}>
          <dt>{name === 'seen' ? 'Rows read' : label}</dt>
          <dd>
            <span className="figure">
              <CountLink made={made} name={name} />
            </span>
            <span className="small muted">{meanings[name]}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
