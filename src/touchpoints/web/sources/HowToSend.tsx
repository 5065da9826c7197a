import { CopyButton } from '../../../workspace/web/parts/Copyable.tsx';
import { libraryFor, requestFor, snippetFor, type SourceKind } from './sources.ts';

const ways: Partial<Record<SourceKind, { label: string; says: string; of: typeof snippetFor }>> = {
  web: { label: 'Snippet', says: 'Paste this into the head of every page.', of: snippetFor },
  segment: { label: 'Code', says: 'Point the library here. In Node, for instance:', of: libraryFor },
  api: {
    label: 'Request',
    says: 'Post what happened. The answer comes when it is stored for good.',
    of: requestFor,
  },
};

/** What to paste, ready with this address and this key. */
export function HowToSend({ kind, writeKey }: { kind: SourceKind; writeKey: string }) {
  const way = ways[kind];
  if (way === undefined) return null;
  const text = way.of(location.origin, writeKey);
  return (
    <div className="stack">
      <span>{way.says}</span>
      <div className="paste">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways */}
        <pre tabIndex={0} aria-label={way.label}>
          {text}
        </pre>
        <CopyButton text={text} label={way.label} />
      </div>
    </div>
  );
}
