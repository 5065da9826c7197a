import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { SearchInput } from '../../../web/ui/SearchInput.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import type { Erasure } from './privacy.ts';
import { Receipt } from './Receipt.tsx';

type ReceiptPage = { items: Erasure[]; next: string | null };

export function Erasures() {
  const [subject, setSubject] = useState('');
  const [shown, setShown] = useState<Erasure>();
  const query = useInfiniteQuery({
    queryKey: ['erasures', subject],
    queryFn: ({ pageParam, signal }) =>
      api.get<ReceiptPage>('/api/erasures', {
        search: { ...(subject === '' ? {} : { subject }), cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <>
      <SearchInput label="E-mail address or phone number" value={subject} onChange={setSubject} />
      <Loaded query={query}>
        {({ pages }) => (
          <Receipts receipts={pages.flatMap(({ items }) => items)} subject={subject} show={setShown} />
        )}
      </Loaded>
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {shown !== undefined && (
        <Dialog title="Receipt of an erasure" onClose={() => setShown(undefined)}>
          <Receipt erasure={shown} />
        </Dialog>
      )}
    </>
  );
}

type ReceiptsProps = { receipts: Erasure[]; subject: string; show: (receipt: Erasure) => void };

function Receipts({ receipts, subject, show }: ReceiptsProps) {
  if (receipts.length === 0) {
    return (
      <p className="muted">
        {subject === ''
          ? 'Nobody was erased yet. The menu of a contact has “Erase for good”.'
          : 'Nobody who was erased had this address or number.'}
      </p>
    );
  }
  return (
    <ul className="lines">
      {receipts.map((receipt) => (
        <li key={receipt.id}>
          <span className="about">
            <span>{receipt.reason}</span>
            <span className="small muted">
              <RelativeTime at={receipt.erasedAt} /> by {receipt.erasedBy}
            </span>
          </span>
          <Button small ghost onClick={() => show(receipt)}>
            Receipt
          </Button>
        </li>
      ))}
    </ul>
  );
}
