import '../contacts.css';
import './import.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Problem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { ImportSteps } from './ImportSteps.tsx';
import type { Upload } from './upload.ts';

type Search = { file?: string; name?: string; operation?: string };

/** Three steps on one page, then the progress. The address carries the file and the operation, so a reload loses nothing. */
export function ImportPage() {
  const { file, name = 'the file', operation }: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const go = (search: Search, replace = false) => void navigate({ to: '/contacts/import', search, replace });
  const upload = file === undefined ? undefined : { id: file, name };
  if (!useMay('contacts.import')) return <Refused />;
  return (
    <Page
      title="Import contacts"
      crumbs={[{ label: 'Contacts', to: '/contacts' }]}
      lede={
        operation === undefined
          ? 'From a CSV file. Nothing is written before you start the import.'
          : undefined
      }
    >
      {operation === undefined ? (
        <ImportSteps
          upload={upload}
          onUpload={(next: Upload | undefined) =>
            go(next === undefined ? {} : { file: next.id, name: next.name }, true)
          }
          onStart={(id) => go({ operation: id })}
        />
      ) : (
        <ImportProgress id={operation} />
      )}
    </Page>
  );
}

/** A link from a colleague with other rights leads to a sentence, not to a file that would be refused. */
function Refused() {
  return (
    <Page title="Import contacts" crumbs={[{ label: 'Contacts', to: '/contacts' }]}>
      <FormError problem={new Problem({ status: 403 })} />
    </Page>
  );
}
