import { Dialog } from '../../../web/ui/Dialog.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { attempt } from '../contacts.ts';
import { useColleagues } from '../people.ts';
import { saveField, valueOf, type Clash } from './edits.ts';
import { factName, factWords } from './fact-words.ts';

/** Nothing is overwritten unseen: both versions side by side, and one button for each. */
export function ClashDialog({ clash, decide }: { clash: Clash; decide: () => void }) {
  const { field, mine, theirs, by, sentence } = clash;
  const now = valueOf(theirs, field);
  const name = factName(field);
  const colleagues = useColleagues();
  const words = (value: typeof now) => factWords(field, value, (id) => colleagues.get(id)?.name);
  const useMine = async () => {
    const undo = async () => {
      const latest = await saveField(theirs, field, mine);
      await saveField(latest, field, typeof now === 'number' ? String(now) : now);
    };
    if (await attempt(() => saveField(theirs, field, mine))) toast(`${name} changed`, { undo });
    decide();
  };
  return (
    <Dialog title={`Two versions of the ${name.toLowerCase()}`} onClose={decide}>
      <p>{sentence}</p>
      <div className="versions">
        <button type="button" onClick={decide}>
          <span className="small muted">
            {by}, saved <RelativeTime at={theirs.updatedAt} />
          </span>
          <span className="strong">{words(now) || 'Empty'}</span>
          <span className="link">Keep this</span>
        </button>
        <button type="button" onClick={() => void useMine()}>
          <span className="small muted">Yours, not saved yet</span>
          <span className="strong">{words(mine) || 'Empty'}</span>
          <span className="link">Use mine</span>
        </button>
      </div>
    </Dialog>
  );
}
