import { later } from '../../../web/ui/later.tsx';
import { useNoteAsk } from './open-note.ts';

const NoteDialog = later(async () => (await import('./NoteDialog.tsx')).NoteDialog);

/** The field note, over whatever page one is on. */
export function NoteWhenAsked() {
  const ask = useNoteAsk();
  return ask === undefined ? null : <NoteDialog ask={ask} />;
}
