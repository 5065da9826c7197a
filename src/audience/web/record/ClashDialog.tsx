import { Dialog } from '../../../web/ui/Dialog.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { attempt } from '../contacts.ts';
import { fieldWords, showValue } from '../words.ts';
import { readField, saveField, type Clash } from './edits.ts';

/** Nothing is overwritten unseen: both versions side by side, and one button for each. */
export function ClashDialog({ clash, decide }: { clash: Clash; decide: () => void }) {
  const { field, mine, theirs, by, sentence } = clash;
  const now = readField(theirs, field);
  const useMine = async () => {
    const undo = async () => {
      const latest = await saveField(theirs, field, mine);
      await saveField(latest, field, now);
    };
    if (await attempt(() => saveField(theirs, field, mine))) toast(`${fieldWords[field]} changed`, { undo });
    decide();
  };
  return (
    <Dialog title={`Two versions of the ${fieldWords[field]?.toLowerCase()}`} onClose={decide}>
      <p>{sentence}</p>
      <div className="versions">
        <button type="button" onClick={decide}>
          <span className="small muted">
            {by}, saved <RelativeTime at={theirs.updatedAt} />
          </span>
          <span className="strong">{showValue(field, now) || 'Empty'}</span>
          <span className="link">Keep this</span>
        </button>
        <button type="button" onClick={() => void useMine()}>
          <span className="small muted">Yours, not saved yet</span>
          <span className="strong">{showValue(field, mine) || 'Empty'}</span>
          <span className="link">Use mine</span>
        </button>
      </div>
    </Dialog>
  );
}
