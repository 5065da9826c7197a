import { useEffect } from 'react';
import { useKeys } from '../../../web/keys.ts';
import type { RecordRef } from '../../../web/room.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { handOver, standOn } from '../acts/open-act.ts';

/** On the page of a contact: what is handed over from here, also by the palette, is them. */
export function HandOverButton({ record: { id, name } }: { record: RecordRef }) {
  useEffect(() => standOn({ id, name }), [id, name]);
  const open = () => handOver({ id, name });
  useKeys('Contact', { h: { label: 'Hand to sales', run: open } });
  return (
    <Button icon="handoff" keys="h" className="only-wide" onClick={open}>
      Hand to sales
    </Button>
  );
}
