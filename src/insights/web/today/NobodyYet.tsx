import { useMay } from '../../../web/session.ts';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { SampleLink } from '../../../web/ui/SampleLink.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';

/** Before there is anybody: what this page will be, and the three ways to begin. */
export function NobodyYet() {
  const mayImport = useMay('contacts.import');
  const mayConnect = useMay('sources.manage');
  return (
    <EmptyState
      icon="today"
      title="Your day will stand here"
      actions={
        <>
          {mayImport && (
            <ButtonLink to="/contacts/import" icon="upload" primary>
              Import contacts
            </ButtonLink>
          )}
          {mayConnect && (
            <ButtonLink to="/settings/sources?create=true" icon="web">
              Connect a web site
            </ButtonLink>
          )}
          <SampleLink />
        </>
      }
    >
      Every morning: who is new and where they heard of you, who moved a stage, who came back after a long
      silence, and what waits for you. Bring in the people you know, or connect your web site and watch them
      come.
    </EmptyState>
  );
}
