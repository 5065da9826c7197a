import { useEffect } from 'react';
import { Button } from '../ui/Button.tsx';
import { openOverlay } from './open.ts';
import { homePath } from './home.ts';
import { ButtonLink } from '../ui/ButtonLink.tsx';
import { useSession } from '../session.ts';

export function NotFoundPage() {
  const session = useSession();
  useEffect(() => {
    document.title = 'Not found · Tandem';
  }, []);
  return (
    <section className="wrong-page">
      <h1>There is nothing here</h1>
      <p>
        The address may be incomplete, or what it led to was deleted. Search finds everything you may see.
      </p>
      <div className="row">
        {session !== undefined && (
          <Button primary icon="search" keys="mod+k" onClick={() => openOverlay('palette')}>
            Search
          </Button>
        )}
        <ButtonLink ghost to={homePath(session)}>
          Go to the start
        </ButtonLink>
      </div>
    </section>
  );
}
