import { useState } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { attempt } from '../contacts.ts';
import { exportContacts, type Exported } from './export.ts';

type Props = Exported & { named?: boolean };

/** Writes what is shown, or what was selected, to a CSV file. */
export function ExportButton({ named = false, ...exported }: Props) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await attempt(() => exportContacts(exported));
    setBusy(false);
  };
  if (named) {
    return (
      <Button small ghost icon="download" busy={busy} onClick={() => void run()}>
        Export
      </Button>
    );
  }
  return (
    <IconButton
      icon="download"
      label="Export what is shown"
      aria-busy={busy ? true : undefined}
      onClick={() => void (busy ? undefined : run())}
    />
  );
}
