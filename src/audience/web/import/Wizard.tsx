import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { asProblem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { ColumnsStep, TargetChoice } from './ColumnsStep.tsx';
import { useDraft } from './draft.ts';
import { FileStep } from './FileStep.tsx';
import { startImport, type Preview } from './imports.ts';
import { guessedMap, type Options, type Target } from './mapping.ts';
import { MatchingStep } from './MatchingStep.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { ReadingFields } from './ReadingFields.tsx';
import { StepList, steps, type StepName } from './StepList.tsx';
import type { Upload } from './upload.ts';

type Props = {
  upload: Upload | undefined;
  target: Target;
  step: StepName;
  go: (step: StepName) => void;
  onUpload: (upload: Upload | undefined) => void;
  onStart: (operationId: string) => void;
};

/** Four steps, one at a time; the address says which. */
export function Wizard({ upload, step, go, ...props }: Props) {
  const at = upload === undefined ? 'file' : step;
  return (
    <div className="import">
      <StepList at={at} reached={upload === undefined ? 'file' : 'preview'} go={go} />
      {upload === undefined || at === 'file' ? (
        <section aria-label="File" className="stack loose">
          <FileStep upload={upload} onUpload={props.onUpload} />
          {upload !== undefined && (
            <div className="row">
              <Button primary onClick={() => go('columns')}>
                Continue
              </Button>
            </div>
          )}
        </section>
      ) : (
        <ReadFile key={upload.id} upload={upload} step={at} go={go} {...props} />
      )}
    </div>
  );
}

type ReadProps = Omit<Props, 'upload' | 'step' | 'onUpload'> & { upload: Upload; step: StepName };

function ReadFile({ upload, target, step, go, onStart }: ReadProps) {
  const [options, change] = useDraft(upload.id, { target });
  const preview = usePreview(upload.id, options);
  const { data } = preview;
  const problem = preview.isError ? asProblem(preview.error) : undefined;
  const map = options.map ?? guessedMap(data?.columns ?? []);
  const shared = { map, options, change };
  return (
    <section aria-label={step} className="stack loose" aria-busy={preview.isPlaceholderData}>
      {step === 'columns' && (
        <>
          <TargetChoice {...shared} />
          {(data !== undefined || problem !== undefined) && (
            <ReadingFields reading={problem === undefined ? data?.reading : undefined} {...shared} />
          )}
        </>
      )}
      <FormError problem={problem} />
      {data === undefined && problem === undefined && <Skeleton lines={6} />}
      {data !== undefined && problem === undefined && (
        <>
          {data.brokenOff !== null && (
            <p className="notice bad" role="alert">
              <Icon name="warning" />
              <span>{data.brokenOff}</span>
            </p>
          )}
          {step === 'columns' && <ColumnsStep preview={data} {...shared} />}
          {step === 'matching' && <MatchingStep preview={data} {...shared} />}
          {step === 'preview' && <PreviewStep preview={data} stale={preview.isPlaceholderData} />}
          <Onwards {...{ step, go, onStart, upload, missing: data.missing }} options={{ ...options, map }} />
        </>
      )}
    </section>
  );
}

function usePreview(fileId: string, options: Options) {
  return useQuery({
    queryKey: ['import-preview', fileId, options],
    queryFn: ({ signal }) => api.post<Preview>('/api/imports/previews', { ...options, fileId }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

type OnwardsProps = Pick<ReadProps, 'upload' | 'step' | 'go' | 'onStart'> & {
  options: Options;
  missing: string | null;
};

function Onwards({ upload, step, go, onStart, options, missing }: OnwardsProps) {
  const [busy, setBusy] = useState(false);
  const next = steps[steps.indexOf(step) + 1];
  const start = async () => {
    setBusy(true);
    const id = await startImport(upload.id, options);
    setBusy(false);
    if (id !== undefined) onStart(id);
  };
  return (
    <div className="row wrap onwards">
      {next === undefined ? (
        <Button primary disabled={missing !== null} busy={busy} onClick={() => void start()}>
          Start the import
        </Button>
      ) : (
        <Button primary disabled={missing !== null && step === 'columns'} onClick={() => go(next)}>
          Continue
        </Button>
      )}
      <Button ghost onClick={() => go(steps[steps.indexOf(step) - 1] ?? 'file')}>
        Back
      </Button>
      {missing !== null && <span className="muted">{missing}</span>}
    </div>
  );
}
