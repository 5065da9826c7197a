/**
 * The Markdown that agreements are written in: headings, lists, paragraphs, bold and italic. It becomes words to show,
 * never HTML, so whatever else somebody writes is shown as it is written.
 */
export type Piece = { text: string; strong: boolean; emphasis: boolean };
export type Block =
  | { kind: 'heading'; pieces: Piece[] }
  | { kind: 'paragraph'; pieces: Piece[] }
  | { kind: 'list'; ordered: boolean; items: Piece[][] };

const heading = /^#{1,6}\s+(.*)$/;
const bullet = /^\s*[-*+]\s+(.*)$/;
const numbered = /^\s*\d+[.)]\s+(.*)$/;

export function blocksOf(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap(blocksIn);
}

function blocksIn(part: string): Block[] {
  const blocks: Block[] = [];
  for (const line of part.split('\n')) add(blocks, line);
  return blocks;
}

/** A line goes on with what the one before began, unless it begins something. */
function add(blocks: Block[], line: string): void {
  const last = blocks.at(-1);
  const title = heading.exec(line)?.[1];
  const item = bullet.exec(line)?.[1];
  const step = numbered.exec(line)?.[1];
  if (title !== undefined) blocks.push({ kind: 'heading', pieces: piecesOf(title) });
  else if (item !== undefined || step !== undefined) {
    const ordered = item === undefined;
    const pieces = piecesOf(item ?? step ?? '');
    if (last?.kind === 'list' && last.ordered === ordered) last.items.push(pieces);
    else blocks.push({ kind: 'list', ordered, items: [pieces] });
  } else if (last?.kind === 'paragraph') last.pieces.push(...piecesOf(` ${line.trim()}`));
  else blocks.push({ kind: 'paragraph', pieces: piecesOf(line) });
}

function piecesOf(text: string): Piece[] {
  return text
    .split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (/^\*\*[^*]+\*\*$/.test(piece)) return { text: piece.slice(2, -2), strong: true, emphasis: false };
      if (/^\*[^*\s][^*]*\*$/.test(piece)) return { text: piece.slice(1, -1), strong: false, emphasis: true };
      return { text: piece, strong: false, emphasis: false };
    });
}
