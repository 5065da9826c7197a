import { Link } from '@tanstack/react-router';
import { buttonLook } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import type { WholeAgreement } from './agreements.ts';

/** A version waits for signatures: both sides see it here until it is signed or withdrawn. */
export function Proposal({ proposed }: { proposed: WholeAgreement }) {
  const { id, number, proposed: by, signed, may } = proposed;
  const missing = [signed.marketing === null && 'marketing', signed.sales === null && 'sales'].filter(
    (side) => side !== false,
  );
  return (
    <div className="proposal card">
      <Icon name="edit" />
      <p className="grow">
        <span className="strong">Version {number} is proposed</span>
        {by !== null && (
          <>
            {by.by !== null && ` by ${by.by.name}`} <RelativeTime at={by.at} />
          </>
        )}
        . It waits for the signature of {missing.join(' and ')}.
      </p>
      <Link
        className={buttonLook({ primary: may.sign.length > 0 })}
        to="/agreement/versions/$id"
        params={{ id }}
      >
        {may.sign.length > 0 ? 'Read and sign' : 'Read it'}
      </Link>
    </div>
  );
}
