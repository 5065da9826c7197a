import { useEffect } from 'react';
import { useKeys } from '../../../web/keys.ts';
import type { RecordRef } from '../../../web/room.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { openLog, standOn } from './open-log.ts';

/** On the page of a contact or company: what is logged from here, also by the palette, is about them or one of theirs. */
export function LogButton({ record: { kind, id, name } }: { record: RecordRef }) {
  const isCompany = kind === 'company';
  useEffect(() => standOn({ [isCompany ? 'company' : 'person']: { id, name } }), [isCompany, id, name]);
  const open = () => openLog();
  useKeys(isCompany ? 'Company' : 'Contact', { l: { label: 'Log what happened', run: open } });
  return (
    <Button icon="note" keys="l" onClick={open}>
      Log
    </Button>
  );
}
