import { useEffect } from 'react';
import type { RecordRef } from '../../../web/room.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { openNote, standOn } from './open-note.ts';

/** On the page of a contact: what is noted from here is about them. */
export function NoteButton({ record: { id, name } }: { record: RecordRef }) {
  useEffect(() => standOn({ person: { id, name } }), [id, name]);
  return (
    <Button icon="message" onClick={() => openNote({ person: { id, name } })}>
      Field note
    </Button>
  );
}
