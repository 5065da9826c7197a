import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { toast } from '../../../web/ui/toast.ts';

type Props = { losses: string[]; save: () => Promise<void>; onClose: () => void };

/** What would go, before it is decided. */
export function DeleteDialog({ losses, save, onClose }: Props) {
  const confirm = async () => {
    await save();
    toast('Retention rules saved. The first deletion is tonight.');
  };
  return (
    <ConfirmDialog
      title="Delete what is older?"
      confirm="Save and delete tonight"
      keep="Keep everything"
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="stack">
        <p>By these rules, this goes for good:</p>
        <ul className="lines">
          {losses.map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
        </ul>
        <p className="muted">
          Deleting begins at 03:30 UTC and may take several nights. Until then you can choose otherwise; after
          it, only a backup has them.
        </p>
      </div>
    </ConfirmDialog>
  );
}
