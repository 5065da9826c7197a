import './number-link.css';
import type { ReactNode } from 'react';

type Props = { onClick: () => void; of: string; children: ReactNode; className?: string };

/** A number that opens the leads behind it. */
export function NumberLink({ onClick, of, children, className = 'number' }: Props) {
  return (
    <button type="button" className={`number-link num ${className}`} onClick={onClick}>
      {children}
      <span className="sr">, {of}: show them</span>
    </button>
  );
}
