import { useEffect } from 'react';
import { useKeys } from '../../../web/keys.ts';
import type { RecordRef } from '../../../web/room.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { openLog, standOn } from './open-log.ts';

/** On the page of a contact: what is logged from here, also by the palette, is about them. */
export function LogButton({ record: { id, name } }: { record: RecordRef }) {
  useEffect(() => standOn({ id, name }), [id, name]);
  const open = () => openLog();
  useKeys('Contact', { l: { label: 'Log what happened', run: open } });
  return (
    <Button icon="note" keys="l" onClick={open}>
      Log
    </Button>
  );
}
