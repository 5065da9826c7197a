import { useState } from 'react';
import { Button } from '../../../../web/ui/Button.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { attempt } from '../../contacts.ts';
import { columns } from './columns.tsx';
import { exportCompanies, type Chosen } from './bulk.ts';

type Props = {
  chosen: Chosen;
  sort?: string | undefined;
  /** As chosen in the list; what the list shows at first when they are not. */
  columns?: readonly string[] | undefined;
  named?: boolean;
};

/** Writes what is shown, or what was selected, to a CSV file. */
export function ExportCompanies({ chosen, sort, columns: shown = standard, named = false }: Props) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await attempt(() => exportCompanies(chosen, sort, ['name', 'domain', ...shown.filter(isOther)]));
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

const standard = columns.filter(({ hidden }) => hidden !== true).map(({ id }) => id);

/** The domain stands beside the name in the list, and in a column of its own in the file. */
function isOther(id: string): boolean {
  return id !== 'name' && id !== 'domain';
}
