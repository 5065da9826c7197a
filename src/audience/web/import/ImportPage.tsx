import '../contacts.css';
import './import.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Problem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import type { Target } from './mapping.ts';
import { steps, type StepName } from './StepList.tsx';
import type { Upload } from './upload.ts';
import { Wizard } from './Wizard.tsx';

type Search = { target?: string; file?: string; name?: string; step?: string; operation?: string };

/** Four steps, then the progress. The address carries the file and the operation, so a reload loses nothing. */
export function ImportPage() {
  const { target, file, name = 'the file', step, operation }: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const go = (search: Search, replace = false) => void navigate({ to: '/contacts/import', search, replace });
  const upload = file === undefined ? undefined : { id: file, name };
  if (!useMay('contacts.import')) return <Refused />;
  const chosen = targetOf(target);
  return (
    <Page
      title={operation === undefined ? `Import ${chosen}` : 'Import'}
      crumbs={[{ label: 'Imports', to: '/contacts/imports' }]}
      lede={
        operation === undefined
          ? 'From a CSV or TSV file. Nothing is written before you start the import, and it can be taken back.'
          : undefined
      }
      actions={
        <ButtonLink ghost to="/contacts/imports">
          Past imports
        </ButtonLink>
      }
    >
      {operation === undefined ? (
        <Wizard
          upload={upload}
          target={chosen}
          step={stepOf(step)}
          go={(next) =>
            go({ target: chosen, ...(upload && { file: upload.id, name: upload.name }), step: next })
          }
          onUpload={(next: Upload | undefined) =>
            go(
              next === undefined
                ? { target: chosen }
                : { target: chosen, file: next.id, name: next.name, step: 'columns' },
              true,
            )
          }
          onStart={(id) => go({ operation: id })}
        />
      ) : (
        <ImportProgress id={operation} />
      )}
    </Page>
  );
}

function targetOf(text: string | undefined): Target {
  return text === 'companies' || text === 'touchpoints' ? text : 'contacts';
}

function stepOf(text: string | undefined): StepName {
  return steps.find((step) => step === text) ?? 'columns';
}

/** A link from a colleague with other rights leads to a sentence, not to a file that would be refused. */
function Refused() {
  return (
    <Page title="Import contacts" crumbs={[{ label: 'Contacts', to: '/contacts' }]}>
      <FormError problem={new Problem({ status: 403 })} />
    </Page>
  );
}
