import { Link } from '@tanstack/react-router';
import type { Taken } from './new-contact.ts';

/** The way to the contact who has this address already. */
export function TakenEmail({ by }: { by: Taken }) {
  return (
    <Link to={`/contacts/${by.id}`} className="link">
      Open {by.name}
    </Link>
  );
}
