import { useState } from 'react';
import { toast } from '../../../web/ui/toast.ts';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { EditNoteDialog } from './EditNoteDialog.tsx';
import { deleteNote, type Item } from './feedback.ts';

/** What its author, or a manager, may do with a field note. */
export function SaidMenu({ item }: { item: Item }) {
  const [asked, setAsked] = useState<'change' | 'delete'>();
  const close = () => setAsked(undefined);
  return (
    <>
      <Menu
        label="What to do with this field note"
        align="end"
        renderTrigger={(props) => <IconButton icon="more" label="More" {...props} />}
        items={[
          { label: 'Change', icon: 'edit', onSelect: () => setAsked('change') },
          { label: 'Delete', icon: 'bin', danger: true, onSelect: () => setAsked('delete') },
        ]}
      />
      {asked === 'change' && <EditNoteDialog item={item} onClose={close} />}
      {asked === 'delete' && (
        <ConfirmDialog
          title="Delete this field note?"
          confirm="Delete it"
          onConfirm={async () => {
            await deleteNote(item);
            toast('Field note deleted');
          }}
          onClose={close}
        >
          <p>
            Its words are lost
            {item.contact !== null && `, also on the timeline of ${item.contact.name}`}
            {item.theme !== null && `, and “${item.theme.name}” counts one less`}.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
