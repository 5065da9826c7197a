import '../duplicates/duplicates.css';
import { useQuery } from '@tanstack/react-query';
import { Block } from '../../../web/record/Block.tsx';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import type { Merge, MergeKind } from './merge-kind.ts';
import { mergesQuery, unmerge } from './merging.ts';

/** What became part of this record, and can be taken out again. */
export function MergedInto({ kind, id }: { kind: MergeKind; id: string }) {
  const items = useQuery(mergesQuery(kind, id)).data?.items ?? [];
  const merges = items.filter(({ unmergedAt }) => unmergedAt === null);
  if (merges.length === 0) return null;
  return (
    <Block title="Merged into this record">
      <ul className="same-person">
        {merges.map((merge) => (
          <Was key={merge.id} kind={kind} merge={merge} />
        ))}
      </ul>
    </Block>
  );
}

function Was({ kind, merge }: { kind: MergeKind; merge: Merge }) {
  const mayMerge = useMay(kind.may);
  return (
    <li>
      <span className="stack tight">
        <span className="strong truncate">{merge.gone.name}</span>
        <span className="small muted">
          <RelativeTime at={merge.mergedAt} /> by {merge.mergedBy}
        </span>
      </span>
      {mayMerge && merge.undoable && (
        <Button small icon="undo" onClick={() => void unmerge(kind, merge)}>
          Undo
        </Button>
      )}
    </li>
  );
}
