import './duplicates.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Block } from '../../../web/record/Block.tsx';
import type { Contact } from '../contacts.ts';
import { MergedInto } from '../merge/MergedInto.tsx';
import { contactMerging } from './contact-merging.ts';
import { duplicatesOfQuery, type Duplicate } from './duplicates.ts';
import { percentOf, reasonWords } from './words.ts';

/** Who else this may be, and who it was: suggested duplicates and merges that can be taken back. */
export function SamePerson({ contact: { id } }: { contact: Contact }) {
  const pairs = useQuery(duplicatesOfQuery(id)).data?.items ?? [];
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
      <MergedInto kind={contactMerging} id={id} />
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
