import { count, counted } from '../../../web/numbers.ts';
import { Facts } from '../../../web/ui/Facts.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import type { Erasure } from './privacy.ts';

/** What was erased, how much of it, and what can only wait. */
export function Receipt({ erasure }: { erasure: Erasure }) {
  const erased = Object.entries(erasure.counts).filter(([, rows]) => rows > 0);
  return (
    <div className="stack">
      <p>
        <RelativeTime at={erasure.erasedAt} /> by {erasure.erasedBy}. {erasure.reason}
      </p>
      <Facts facts={erased.map(([label, rows]) => ({ label, value: count(rows) }))} />
      {erasure.remains.files > 0 && erasure.remains.until !== null && (
        <p className="muted">
          {counted(erasure.remains.files, 'uploaded or exported file', 'uploaded or exported files')} made
          before {erasure.remains.files === 1 ? 'is' : 'are'} still to be looked through for the person; the
          last of them expires <RelativeTime at={erasure.remains.until} />. Backups keep what they kept until
          you delete them.
        </p>
      )}
      <p className="small muted">
        Receipt <code>{erasure.id}</code>
      </p>
    </div>
  );
}
