import { Fragment } from 'react';
import { blocksOf, type Block, type Piece } from './markdown.ts';

/** What both sides want to have said. The blocks of a text never change their places while it is read. */
export function Text({ text }: { text: string }) {
  return (
    <div className="agreed-text">
      {blocksOf(text).map((block, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a text is rendered as a whole
        <Fragment key={place}>{blockOf(block)}</Fragment>
      ))}
    </div>
  );
}

function blockOf(block: Block) {
  if (block.kind === 'heading')
    return (
      <h3>
        <Pieces pieces={block.pieces} />
      </h3>
    );
  if (block.kind === 'paragraph')
    return (
      <p>
        <Pieces pieces={block.pieces} />
      </p>
    );
  const items = block.items.map((pieces, place) => (
    // oxlint-disable-next-line react/no-array-index-key -- a text is rendered as a whole
    <li key={place}>
      <Pieces pieces={pieces} />
    </li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Pieces({ pieces }: { pieces: Piece[] }) {
  return pieces.map(({ text, strong, emphasis }, place) => {
    // oxlint-disable-next-line react/no-array-index-key -- a text is rendered as a whole
    if (strong) return <strong key={place}>{text}</strong>;
    // oxlint-disable-next-line react/no-array-index-key -- a text is rendered as a whole
    return emphasis ? <em key={place}>{text}</em> : <Fragment key={place}>{text}</Fragment>;
  });
}
