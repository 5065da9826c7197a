import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { asProblem } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { FormError } from '../ui/FormError.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';

/** A page that could not be shown. What was saved is saved; the way on is one button. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const problem = asProblem(error);
  const outdated = isOldChunk(error);
  useEffect(() => {
    document.title = `${problem.title} · Tandem`;
  }, [problem.title]);
  if (problem.status === 404) return <NotFoundPage />;
  const again = () => {
    // After an update the old page's files are gone: only a reload brings the new ones.
    if (outdated) return location.reload();
    reset();
    return void router.invalidate();
  };
  return (
    <section className="wrong-page">
      <h1>{outdated ? 'Tandem was updated' : 'This page could not be shown'}</h1>
      {outdated ? <p>Reload to continue with the new version.</p> : <FormError problem={problem} />}
      <div className="row">
        <Button primary icon="refresh" onClick={again}>
          {outdated ? 'Reload' : 'Try again'}
        </Button>
        <Button ghost onClick={() => history.back()}>
          Go back
        </Button>
      </div>
    </section>
  );
}

function isOldChunk(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|importing a module script failed/i.test(error.message)
  );
}
