import { useState } from 'react';
import { exportTo } from '../../../audience/web/list/export.ts';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { act } from '../../../workspace/web/parts/saving.ts';

/** Writes the deals that are shown to a CSV file; `asked` is how the server is asked for them. */
export function ExportDeals({ asked }: { asked: Record<string, string> }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await act(() => exportTo('/api/deals/exports', asked), undefined, []);
    setBusy(false);
  };
  return (
    <IconButton
      icon="download"
      label="Export what is shown"
      aria-busy={busy ? true : undefined}
      onClick={() => void (busy ? undefined : run())}
    />
  );
}
