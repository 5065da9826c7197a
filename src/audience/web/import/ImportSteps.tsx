import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../../web/api.ts';
import { asProblem } from '../../../web/problem.ts';
import { queryClient } from '../../../web/query.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import type { ImportPreview } from '../../contract.ts';
import { attempt } from '../contacts.ts';
import { FileStep } from './FileStep.tsx';
import { guessedMap, missingIn, type ColumnMap } from './mapping.ts';
import { MappingStep, type Rules } from './MappingStep.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import type { Upload } from './upload.ts';

type Props = {
  upload: Upload | undefined;
  onUpload: (upload: Upload | undefined) => void;
  onStart: (operationId: string) => void;
};

export function ImportSteps({ upload, onUpload, onStart }: Props) {
  return (
    <div className="import">
      <Step number={1} title="Choose a file" open>
        <FileStep upload={upload} onUpload={onUpload} />
      </Step>
      {upload === undefined ? (
        <>
          <Step number={2} title="Say what the columns are" />
          <Step number={3} title="Look, and start" />
        </>
      ) : (
        <ReadFile key={upload.id} upload={upload} onStart={onStart} />
      )}
    </div>
  );
}

const usualRules: Rules = { match: 'create_and_update', stage: 'lead', source: 'unknown' };

function ReadFile({ upload, onStart }: { upload: Upload; onStart: Props['onStart'] }) {
  const [chosen, setChosen] = useState<ColumnMap>();
  const [rules, setRules] = useState<Rules>(usualRules);
  const [busy, setBusy] = useState(false);
  const asked = { fileId: upload.id, ...(chosen === undefined ? {} : { map: chosen }), ...rules };
  const preview = useQuery({
    queryKey: ['import-preview', asked],
    queryFn: ({ signal }) => api.post<ImportPreview>('/api/contacts/import-previews', asked, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const start = async () => {
    setBusy(true);
    await attempt(async () => {
      const { id } = await api.post<{ id: string }>('/api/contacts/imports', { ...asked, map });
      void queryClient.invalidateQueries({ queryKey: ['operations'] });
      onStart(id);
    });
    setBusy(false);
  };
  if (preview.data === undefined) {
    return (
      <Step number={2} title="Say what the columns are" open>
        {preview.isError ? <FormError problem={asProblem(preview.error)} /> : <Skeleton lines={6} />}
      </Step>
    );
  }
  const map = chosen ?? guessedMap(preview.data.columns);
  const missing = missingIn(map, rules.match);
  return (
    <>
      <Step number={2} title="Say what the columns are" open>
        <MappingStep
          columns={preview.data.columns}
          map={map}
          change={setChosen}
          rules={rules}
          changeRules={setRules}
        />
      </Step>
      <Step number={3} title="Look, and start" open>
        {preview.isError && <FormError problem={asProblem(preview.error)} />}
        <PreviewTable rows={preview.data.rows} map={map} stale={preview.isPlaceholderData} />
        <div className="row wrap">
          <Button primary disabled={missing !== undefined} busy={busy} onClick={() => void start()}>
            Start the import
          </Button>
          {missing !== undefined && <span className="muted">{missing}</span>}
        </div>
      </Step>
    </>
  );
}

function Step({
  number,
  title,
  open = false,
  children,
}: {
  number: number;
  title: string;
  open?: boolean;
  children?: ReactNode;
}) {
  return (
    <section
      className="import-step"
      data-open={open ? '' : undefined}
      aria-labelledby={`import-step-${number}`}
    >
      <h2 id={`import-step-${number}`}>
        <span className="step-number">{number}</span>
        {title}
      </h2>
      {children !== undefined && <div className="stack loose">{children}</div>}
    </section>
  );
}
