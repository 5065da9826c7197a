import './duplicates.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Block } from '../../../web/record/Block.tsx';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import type { Contact } from '../contacts.ts';
import { duplicatesOfQuery, mergesQuery, unmerge, type Duplicate, type Merge } from './duplicates.ts';
import { percentOf, reasonWords } from './words.ts';

/** Who else this may be, and who it was: suggested duplicates and merges that can be taken back. */
export function SamePerson({ contact: { id } }: { contact: Contact }) {
  const pairs = useQuery(duplicatesOfQuery(id)).data?.items ?? [];
  const merges = useQuery(mergesQuery(id)).data?.items.filter(({ unmergedAt }) => unmergedAt === null) ?? [];
  return (
    <>
      {pairs.length > 0 && (
        <Block title="May be the same person">
          <ul className="same-person">
            {pairs.map((pair) => (
              <Other key={pair.id} pair={pair} id={id} />
            ))}
          </ul>
        </Block>
      )}
      {merges.length > 0 && (
        <Block title="Merged into this record">
          <ul className="same-person">
            {merges.map((merge) => (
              <Was key={merge.id} merge={merge} />
            ))}
          </ul>
        </Block>
      )}
    </>
  );
}

function Other({ pair, id }: { pair: Duplicate; id: string }) {
  const other = pair.one.id === id ? pair.other : pair.one;
  return (
    <li>
      <span className="stack tight">
        <Link to={`/contacts/${other.id}`} className="link truncate">
          {other.name}
        </Link>
        <span className="small muted">
          {reasonWords(pair.reasons)} ({percentOf(pair.likelihood)})
        </span>
      </span>
      <Link to="/duplicates" search={{ pair: pair.id }} className="button small">
        Compare
      </Link>
    </li>
  );
}

function Was({ merge }: { merge: Merge }) {
  const mayMerge = useMay('contacts.merge');
  return (
    <li>
      <span className="stack tight">
        <span className="strong truncate">{merge.gone.name}</span>
        <span className="small muted">
          <RelativeTime at={merge.mergedAt} /> by {merge.mergedBy}
        </span>
      </span>
      {mayMerge && merge.undoable && (
        <Button small icon="undo" onClick={() => void unmerge(merge)}>
          Undo
        </Button>
      )}
    </li>
  );
}
