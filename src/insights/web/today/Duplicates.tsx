import { Link } from '@tanstack/react-router';
import { about, counted } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { useMay } from '../../../web/session.ts';
import { Definition } from './Definition.tsx';
import type { Today } from './today.ts';

/** What only a person can decide. */
export function Duplicates({ today: { duplicates, computedAt } }: { today: Today }) {
  const may = useMay('contacts.merge');
  if (!may) return null;
  return (
    <Card
      title="Waiting for you"
      end={
        <Definition of="Duplicates" at={computedAt}>
          <p>
            Pairs of contacts that may be one person: similar names, addresses or numbers, both of whom you
            may see.
          </p>
        </Definition>
      }
    >
      {duplicates.count === 0 ? (
        <p className="muted">No duplicates wait for a decision.</p>
      ) : (
        <p>
          <Link to="/duplicates" className="link strong">
            {duplicates.exact
              ? counted(duplicates.count, 'pair', 'pairs')
              : `${about(duplicates.count)} pairs`}
          </Link>{' '}
          of contacts may be the same person.
        </p>
      )}
    </Card>
  );
}
